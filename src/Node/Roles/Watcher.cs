using Plimsoll.Disputes;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Roles;

/// <summary>Removes every wrong batch, by one transaction, and every one whose proofs do not come in time, and collects what that pays.</summary>
/// <remarks>Builds on a <see cref="Verifier"/>, which finds the fault whatever it is. Spec: docs/spec/faults.md, docs/spec/fraud-proofs.md.</remarks>
public sealed class Watcher : Role
{
    private readonly EthereumClient _node;
    private readonly Verifier _verifier;
    private readonly ContractSender _sender;
    private readonly PrivateKey _key;
    private readonly HashSet<Bytes32> _announced = [];
    private readonly HashSet<Bytes32> _revealed = [];
    private VerifiedCut? _done;

    /// <summary>Makes a watcher.</summary>
    /// <param name="node">The node.</param>
    /// <param name="verifier">Says what is wrong; hosted beside it.</param>
    /// <param name="sender">Sends for the watcher's account.</param>
    /// <param name="key">That account's key: announcements are salted with it.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself, lost races included.</param>
    public Watcher(EthereumClient node, Verifier verifier, ContractSender sender, PrivateKey key, TimeProvider? time = null, Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(key);
        (_node, _verifier, _sender, _key) = (node, verifier, sender, key);
    }

    /// <summary>The batches that this watcher removed, with the gas that each took.</summary>
    public IReadOnlyDictionary<Bytes32, ulong> Removed { get; private set; } = new Dictionary<Bytes32, ulong>();

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        VerifiedCut verified = await _verifier.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        await ActAsync(verified, cancellationToken).ConfigureAwait(false);
        _done = verified;
    }

    /// <summary>Does what a verified cut calls for.</summary>
    /// <exception cref="TransactionFailedException">Somebody else was faster.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public async Task ActAsync(VerifiedCut verified, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(verified);
        bool isUnproven = verified.Cut.OldestPending is { } oldest && verified.Cut.IsUnproven(oldest);
        if (verified.Fault is null && !isUnproven && verified.Cut.Rewards.IsEmpty)
            return;
        BlockHeader latest = await _node.GetHeaderAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The chain has no newest block.");
        foreach (WatcherAction action in WatcherRules.Decide(verified, _sender.Address, _announced, _revealed, latest.BaseFeePerGas ?? UInt256.Zero))
            await ActAsync(verified, action, cancellationToken).ConfigureAwait(false);
    }

    private async Task ActAsync(VerifiedCut verified, WatcherAction action, CancellationToken cancellationToken)
    {
        Address rollup = verified.Cut.Identity.Rollup;
        switch (action)
        {
            case WatcherAction.Announce it:
                Bytes32 name = it.Faulty.Batch.HeaderHash;
                byte[] announcement = RollupCalls.AnnounceFraud(Announcement.Commitment(_sender.Address, it.Faulty, Announcement.Salt(_key, name)));
                await _sender.CallAsync("announce a fault", rollup, announcement, cancellationToken: cancellationToken).ConfigureAwait(false);
                _announced.Add(name);
                break;
            case WatcherAction.Prove it:
                FraudProof? proof = await ProveAsync(it.Faulty, cancellationToken).ConfigureAwait(false);
                if (proof is null)
                    break;
                byte[] removal = RollupCalls.ProveFraud(it.Faulty.Batch.Header, it.Faulty.Parent, proof);
                TransactionReceipt receipt = await _sender.CallAsync($"remove a batch ({it.Faulty.Fault})", rollup, removal, cancellationToken: cancellationToken).ConfigureAwait(false);
                Removed = new Dictionary<Bytes32, ulong>(Removed) { [it.Faulty.Batch.HeaderHash] = receipt.GasUsed };
                break;
            case WatcherAction.DropUnproven it:
                byte[] drop = RollupCalls.DropUnproven(it.Batch.Header, verified.Cut.HeaderAt(it.Batch.Height - 1));
                await _sender.CallAsync("remove a batch that was not proven", rollup, drop, cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            case WatcherAction.Reveal it:
                await RevealAsync(rollup, it.HeaderHash, cancellationToken).ConfigureAwait(false);
                break;
            case WatcherAction.Collect it:
                await _sender.CallAsync("collect a reward", rollup, RollupCalls.CollectReward(it.HeaderHash), cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task RevealAsync(Address rollup, Bytes32 headerHash, CancellationToken cancellationToken)
    {
        byte[] reveal = RollupCalls.RevealFraud(headerHash, Announcement.Salt(_key, headerHash));
        try
        {
            await _sender.CallAsync("reveal an announcement", rollup, reveal, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionFailedException)
        {
            // There was no announcement, or a later one: the reward is somebody else's.
        }

        _revealed.Add(headerHash);
    }

    /// <summary>Builds the proof on the parent's state; null when L1 has moved on meanwhile.</summary>
    private Task<FraudProof?> ProveAsync(FaultyBatch faulty, CancellationToken cancellationToken) => _verifier.ReadHeadAsync(
        (state, now) => now.Fault?.Batch.HeaderHash == faulty.Batch.HeaderHash
            ? FraudProver.Prove(state, faulty.Input, faulty.Elements.Span, faulty.Fault, faulty.PublishedKey)
            : null,
        cancellationToken);
}
