using System.Buffers.Binary;

namespace Plimsoll.State;

/// <summary>The fees of one token that nobody has collected yet, in its smallest unit; below 2^120.</summary>
/// <remarks>The leaf is the amount itself: the fee tree's depth is fixed, so a leaf is never taken for a node.</remarks>
internal readonly record struct FeePot(UInt128 Amount) : ILeafValue<FeePot>
{
    public Fr Leaf()
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes.Clear();
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Amount);
        return Fr.FromBytes(bytes);
    }

    public static void HashLeaves(ReadOnlySpan<FeePot> values, Span<Fr> leaves, bool parallel)
    {
        for (int i = 0; i < values.Length; i++)
            leaves[i] = values[i].Leaf();
    }
}
