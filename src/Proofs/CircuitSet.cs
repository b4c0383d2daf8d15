using Plimsoll.Batches;

namespace Plimsoll.Proofs;

/// <summary>The circuits by which a rollup's batches are proven; their order is the numbers that L1 knows them by.</summary>
/// <remarks>Fixed with the rollup, like its depth and layout. Immutable. Spec: docs/spec/validity.md#segments.</remarks>
public sealed class CircuitSet
{
    private readonly SegmentCircuit[] _circuits;

    /// <summary>Makes a set: queue circuits first, each kind from the smallest to the largest.</summary>
    /// <param name="depth">Levels of the account tree.</param>
    /// <param name="layout">What is in the blobs.</param>
    /// <param name="topLevels">Levels that the circuits carry.</param>
    /// <param name="queueSlots">Sizes of the circuits of queue slots, ascending.</param>
    /// <param name="userSlots">Sizes of the circuits of users' slots, ascending, of at least two slots: an operation of two is not divided.</param>
    /// <exception cref="ArgumentException">A kind has no circuit, or sizes do not ascend.</exception>
    public CircuitSet(int depth, DataLayout layout, int topLevels, IReadOnlyList<int> queueSlots, IReadOnlyList<int> userSlots)
    {
        ArgumentNullException.ThrowIfNull(queueSlots);
        ArgumentNullException.ThrowIfNull(userSlots);
        if (queueSlots.Count == 0 || userSlots.Count == 0 || userSlots[0] < 2 || !Ascends(queueSlots) || !Ascends(userSlots))
            throw new ArgumentException("There are queue and users' circuits, of ascending sizes, those of users with two slots at least.");
        (Depth, Layout) = (depth, layout);
        _circuits =
        [
            .. queueSlots.Select(slots => new SegmentCircuit(SegmentKind.Queue, new(depth, slots, layout, topLevels))),
            .. userSlots.Select(slots => new SegmentCircuit(SegmentKind.Users, new(depth, slots, layout, topLevels))),
        ];
    }

    /// <summary>Levels of the account tree.</summary>
    public int Depth { get; }

    /// <summary>What is in the blobs.</summary>
    public DataLayout Layout { get; }

    /// <summary>How many circuits there are.</summary>
    public int Count => _circuits.Length;

    /// <summary>The circuit of a number.</summary>
    public SegmentCircuit this[int number] => _circuits[number];

    /// <summary>The smallest circuit of a kind that holds so many slots, or the largest there is.</summary>
    public int Fitting(SegmentKind kind, int slots)
    {
        int number = Array.FindIndex(_circuits, circuit => circuit.Kind == kind && circuit.Shape.Slots >= slots);
        return number >= 0 ? number : Array.FindLastIndex(_circuits, circuit => circuit.Kind == kind);
    }

    private static bool Ascends(IReadOnlyList<int> sizes) => sizes.Zip(sizes.Skip(1)).All(pair => pair.First < pair.Second);
}
