using Plimsoll.Crypto.Curves;

namespace Plimsoll.Snark.Groth16;

/// <summary>Points as the precompiles of EIP-2537 take them: 64 bytes a coordinate, big-endian; infinity is all zeros.</summary>
internal static class PrecompileEncoding
{
    public const int CoordinateLength = 64, G1Length = 2 * CoordinateLength, G2Length = 4 * CoordinateLength;

    private const int Padding = CoordinateLength - Fq.ByteLength;

    public static void Write(in G1Affine point, Span<byte> bytes)
    {
        Write(point.X, bytes);
        Write(point.Y, bytes[CoordinateLength..]);
    }

    public static void Write(in G2Affine point, Span<byte> bytes)
    {
        Write(point.X.C0, bytes);
        Write(point.X.C1, bytes[CoordinateLength..]);
        Write(point.Y.C0, bytes[(2 * CoordinateLength)..]);
        Write(point.Y.C1, bytes[(3 * CoordinateLength)..]);
    }

    /// <summary>Decodes a point of the subgroup, or infinity.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out G1Affine point)
    {
        point = default;
        if (!TryRead(bytes, 0, out Fq x) || !TryRead(bytes, 1, out Fq y))
            return false;
        point = new(x, y);
        return point.IsOnCurve && SubgroupCheck.IsInSubgroup(point);
    }

    /// <summary>Decodes a point of the subgroup, or infinity.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out G2Affine point)
    {
        point = default;
        if (!TryRead(bytes, 0, out Fq x0) || !TryRead(bytes, 1, out Fq x1) || !TryRead(bytes, 2, out Fq y0) || !TryRead(bytes, 3, out Fq y1))
            return false;
        point = new(new(x0, x1), new(y0, y1));
        return point.IsOnCurve && SubgroupCheck.IsInSubgroup(point);
    }

    private static void Write(in Fq coordinate, Span<byte> bytes)
    {
        bytes[..Padding].Clear();
        coordinate.WriteBytes(bytes[Padding..CoordinateLength]);
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, int index, out Fq coordinate)
    {
        bytes = bytes.Slice(index * CoordinateLength, CoordinateLength);
        coordinate = default;
        return !bytes[..Padding].ContainsAnyExcept((byte)0) && Fq.TryFromBytes(bytes[Padding..], out coordinate);
    }
}
