using System.Buffers.Binary;

namespace Plimsoll.Crypto.Curves;

/// <summary>An integer modulo ℓ, the order of Jubjub's prime subgroup (252 bits).</summary>
/// <remarks>
/// Held as the plain value below ℓ in 4 little-endian limbs. Arithmetic, reduction and encoding are constant-time: the same
/// instructions and addresses whatever the values are. Comparison and decoding are not.
/// </remarks>
public readonly partial struct JubjubScalar : IEquatable<JubjubScalar>
{
    /// <summary>The length of the canonical big-endian encoding, in bytes.</summary>
    public const int ByteLength = 32;

    private readonly ulong _l0, _l1, _l2, _l3; // _l3 is the most significant

    private JubjubScalar(ulong l0, ulong l1, ulong l2, ulong l3) => (_l0, _l1, _l2, _l3) = (l0, l1, l2, l3);

    /// <summary>The neutral element of addition.</summary>
    public static JubjubScalar Zero => default;

    /// <summary>The neutral element of multiplication.</summary>
    public static JubjubScalar One => new(1, 0, 0, 0);

    /// <summary>Whether this is zero.</summary>
    public bool IsZero => (_l0 | _l1 | _l2 | _l3) == 0;

    /// <summary>Returns the scalar of the same value.</summary>
    public static JubjubScalar FromUInt128(UInt128 value) => new((ulong)value, (ulong)(value >> 64), 0, 0);

    /// <summary>Decodes 32 big-endian bytes, and refuses any value that is not below ℓ.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bigEndian, out JubjubScalar scalar)
    {
        scalar = default;
        if (bigEndian.Length != ByteLength)
            return false;
        JubjubScalar plain = FromWords(bigEndian);
        if (!IsBelowOrder(plain))
            return false;
        scalar = plain;
        return true;
    }

    /// <summary>Decodes 32 big-endian bytes.</summary>
    /// <exception cref="FormatException">The length is wrong or the value is not below ℓ.</exception>
    public static JubjubScalar FromBytes(ReadOnlySpan<byte> bigEndian) =>
        TryFromBytes(bigEndian, out JubjubScalar scalar)
            ? scalar
            : throw new FormatException("Not the canonical encoding of a Jubjub scalar: 32 big-endian bytes below the order.");

    /// <summary>Returns the 512-bit big-endian number modulo ℓ; of a uniform number the result is uniform up to 2^-260.</summary>
    /// <param name="bigEndian">Exactly 64 bytes.</param>
    public static JubjubScalar ReduceWide(ReadOnlySpan<byte> bigEndian)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bigEndian.Length, 2 * ByteLength);
        // Both halves may exceed ℓ; one factor below ℓ is enough for the product's bound.
        JubjubScalar high = MontgomeryProduct(FromWords(bigEndian[..ByteLength]), RadixSquared);
        JubjubScalar low = MontgomeryProduct(FromWords(bigEndian[ByteLength..]), RadixSquared);
        return high + MontgomeryProduct(low, One);
    }

    /// <summary>Writes the value as 32 big-endian bytes.</summary>
    public void WriteBytes(Span<byte> bigEndian)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[24..], _l0);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[16..], _l1);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[8..], _l2);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[0..], _l3);
    }

    /// <summary>Returns the value as 32 big-endian bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        WriteBytes(bytes);
        return bytes;
    }

    /// <summary>Writes the value as 4 little-endian limbs, least significant first.</summary>
    public void WriteLimbs(Span<ulong> limbs)
    {
        limbs[3] = _l3;
        limbs[2] = _l2;
        limbs[1] = _l1;
        limbs[0] = _l0;
    }

    /// <inheritdoc/>
    public bool Equals(JubjubScalar other) =>
        ((_l0 ^ other._l0) | (_l1 ^ other._l1) | (_l2 ^ other._l2) | (_l3 ^ other._l3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JubjubScalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_l0, _l1, _l2, _l3);

    /// <summary>The value in hexadecimal, with prefix, all digits.</summary>
    public override string ToString() => $"0x{Convert.ToHexStringLower(ToBytes())}";

    /// <summary>Whether the two are the same scalar.</summary>
    public static bool operator ==(in JubjubScalar a, in JubjubScalar b) => a.Equals(b);

    /// <summary>Whether the two are different scalars.</summary>
    public static bool operator !=(in JubjubScalar a, in JubjubScalar b) => !a.Equals(b);

    private static JubjubScalar FromWords(ReadOnlySpan<byte> bigEndian) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[24..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bigEndian[0..]));
}
