using System.Buffers.Binary;
using Plimsoll.Primitives;

namespace Plimsoll.Proofs;

/// <summary>Numbers of the protocol as field elements.</summary>
internal static class FieldNumbers
{
    public static Fr PowerOfTwo(int exponent) => FieldAlgorithms.Pow(Fr.FromUInt64(2), [(ulong)exponent]);

    public static Fr Of(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes.Clear();
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], number);
        return Fr.FromBytes(bytes);
    }

    public static Fr Of(Address address)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes.Clear();
        address.Span.CopyTo(bytes[(Fr.ByteLength - Address.ByteLength)..]);
        return Fr.FromBytes(bytes);
    }
}
