using Plimsoll.Batches;
using Plimsoll.Proofs;

namespace Plimsoll.Node.Proving;

/// <summary>The circuits that rollups are deployed with.</summary>
public static class RollupCircuits
{
    /// <summary>Trees up to this depth are for development: their circuits are small, so that a proof takes seconds on two cores.</summary>
    public const int MaxSmallDepth = 4;

    /// <summary>Returns the circuits for a tree and a layout.</summary>
    /// <remarks>Sizes fill a domain of 2^17 rows in small trees, and of 2^18 and 2^20 in others: docs/spec/validity.md#cost.</remarks>
    public static CircuitSet For(int depth, DataLayout layout) => depth <= MaxSmallDepth
        ? new(depth, layout, Math.Min(2, depth - 1), queueSlots: [10], userSlots: [11])
        : new(depth, layout, 3, queueSlots: [17], userSlots: layout == DataLayout.Full ? [12, 51] : [13, 58]);
}
