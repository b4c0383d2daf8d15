using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>Orders operations: the open batch, the closed ones behind it, and the way back when L1 decides otherwise.</summary>
/// <remarks>
/// Values change when an operation is taken; roots are hashed when a batch is sealed, which may be much later, so that a burst is confirmed faster than it is hashed.
/// Deterministic: the same calls in the same order give the same batches, which is how a node starts again from its log. Not thread-safe.
/// Spec: docs/spec/soft-confirmations.md, iSEQ-002 to iSEQ-004.
/// </remarks>
public sealed partial class Sequencer
{
    private readonly SequencerSettings _settings;
    private readonly RollupState _state;
    private readonly List<Batch> _batches = [];
    private SequencerPosition _base;
    private int _inBlocks; // operations of the open batch that are in blocks
    private ulong _blocks;

    /// <summary>Makes a sequencer on a committed state.</summary>
    /// <param name="settings">Where and how.</param>
    /// <param name="state">The state at the position; the sequencer owns it from now on.</param>
    /// <param name="position">The last batch in that state.</param>
    /// <param name="blocks">How many blocks there were.</param>
    public Sequencer(SequencerSettings settings, RollupState state, SequencerPosition position, ulong blocks = 0)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(state);
        (_settings, _state, _base, _blocks) = (settings, state, position, blocks);
    }

    /// <summary>The state after the last operation taken; its root is older.</summary>
    public RollupState State => _state;

    /// <summary>The batches since the base, oldest first; the last one may be open.</summary>
    public IReadOnlyList<Batch> Batches => _batches;

    /// <summary>The batch that operations go into, or null between a close and the next opening.</summary>
    public Batch? OpenBatch => _batches is [.., { IsClosed: false } last] ? last : null;

    /// <summary>The position of the last batch that was released: nothing before it can be taken back.</summary>
    public SequencerPosition Base => _base;

    /// <summary>The position behind everything.</summary>
    public SequencerPosition Head => _batches is [.., var last] ? new(last.Number, last.Terms.BatchTime, last.QueueEnd, last.SequenceEnd) : _base;

    /// <summary>Opens the next batch and applies the queue's items, its first slots.</summary>
    /// <exception cref="InvalidOperationException">There is an open one.</exception>
    /// <exception cref="ArgumentException">The time is before that of the batch before, or there are more items than slots.</exception>
    public Batch Open(BatchTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (OpenBatch is not null)
            throw new InvalidOperationException("There is an open batch.");
        SequencerPosition head = Head;
        if (terms.BatchTime < head.BatchTime || terms.QueueItems.Count > _settings.Batches.MaxSlots)
            throw new ArgumentException("A batch is not older than the one before and has room for its queue items.", nameof(terms));
        Batch batch = new(head.Number + 1, terms, _state.Mark(), head.SequenceEnd, head.QueueEnd);
        foreach (QueuedOperation item in terms.QueueItems)
            StateTransition.ApplyQueued(_state, item);
        _batches.Add(batch);
        return batch;
    }

    /// <summary>Closes the open batch: collects fees, and takes nothing more in.</summary>
    /// <param name="collectInto">Accounts of the committer, at most one a token; where nothing can be collected, nothing is.</param>
    /// <exception cref="InvalidOperationException">There is no open batch or nothing in it, or operations in it are in no block yet.</exception>
    public Batch Close(IReadOnlyList<uint> collectInto)
    {
        ArgumentNullException.ThrowIfNull(collectInto);
        Batch batch = OpenBatch ?? throw new InvalidOperationException("There is no open batch.");
        if (batch.SlotCount == 0 || _inBlocks != batch.Operations.Count)
            throw new InvalidOperationException("A batch has slots, and its last block ends before it does.");
        BatchContext context = _settings.ContextAt(batch.Terms.BatchTime);
        foreach (uint index in collectInto)
        {
            Operation collect = new(new(OperationKind.Collect, index, 0, _state.Pot(_state[index].Token), 0, 0));
            if (batch.SlotCount < _settings.Batches.MaxSlots && StateTransition.Execute(_state, context, collect, []).Reason == RejectionReason.None)
                batch.Add(new(collect, 0));
        }

        batch.Close(_state.Mark());
        _inBlocks = 0;
        return batch;
    }

    /// <summary>Ends a block: what was taken since the last one.</summary>
    /// <returns>Null if that is nothing.</returns>
    public Block? EndBlock()
    {
        if (OpenBatch is not { } batch || batch.Operations.Count == _inBlocks)
            return null;
        Submission[] operations = [.. batch.Operations.Skip(_inBlocks)];
        _inBlocks = batch.Operations.Count;
        ulong slots = 0;
        foreach (ref readonly Submission submission in operations.AsSpan())
            slots += (ulong)submission.Operation.SlotCount;
        return new(++_blocks, batch.Number, batch.SequenceEnd - slots, operations);
    }
}
