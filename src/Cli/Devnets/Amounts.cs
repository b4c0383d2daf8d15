using System.Buffers.Binary;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Devnets;

/// <summary>Between words of L1 and amounts of layer 2.</summary>
internal static class Amounts
{
    /// <exception cref="OverflowException">It does not fit 128 bits.</exception>
    public static UInt128 Narrow(UInt256 amount) => amount.BitLength <= 128
        ? BinaryPrimitives.ReadUInt128BigEndian(amount.ToBytes().AsSpan(16))
        : throw new OverflowException("The amount does not fit 128 bits.");

    public static UInt256 Widen(UInt128 amount)
    {
        Span<byte> bytes = stackalloc byte[UInt256.ByteLength];
        bytes.Clear();
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], amount);
        return UInt256.FromBytes(bytes);
    }
}
