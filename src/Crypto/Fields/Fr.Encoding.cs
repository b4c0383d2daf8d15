using System.Buffers.Binary;

namespace Plimsoll.Crypto.Fields;

/// <content>Canonical encodings: big-endian, exactly 32 bytes, below r.</content>
public readonly partial struct Fr
{
    /// <summary>Decodes 32 big-endian bytes, and refuses any value that is not below r.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bigEndian, out Fr element)
    {
        element = default;
        if (bigEndian.Length != ByteLength)
            return false;
        Fr plain = new(
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[0..]));
        if (!IsBelowModulus(plain))
            return false;
        element = ToMontgomery(plain);
        return true;
    }

    /// <summary>Decodes 32 big-endian bytes.</summary>
    /// <exception cref="FormatException">The length is wrong or the value is not below r.</exception>
    public static Fr FromBytes(ReadOnlySpan<byte> bigEndian) =>
        TryFromBytes(bigEndian, out Fr element)
            ? element
            : throw new FormatException("Not the canonical encoding of an element of Fr: 32 big-endian bytes below the modulus.");

    /// <summary>Reads hexadecimal digits, with or without prefix, at most 64 of them.</summary>
    /// <exception cref="FormatException">A digit is not hexadecimal, or the value is not below r.</exception>
    public static Fr FromHex(ReadOnlySpan<char> hex)
    {
        if (hex.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            hex = hex[2..];
        if (hex.Length is 0 or > 2 * ByteLength)
            throw new FormatException("Between 1 and 64 hexadecimal digits are expected.");
        Span<char> padded = stackalloc char[2 * ByteLength];
        padded.Fill('0');
        hex.CopyTo(padded[^hex.Length..]);
        return FromBytes(Convert.FromHexString(padded));
    }

    /// <summary>Writes the canonical value as 32 big-endian bytes.</summary>
    public void WriteBytes(Span<byte> bigEndian)
    {
        Fr plain = FromMontgomery(this);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[24..], plain._l0);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[16..], plain._l1);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[8..], plain._l2);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[0..], plain._l3);
    }

    /// <summary>Returns the canonical value as 32 big-endian bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        WriteBytes(bytes);
        return bytes;
    }

    /// <summary>Writes the canonical value as 4 little-endian limbs, least significant first.</summary>
    public void WriteLimbs(Span<ulong> limbs)
    {
        Fr plain = FromMontgomery(this);
        limbs[3] = plain._l3; // the highest index first: one bounds check
        limbs[0] = plain._l0;
        limbs[1] = plain._l1;
        limbs[2] = plain._l2;
    }
}
