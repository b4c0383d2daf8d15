using Plimsoll.Batches;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>What a segment's circuit is compiled for: everything that decides which constraints there are.</summary>
/// <remarks>Each shape, together with users' or queue slots, is one circuit with one key. Spec: docs/spec/validity.md#segments.</remarks>
public sealed record SegmentShape
{
    /// <summary>The most slots of a segment: positions stay below 2^15 elements.</summary>
    public const int MaxSlots = 1024;

    /// <summary>Makes a shape.</summary>
    /// <param name="depth">Levels of the account tree, from 2 to <see cref="MerkleTree.MaxDepth"/>.</param>
    /// <param name="slots">The most slots that a segment holds, from 1 to <see cref="MaxSlots"/>.</param>
    /// <param name="layout">What is in the blobs.</param>
    /// <param name="topLevels">Levels at the top of the trees whose nodes the circuit carries from slot to slot, from 1 to 3 and below the depth.</param>
    public SegmentShape(int depth, int slots, DataLayout layout, int topLevels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, MerkleTree.MaxDepth);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots, MaxSlots);
        ArgumentOutOfRangeException.ThrowIfLessThan(topLevels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(topLevels, Math.Min(3, depth - 1));
        (Depth, Slots, Layout, TopLevels) = (depth, slots, layout, topLevels);
    }

    /// <summary>Levels of the account tree.</summary>
    public int Depth { get; }

    /// <summary>The most slots that a segment holds.</summary>
    public int Slots { get; }

    /// <summary>What is in the blobs.</summary>
    public DataLayout Layout { get; }

    /// <summary>Levels at the top of the trees whose nodes are carried.</summary>
    public int TopLevels { get; }
}
