using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>Cuts a batch into segments: the queue first, and never between the two slots of an operation.</summary>
public static class BatchCutting
{
    /// <summary>Cuts into the largest segments there are; what is left at the end goes into the smallest that holds it.</summary>
    /// <param name="circuits">What there is to choose from.</param>
    /// <param name="queueCount">How many slots stand for items of the queue.</param>
    /// <param name="operations">What the slots behind them hold.</param>
    /// <returns>The segments in the order of their slots; none for a batch without slots.</returns>
    public static IReadOnlyList<SegmentCut> Cut(CircuitSet circuits, int queueCount, IReadOnlyList<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentOutOfRangeException.ThrowIfNegative(queueCount);
        List<SegmentCut> cuts = [];
        int slot = 0, rest = operations.Sum(operation => operation.SlotCount);
        while (slot < queueCount)
        {
            int circuit = circuits.Fitting(SegmentKind.Queue, queueCount - slot), count = Math.Min(circuits[circuit].Shape.Slots, queueCount - slot);
            cuts.Add(new(circuit, slot, count));
            slot += count;
        }

        for (int next = 0; next < operations.Count;)
        {
            int circuit = circuits.Fitting(SegmentKind.Users, rest), room = circuits[circuit].Shape.Slots, count = 0;
            for (; next < operations.Count && count + operations[next].SlotCount <= room; next++)
                count += operations[next].SlotCount;
            cuts.Add(new(circuit, slot, count));
            slot += count;
            rest -= count;
        }

        return cuts;
    }
}
