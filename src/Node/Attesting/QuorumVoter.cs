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
    private readonly IReadOnlyList<IAttestations> _sources;
    private readonly ContractSender _sender;
    private readonly Action<Exception>? _onTrouble;
    private Committee? _committee;
    private RollupCut? _done;

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
        (_tracker, _domain, _read, _sources, _sender, _onTrouble) = (tracker, domain, committee, sources, sender, onTrouble);
    }

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
        ulong? voted = null;
        foreach (CommittedBatch batch in AttesterRules.Waiting(cut).Take(MostTogether))
        {
            _committee ??= await _read(cancellationToken).ConfigureAwait(false);
            if (_committee.Choose(_domain, batch.HeaderHash, await CollectAsync(batch.HeaderHash, cancellationToken).ConfigureAwait(false)) is not { } quorum)
                continue;
            byte[] call = VotesContract.Attest(cut.Identity.Rollup, batch.HeaderHash, quorum);
            TransactionReceipt receipt = await _sender.CallAsync($"attest batch {batch.Height}", cut.Identity.Votes, call, cancellationToken: cancellationToken).ConfigureAwait(false);
            voted = receipt.BlockNumber;
            NodeMetrics.QuorumVoted();
        }

        return voted;
    }

    private async Task<IEnumerable<EcdsaSignature>> CollectAsync(Bytes32 headerHash, CancellationToken cancellationToken)
    {
        IReadOnlyList<EcdsaSignature>[] found = await Task.WhenAll(_sources.Select(async source =>
        {
            try
            {
                return await source.FindAsync(headerHash, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                _onTrouble?.Invoke(e);
                return [];
            }
        })).ConfigureAwait(false);
        return found.SelectMany(it => it);
    }
}
