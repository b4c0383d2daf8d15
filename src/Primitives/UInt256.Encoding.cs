using System.Buffers.Binary;

namespace Plimsoll.Primitives;

/// <content>Big-endian bytes.</content>
public readonly partial struct UInt256
{
    /// <summary>Reads at most 32 big-endian bytes; none is 0.</summary>
    /// <exception cref="ArgumentException">More than 32 bytes are given.</exception>
    public static UInt256 FromBytes(ReadOnlySpan<byte> bigEndian)
    {
        if (bigEndian.Length > ByteLength)
            throw new ArgumentException($"At most {ByteLength} bytes are expected, not {bigEndian.Length}.", nameof(bigEndian));
        Span<byte> padded = stackalloc byte[ByteLength];
        padded.Clear();
        bigEndian.CopyTo(padded[(ByteLength - bigEndian.Length)..]);
        return new(
            BinaryPrimitives.ReadUInt64BigEndian(padded[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(padded[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(padded[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(padded));
    }

    /// <summary>Writes 32 big-endian bytes to the beginning of the destination.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter.</exception>
    public void WriteBytes(Span<byte> bigEndian)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[24..], _l0);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[16..], _l1);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[8..], _l2);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian, _l3);
    }

    /// <summary>Returns 32 big-endian bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        WriteBytes(bytes);
        return bytes;
    }
}
