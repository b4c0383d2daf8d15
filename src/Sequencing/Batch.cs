using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>A batch as the sequencer builds it: open, then closed, then sealed.</summary>
/// <remarks>Not thread-safe: it belongs to its <see cref="Sequencer"/>.</remarks>
public sealed class Batch
{
    private readonly List<Submission> _operations = [];

    internal Batch(ulong number, BatchTerms terms, StateMark start, ulong firstSlot, ulong queueStart) =>
        (Number, Terms, Start, End, FirstSlot, QueueStart) = (number, terms, start, start, firstSlot, queueStart);

    /// <summary>Its height: one more than that of the batch before.</summary>
    public ulong Number { get; }

    /// <summary>What it was opened with.</summary>
    public BatchTerms Terms { get; }

    /// <summary>The number of its first user slot among all of the rollup.</summary>
    public ulong FirstSlot { get; }

    /// <summary>The number of the first item of the queue that it consumes.</summary>
    public ulong QueueStart { get; }

    /// <summary>Items of the queue consumed up to and with this batch.</summary>
    public ulong QueueEnd => QueueStart + (ulong)Terms.QueueItems.Count;

    /// <summary>The operations, in order; at the end, the sequencer's own Collects.</summary>
    public IReadOnlyList<Submission> Operations => _operations;

    /// <summary>Slots, those of the queue included.</summary>
    public int SlotCount => Terms.QueueItems.Count + UserSlots;

    /// <summary>User slots of the rollup up to and with this batch.</summary>
    public ulong SequenceEnd => FirstSlot + (ulong)UserSlots;

    /// <summary>Whether no operation is added any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The root after its last slot, when it is sealed.</summary>
    public Fr? NewRoot { get; internal set; }

    internal StateMark Start { get; }

    internal StateMark End { get; private set; }

    internal Fr[]? Roots { get; set; }

    internal int SlotsHashed { get; set; }

    private int UserSlots { get; set; }

    internal ulong Add(in Submission submission)
    {
        ulong slot = SequenceEnd;
        _operations.Add(submission);
        UserSlots += submission.Operation.SlotCount;
        return slot;
    }

    internal void Close(StateMark end) => (IsClosed, End) = (true, end);
}
