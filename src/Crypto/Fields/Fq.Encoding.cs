using System.Buffers.Binary;

namespace Plimsoll.Crypto.Fields;

/// <content>Canonical encodings: big-endian, exactly 48 bytes, below q.</content>
public readonly partial struct Fq
{
    /// <summary>Decodes 48 big-endian bytes, and refuses any value that is not below q.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bigEndian, out Fq element)
    {
        element = default;
        if (bigEndian.Length != ByteLength)
            return false;
        Fq plain = new(
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[40..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[32..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[0..]));
        if (!IsBelowModulus(plain))
            return false;
        element = ToMontgomery(plain);
        return true;
    }

    /// <summary>Decodes 48 big-endian bytes.</summary>
    /// <exception cref="FormatException">The length is wrong or the value is not below q.</exception>
    public static Fq FromBytes(ReadOnlySpan<byte> bigEndian) =>
        TryFromBytes(bigEndian, out Fq element)
            ? element
            : throw new FormatException("Not the canonical encoding of an element of Fq: 48 big-endian bytes below the modulus.");

    /// <summary>Reads hexadecimal digits, with or without prefix, at most 96 of them.</summary>
    /// <exception cref="FormatException">A digit is not hexadecimal, or the value is not below q.</exception>
    public static Fq FromHex(ReadOnlySpan<char> hex)
    {
        if (hex.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            hex = hex[2..];
        if (hex.Length is 0 or > 2 * ByteLength)
            throw new FormatException("Between 1 and 96 hexadecimal digits are expected.");
        Span<char> padded = stackalloc char[2 * ByteLength];
        padded.Fill('0');
        hex.CopyTo(padded[^hex.Length..]);
        return FromBytes(Convert.FromHexString(padded));
    }

    /// <summary>Writes the canonical value as 48 big-endian bytes.</summary>
    public void WriteBytes(Span<byte> bigEndian)
    {
        Fq plain = FromMontgomery(this);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[40..], plain._l0);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[32..], plain._l1);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[24..], plain._l2);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[16..], plain._l3);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[8..], plain._l4);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[0..], plain._l5);
    }

    /// <summary>Returns the canonical value as 48 big-endian bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        WriteBytes(bytes);
        return bytes;
    }

    /// <summary>Writes the canonical value as 6 little-endian limbs, least significant first.</summary>
    public void WriteLimbs(Span<ulong> limbs)
    {
        Fq plain = FromMontgomery(this);
        limbs[5] = plain._l5; // the highest index first: one bounds check
        limbs[0] = plain._l0;
        limbs[1] = plain._l1;
        limbs[2] = plain._l2;
        limbs[3] = plain._l3;
        limbs[4] = plain._l4;
    }
}
