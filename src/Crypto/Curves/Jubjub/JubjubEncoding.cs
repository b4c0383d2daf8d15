namespace Plimsoll.Crypto.Curves;

/// <summary>Jubjub points as 32 bytes, as Zcash writes them: y in little-endian order, the parity of x in the top bit.</summary>
/// <remarks>
/// Source: Zcash protocol specification 5.4.9.3, with ZIP 216: of the points with x = 0 only the encoding with a clear top bit is accepted.
/// The rollup itself sends both coordinates and never decompresses.
/// </remarks>
public static class JubjubEncoding
{
    /// <summary>The length of an encoded point, in bytes.</summary>
    public const int ByteLength = 32;

    /// <summary>Decodes a point of the curve, of any order.</summary>
    /// <returns>False when y is not below r, no x belongs to it, or x = 0 comes with its parity bit set.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> bytes, out JubjubAffine point)
    {
        point = JubjubAffine.Identity;
        if (bytes.Length != ByteLength)
            return false;
        Span<byte> bigEndian = stackalloc byte[ByteLength];
        bytes.CopyTo(bigEndian);
        bigEndian.Reverse();
        bool odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        if (!Fr.TryFromBytes(bigEndian, out Fr y))
            return false;
        // x² = (y² − 1) / (d·y² + 1); the denominator is not zero, because −1/d is no square.
        Fr yy = Fr.Square(y);
        if (!Fr.TrySqrt((yy - Fr.One) * Fr.Inverse(JubjubAffine.D * yy + Fr.One), out Fr x))
            return false;
        if (x.IsZero && odd)
            return false;
        point = new(IsOdd(x) == odd ? x : -x, y);
        return true;
    }

    /// <summary>Encodes a point into 32 bytes.</summary>
    public static void Compress(in JubjubAffine point, Span<byte> bytes)
    {
        bytes = bytes[..ByteLength];
        point.Y.WriteBytes(bytes);
        if (IsOdd(point.X))
            bytes[0] |= 0x80;
        bytes.Reverse();
    }

    private static bool IsOdd(in Fr a)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        a.WriteLimbs(limbs);
        return (limbs[0] & 1) != 0;
    }
}
