using Plimsoll.Batches;
using Plimsoll.Cli.Devnets;
using Plimsoll.Crypto.Fields;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Transactions;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>Commits batches by hand: what an operator does, without a node around it, and with the freedom to lie.</summary>
/// <remarks>Its state is what it committed, right or wrong. A liar starts from a <see cref="Copy"/> of somebody honest.</remarks>
internal sealed class HandOperator
{
    private readonly DrillStage _stage;
    private readonly Person _committer;
    private readonly List<Done> _history;
    private BatchHeader _parent;

    public HandOperator(DrillStage stage, Person committer)
        : this(stage, committer, stage.Genesis, [])
    {
    }

    private HandOperator(DrillStage stage, Person committer, BatchHeader parent, List<Done> history)
    {
        (_stage, _committer, _parent, _history) = (stage, committer, parent, history);
        State = new(stage.Profile.Depth);
    }

    /// <summary>The state after what was committed.</summary>
    public RollupState State { get; }

    /// <summary>The last batch committed; genesis at first.</summary>
    public BatchHeader Head => _parent;

    /// <summary>The block of L1 that holds the last batch committed; 0 before the first.</summary>
    public ulong HeadBlock { get; private set; }

    /// <summary>What a batch is executed in, if it were made now.</summary>
    public BatchContext ContextAt(ulong time) => new(_stage.Chain.ChainId, _stage.Rollup.Address, checked((uint)time), _committer.Address);

    /// <summary>Somebody else with the same state, who will commit on the same head.</summary>
    public HandOperator Copy(Person committer)
    {
        HandOperator copy = new(_stage, committer, _parent, [.. _history]);
        foreach (Done done in _history)
            done.Replay(copy.State);
        copy.State.Commit();
        return copy;
    }

    /// <summary>Commits what the queue holds and these operations, as the rules want it.</summary>
    /// <exception cref="InvalidOperationException">An operation does not apply.</exception>
    public Task<TransactionReceipt> CommitAsync(IReadOnlyList<Operation> operations, CancellationToken cancellationToken) =>
        CommitAsync(operations, new Lie(), cancellationToken);

    /// <summary>Commits a batch with something wrong in it.</summary>
    public async Task<TransactionReceipt> CommitAsync(IReadOnlyList<Operation> operations, Lie lie, CancellationToken cancellationToken)
    {
        RollupHistory history = await RollupHistory.ReadAsync(_stage.Chain.Node, _stage.Rollup.Address, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<QueueItem> items = [.. history.Items.Skip((int)_parent.QueueEnd).Take(lie.QueueItems ?? int.MaxValue)];
        BatchContext context = ContextAt(await _stage.Chain.TimeAsync(cancellationToken).ConfigureAwait(false));
        lie.BeforeBatch?.Invoke(State);
        State.Commit();

        BatchBuilder builder = new();
        foreach (QueueItem item in items)
        {
            StateTransition.ApplyQueued(State, item.Operation);
            builder.AddQueued();
        }

        foreach (Operation operation in operations)
        {
            RejectionReason reason = lie.SkipSignatures
                ? StateTransition.Execute(State, context, operation, []).Reason
                : StateTransition.Apply(State, context, operation);
            if (reason != RejectionReason.None)
                throw new InvalidOperationException($"The operation does not apply: {reason}.");
            builder.Add(operation);
        }

        Fr[] roots = new Fr[State.PendingSlots];
        State.Commit(roots);
        Slot[] slots = builder.Complete(roots);
        BlobSidecar sidecar = BatchPublication.SidecarOf(FullLayout.Pack(slots));
        BatchHeader header = new(
            _stage.HashOf(_parent), State.Root, (uint)items.Count, (uint)slots.Length, _parent.QueueEnd + (ulong)items.Count,
            items.Count > 0 ? items[^1].Link : _parent.QueueHash, context.BatchTime, _parent.SequenceEnd + (ulong)(slots.Length - items.Count),
            _committer.Address, _stage.Genesis.ProfileId, sidecar.VersionedHashes());
        TransactionReceipt receipt = await _committer.Sender.CallWithBlobsAsync("commit", _stage.Rollup.Address, RollupCalls.Commit(header), sidecar, cancellationToken).ConfigureAwait(false);
        _history.Add(new(items, operations, context));
        (_parent, HeadBlock) = (header, receipt.BlockNumber);
        return receipt;
    }

    /// <summary>Where somebody lies.</summary>
    internal sealed record Lie
    {
        /// <summary>Changes the state in no slot before the batch: roots that follow from nothing.</summary>
        public Action<RollupState>? BeforeBatch { get; init; }

        /// <summary>Executes whatever the signatures are.</summary>
        public bool SkipSignatures { get; init; }

        /// <summary>How many items of the queue to take at most; null for all.</summary>
        public int? QueueItems { get; init; }
    }

    private sealed record Done(IReadOnlyList<QueueItem> Items, IReadOnlyList<Operation> Operations, BatchContext Context)
    {
        public void Replay(RollupState state)
        {
            foreach (QueueItem item in Items)
                StateTransition.ApplyQueued(state, item.Operation);
            foreach (Operation operation in Operations)
                StateTransition.Execute(state, Context, operation, []);
        }
    }
}
