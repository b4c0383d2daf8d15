using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <content>Doing things again: from the log after a restart, and on other terms after L1 changed its mind.</content>
public sealed partial class Sequencer
{
    /// <summary>Does again what the log says.</summary>
    /// <exception cref="InvalidOperationException">The log does not continue this state.</exception>
    public void Replay(LogEntry entry)
    {
        switch (entry)
        {
            case LogEntry.Opened opened:
                Open(opened.Terms);
                break;
            case LogEntry.Taken taken:
                Replay(taken.Block);
                break;
            case LogEntry.Closed closed:
                Close(closed.CollectInto);
                break;
            case LogEntry.Rewound rewound:
                Rewind(rewound.Number);
                break;
            default:
                throw new ArgumentException("The log knows no such step.", nameof(entry));
        }
    }

    /// <summary>Builds batches anew on other terms, with the operations of the old ones as far as they still apply.</summary>
    /// <remarks>
    /// What was confirmed keeps its place: a batch begins with the queue items that it began with, is closed where it was closed, and collects into the accounts that it
    /// collected into, so that every slot keeps its number while every operation applies. A queue item comes earlier only when it is due. A batch that has become too long
    /// is split, and its last part collects. Signatures are verified again: they bind the identities behind the indices, which a reorg of the queue can change.
    /// Spec: docs/spec/soft-confirmations.md#when-l1-decides-otherwise, iSEQ-003, iSEQ-005.
    /// </remarks>
    /// <param name="number">The first batch to be built anew.</param>
    /// <param name="terms">What all of them are built on.</param>
    /// <param name="parallel">Whether signatures are verified on both cores, or all there are.</param>
    /// <exception cref="ArgumentException">The batch is not here, or the terms do not fit.</exception>
    public Rebuilt Rebuild(ulong number, RebuildTerms terms, bool parallel = false)
    {
        ArgumentNullException.ThrowIfNull(terms);
        int first = _batches.FindIndex(batch => batch.Number == number);
        if (first < 0)
            throw new ArgumentException($"Batch {number} is not here.", nameof(number));
        Batch[] before = [.. _batches.Skip(first)];
        Rewind(number);
        List<LogEntry> entries = [new LogEntry.Rewound(number)];
        return Refill(before, terms, entries, parallel);
    }

    /// <summary>Builds batches of another sequencer on this one's state, as far as their operations apply there: for when L1 holds batches that are not one's own.</summary>
    /// <remarks>As <see cref="Rebuild"/>; where the foreign batches hold no users' slots, every slot keeps its number.</remarks>
    /// <param name="batches">What L1 does not hold, oldest first.</param>
    /// <param name="terms">What all of them are built on; the queue begins behind this sequencer's head.</param>
    /// <param name="parallel">Whether signatures are verified on both cores, or all there are.</param>
    /// <exception cref="InvalidOperationException">There is an open batch.</exception>
    public Rebuilt Adopt(IReadOnlyList<Batch> batches, RebuildTerms terms, bool parallel = false)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(terms);
        return Refill(batches, terms, [], parallel);
    }

    private Rebuilt Refill(IReadOnlyList<Batch> before, RebuildTerms terms, List<LogEntry> entries, bool parallel)
    {
        ulong start = Head.QueueEnd, end = start + (ulong)terms.Queue.Count;
        ulong due = start + (ulong)Math.Min(terms.Due, terms.Queue.Count);
        List<(Submission, Outcome)> broken = [];
        foreach (Batch old in before)
        {
            ulong from = Head.QueueEnd, to = Math.Max(from, Math.Min(end, Math.Max(old.QueueEnd, due)));
            int count = (int)Math.Min(to - from, (ulong)Math.Min(terms.MaxItems, _settings.Batches.MaxSlots));
            BatchTerms opening = new(terms.BatchTime, [.. terms.Queue.Skip((int)(from - start)).Take(count)]);
            Refill(old, opening, entries, broken, parallel);
        }

        return new(entries, broken);
    }

    /// <summary>Puts an old batch's operations into a new one, or into several where one has no room for them.</summary>
    private void Refill(Batch old, BatchTerms terms, List<LogEntry> entries, List<(Submission, Outcome)> broken, bool parallel)
    {
        Submission[] operations = [.. old.Operations.Where(IsUsers)];
        Outcome[] outcomes = new Outcome[operations.Length];
        Reopen(terms, entries);
        int done = 0;
        while (true)
        {
            done += Execute(operations.AsSpan(done), outcomes.AsSpan(done), isAdmitted: true, parallel);
            if (EndBlock() is { } block)
                entries.Add(new LogEntry.Taken(block));
            if (done == operations.Length)
                break;
            CloseAgain([], entries);
            Reopen(terms with { QueueItems = [] }, entries);
        }

        broken.AddRange(operations.Zip(outcomes).Where(pair => !pair.Second.IsTaken));
        if (!old.IsClosed)
            return;
        if (OpenBatch is { SlotCount: > 0 })
        {
            CloseAgain([.. old.Operations.Where(it => !IsUsers(it)).Select(it => it.From)], entries);
        }
        else
        {
            Rewind(OpenBatch!.Number); // nothing of it is left: as if it had not been opened
            entries.RemoveAt(entries.Count - 1);
        }
    }

    private void Reopen(BatchTerms terms, List<LogEntry> entries)
    {
        Open(terms);
        entries.Add(new LogEntry.Opened(terms));
    }

    private void CloseAgain(IReadOnlyList<uint> collectInto, List<LogEntry> entries)
    {
        Close(collectInto);
        entries.Add(new LogEntry.Closed(collectInto));
    }

    private void Replay(Block block)
    {
        Batch batch = OpenBatch ?? throw new InvalidOperationException("The log continues a batch that is not open.");
        if (block.Batch != batch.Number || block.FirstSlot != batch.SequenceEnd)
            throw new InvalidOperationException($"Block {block.Number} of the log does not continue batch {batch.Number}.");
        foreach (Submission submission in block.Operations)
        {
            _actual.Clear();
            if (StateTransition.Execute(_state, _settings.ContextAt(batch.Terms.BatchTime), submission.Operation, _actual).Reason != RejectionReason.None)
                throw new InvalidOperationException($"Block {block.Number} of the log holds an operation that does not apply.");
            Add(batch, submission);
        }

        _inBlocks = batch.Operations.Count;
        _blocks = block.Number;
    }
}
