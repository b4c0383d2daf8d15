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
    /// <remarks>Signatures are verified again: they bind the identities behind the indices, which a reorg of the queue can change. Spec: iSEQ-003.</remarks>
    /// <param name="number">The first batch to be built anew.</param>
    /// <param name="terms">What the first of the new ones is opened with; further ones have its time and no queue items.</param>
    /// <param name="collectInto">As for <see cref="Close"/>.</param>
    /// <param name="parallel">Whether signatures are verified on both cores, or all there are.</param>
    /// <exception cref="ArgumentException">The batch is not here, or the terms do not fit.</exception>
    public Rebuilt Rebuild(ulong number, BatchTerms terms, IReadOnlyList<uint> collectInto, bool parallel = false)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Submission[] operations = [.. Rewind(number)];
        Outcome[] outcomes = new Outcome[operations.Length];
        List<LogEntry> entries = [new LogEntry.Rewound(number), new LogEntry.Opened(terms)];
        Open(terms);
        int done = 0;
        while (true)
        {
            done += Execute(operations.AsSpan(done), outcomes.AsSpan(done), isAdmitted: true, parallel);
            if (EndBlock() is { } block)
                entries.Add(new LogEntry.Taken(block));
            if (done == operations.Length)
                break;
            Close(collectInto);
            entries.Add(new LogEntry.Closed(collectInto));
            terms = terms with { QueueItems = [] };
            Open(terms);
            entries.Add(new LogEntry.Opened(terms));
        }

        return new(entries, [.. operations.Zip(outcomes).Where(pair => !pair.Second.IsTaken)]);
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
