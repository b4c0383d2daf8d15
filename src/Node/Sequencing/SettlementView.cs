using Plimsoll.State;

namespace Plimsoll.Node.Sequencing;

/// <summary>How the sequencer's rollup stands on L1, as of one block.</summary>
/// <param name="Revision">Grows with every block that was applied or unwound.</param>
/// <param name="Time">The block's time, in Unix seconds.</param>
/// <param name="Generation">Drops there have been.</param>
/// <param name="Head">The height of the last committed batch; 0 at genesis.</param>
/// <param name="CertainHead">The height of the last batch whose commit L1 will not let go of, and that nobody will ask the sequencer about.</param>
/// <param name="IsFrozen">Whether commits have stopped for good.</param>
/// <param name="BlobPrice">Wei per unit of blob gas.</param>
/// <param name="Queue">Every item of the queue, by number; grows only, but for reorgs.</param>
/// <param name="Batches">The committed batches that are not dropped, by height; at least those from <paramref name="CertainHead"/> on.</param>
public sealed record SettlementView(
    ulong Revision,
    uint Time,
    ulong Generation,
    ulong Head,
    ulong CertainHead,
    bool IsFrozen,
    ulong BlobPrice,
    IReadOnlyList<QueuedOperation> Queue,
    IReadOnlyDictionary<ulong, CommittedBatch> Batches)
{
    /// <summary>The height up to which the rollup's own work is done: committed, and where a validity proof counts, proven. The sequencer's pace follows it.</summary>
    public ulong Settled { get; init; } = Head;

    /// <summary>Since when the oldest committed batch that lacks proofs waits for them, in Unix seconds; null where none does.</summary>
    public uint? UnprovenSince { get; init; }

    /// <summary>When each item is due, in Unix seconds, by number: from then on L1 takes no batch that leaves it out. Items behind these have time.</summary>
    public IReadOnlyList<ulong> Deadlines { get; init; } = [];

    /// <summary>How many items are due by a time.</summary>
    public ulong DueBy(ulong time)
    {
        int low = 0, high = Deadlines.Count; // they come in their order
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Deadlines[middle] <= time)
                low = middle + 1;
            else
                high = middle;
        }

        return (ulong)low;
    }
}

/// <summary>What L1 holds of a batch, as far as the sequencer compares it.</summary>
/// <param name="NewRoot">The root it claims.</param>
/// <param name="SequenceEnd">User slots up to and with it.</param>
/// <param name="QueueEnd">Queue items up to and with it.</param>
public readonly record struct CommittedBatch(Fr NewRoot, ulong SequenceEnd, ulong QueueEnd);
