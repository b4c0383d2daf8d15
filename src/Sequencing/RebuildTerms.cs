using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>What batches are built anew on.</summary>
/// <param name="BatchTime">L1's time now, in Unix seconds; not before the last batch that stays.</param>
/// <param name="Queue">The items of the queue behind those of the last batch that stays, as L1 has them now.</param>
public sealed record RebuildTerms(uint BatchTime, IReadOnlyList<QueuedOperation> Queue)
{
    /// <summary>So many of the items are due: the first batch takes them, whatever it began with before.</summary>
    public int Due { get; init; }

    /// <summary>How many items a batch begins with at most; what is left begins the next one.</summary>
    public int MaxItems { get; init; } = int.MaxValue;
}
