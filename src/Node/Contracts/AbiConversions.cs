using System.Buffers.Binary;
using Plimsoll.L1.Abi;

namespace Plimsoll.Node.Contracts;

/// <summary>Between words of the ABI and the values of the protocol.</summary>
internal static class AbiConversions
{
    public static AbiValue ToWord(this in Fr element) => UInt256.FromBytes(element.ToBytes());

    public static AbiValue ToWord(this UInt128 number) => number.ToUInt256();

    public static UInt256 ToUInt256(this UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return UInt256.FromBytes(bytes);
    }

    /// <exception cref="RollupLogException">The word is not below r.</exception>
    public static Fr ToFr(this AbiValue word, string what) => Fr.TryFromBytes(word.ToUInt256().ToBytes(), out Fr element)
        ? element
        : throw new RollupLogException($"{what} is not below r");

    public static UInt128 ToUInt128(this AbiValue word) => word.ToUInt256().ToUInt128();

    /// <exception cref="OverflowException">The number does not fit 128 bits.</exception>
    public static UInt128 ToUInt128(this UInt256 number) => number.BitLength <= 128
        ? BinaryPrimitives.ReadUInt128BigEndian(number.ToBytes().AsSpan(16))
        : throw new OverflowException("The number does not fit 128 bits.");

    public static uint ToUInt32(this AbiValue word) => checked((uint)word.ToUInt64());

    public static byte ToByte(this AbiValue word) => checked((byte)word.ToUInt64());
}
