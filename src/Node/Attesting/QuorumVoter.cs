using System.Collections.Immutable;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Telemetry;

namespace Plimsoll.Node.Attesting;

/// <summary>Collects attesters' signatures, and brings a quorum of them to L1. Anybody can: it is trusted with nothing.</summary>
/// <remarks>Several may run; who comes second has lost a race and nothing else. Spec: docs/spec/attesting.md.</remarks>
public sealed class QuorumVoter : Role
{
    private const int MostTogether = 8; // batches that one look asks for

    private readonly ChainTracker _tracker;
    private readonly AttestationDomain _domain;
    private readonly Func<CancellationToken, Task<Committee>> _read;
    private readonly IReadOnlyList<AskedAttester> _attesters;
    private readonly ContractSender _sender;
    private Committee? _committee;
    private RollupCut? _done;
    private QuorumStatus _status;
    private Bytes32? _late; // the batch that the look before found settled and without a vote

    /// <summary>Makes a collector.</summary>
    /// <param name="tracker">What it follows; hosted beside it.</param>
    /// <param name="domain">What was signed.</param>
    /// <param name="committee">Reads who counts; called once.</param>
    /// <param name="sources">Where signatures come from.</param>
    /// <param name="sender">Sends for the account that pays the gas.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself, nodes that do not answer included.</param>
    public QuorumVoter(
        ChainTracker tracker,
        AttestationDomain domain,
        Func<CancellationToken, Task<Committee>> committee,
        IReadOnlyList<IAttestations> sources,
        ContractSender sender,
        TimeProvider? time = null,
        Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(committee);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(sender);
        (_tracker, _domain, _read, _sender) = (tracker, domain, committee, sender);
        _attesters = [.. sources.Select(source => new AskedAttester(source, Tell))];
        _status = new(0, [], 0, 0, 0, [.. _attesters.Select(it => it.Status)], null);
    }

    /// <summary>How it is doing.</summary>
    public QuorumStatus Status => Volatile.Read(ref _status);

    /// <inheritdoc/>
    public override string? Trouble => Status.Trouble;

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        RollupCut cut = await _tracker.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        if (await ActAsync(cut, cancellationToken).ConfigureAwait(false) is { } voted)
            await _tracker.ReachAsync(voted, cancellationToken).ConfigureAwait(false); // or votes would be sent again
        _done = cut;
    }

    /// <summary>Brings the votes of a cut's waiting batches to L1, the oldest first, as far as enough have signed.</summary>
    /// <returns>The block of the last vote; null for none.</returns>
    /// <exception cref="TransactionFailedException">Somebody else was faster, or the batch is gone.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public async Task<ulong?> ActAsync(RollupCut cut, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ulong? block = null;
        int voted = 0;
        (CommittedBatch Batch, SortedDictionary<Address, EcdsaSignature> Signed)? lacking = null;
        HashSet<AskedAttester> away = [];
        foreach (CommittedBatch batch in AttesterRules.Waiting(cut).Take(MostTogether))
        {
            _committee ??= await _read(cancellationToken).ConfigureAwait(false);
            SortedDictionary<Address, EcdsaSignature> signed = await CollectAsync(_committee, batch, away, cancellationToken).ConfigureAwait(false);
            if (_committee.QuorumOf(signed) is not { } quorum)
            {
                lacking ??= (batch, signed);
                continue;
            }

            try
            {
                byte[] call = VotesContract.Attest(cut.Identity.Rollup, batch.HeaderHash, quorum);
                block = (await _sender.CallAsync($"attest batch {batch.Height}", cut.Identity.Votes, call, cancellationToken: cancellationToken).ConfigureAwait(false)).BlockNumber;
            }
            catch (Exception e) when (e is RpcException or TransactionFailedException)
            {
                Report(cut, voted, e.Message);
                throw;
            }

            NodeMetrics.QuorumVoted();
            voted++;
        }

        string? trouble = lacking is ({ } oldest, { } found) ? WhyNot(oldest, found) : null;
        _late = lacking is { } late && IsSettled(late.Batch) ? late.Batch.HeaderHash : null;
        Report(cut, voted, trouble);
        return block;
    }

    // Who cannot be reached is asked for one batch of a look only: silence costs every look one patience, and not one for each batch.
    private async Task<SortedDictionary<Address, EcdsaSignature>> CollectAsync(Committee committee, CommittedBatch batch, HashSet<AskedAttester> away, CancellationToken cancellationToken)
    {
        SortedDictionary<Address, EcdsaSignature> found = [];
        Task<(AskedAttester Asked, IReadOnlyDictionary<Address, EcdsaSignature>? Signed)>[] asked =
            [.. _attesters.Where(it => !it.IsAnswering && !away.Contains(it)).Select(it => it.AskAsync(committee, _domain, batch, cancellationToken))];
        await foreach (Task<(AskedAttester Asked, IReadOnlyDictionary<Address, EcdsaSignature>? Signed)> done in Task.WhenEach(asked).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            (AskedAttester attester, IReadOnlyDictionary<Address, EcdsaSignature>? signed) = await done.ConfigureAwait(false);
            if (signed is null)
                away.Add(attester);
            foreach ((Address signer, EcdsaSignature signature) in signed ?? ImmutableDictionary<Address, EcdsaSignature>.Empty)
                found.TryAdd(signer, signature);
            if (committee.QuorumOf(found) is not null)
                break;
        }

        return found;
    }

    /// <summary>What is missing for a vote. A batch whose commit L1 has just finalized is given until the next block: attesters see it when this does.</summary>
    private string? WhyNot(CommittedBatch batch, SortedDictionary<Address, EcdsaSignature> signed)
    {
        if (_late != batch.HeaderHash || !IsSettled(batch))
            return null;
        string missing = string.Join(", ", _committee!.Members.Where(member => !signed.ContainsKey(member)));
        string[] troubles = [.. _attesters.Select(it => it.Status.Trouble).OfType<string>()];
        string why = $"batch {batch.Height} has no vote: it takes {_committee.Quorum} signatures and there are {signed.Count}; missing: {missing}";
        Tell(why);
        return string.Join("; ", [why, .. troubles]);
    }

    private bool IsSettled(CommittedBatch batch) => _tracker.Finalized.Holds(batch.Height, batch.HeaderHash);

    private void Report(RollupCut cut, int voted, string? trouble)
    {
        CommittedBatch[] waiting = [.. AttesterRules.Waiting(cut)];
        Volatile.Write(
            ref _status,
            new(
                _committee?.Quorum ?? 0,
                _committee?.Members ?? [],
                Status.Voted + voted,
                waiting.Length - voted,
                waiting.Count(batch => !IsSettled(batch)),
                [.. _attesters.Select(it => it.Status)],
                trouble));
    }
}
