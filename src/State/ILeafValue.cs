namespace Plimsoll.State;

/// <summary>A value that a Merkle tree holds at its leaves; <c>default</c> is the empty leaf, zero.</summary>
internal interface ILeafValue<T>
    where T : struct
{
    /// <summary>Writes the leaf of each value.</summary>
    static abstract void HashLeaves(ReadOnlySpan<T> values, Span<Fr> leaves, bool parallel);
}
