namespace Plimsoll.Crypto.Curves;

/// <content>G1: 48 bytes compressed, 96 uncompressed.</content>
public static partial class PointEncoding
{
    /// <summary>Decodes 48 bytes to a point of the subgroup; false, and infinity, when they are refused.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> bytes, out G1Affine point) => TryDecompress(bytes, out point, out _);

    /// <summary>Decodes 48 bytes to a point of the subgroup, and says why when they are refused.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> bytes, out G1Affine point, out PointRefusal refusal)
    {
        refusal = PointCodec<Fq, G1>.Decompress(bytes, out point);
        return IsAccepted(ref point, ref refusal);
    }

    /// <summary>Decodes 96 bytes to a point of the subgroup; false, and infinity, when they are refused.</summary>
    public static bool TryDecodeUncompressed(ReadOnlySpan<byte> bytes, out G1Affine point) => TryDecodeUncompressed(bytes, out point, out _);

    /// <summary>Decodes 96 bytes to a point of the subgroup, and says why when they are refused.</summary>
    public static bool TryDecodeUncompressed(ReadOnlySpan<byte> bytes, out G1Affine point, out PointRefusal refusal)
    {
        refusal = PointCodec<Fq, G1>.DecodeUncompressed(bytes, out point);
        return IsAccepted(ref point, ref refusal);
    }

    /// <summary>Decodes 48 bytes to a point of the curve, <b>inside the subgroup or not</b>.</summary>
    /// <remarks>For bytes that this program wrote itself, and for callers that check the subgroup later.</remarks>
    public static bool TryDecompressWithoutSubgroupCheck(ReadOnlySpan<byte> bytes, out G1Affine point, out PointRefusal refusal)
    {
        refusal = PointCodec<Fq, G1>.Decompress(bytes, out point);
        return refusal == PointRefusal.None;
    }

    /// <summary>Decodes 96 bytes to a point of the curve, <b>inside the subgroup or not</b>.</summary>
    /// <remarks>For bytes that this program wrote itself, and for callers that check the subgroup later.</remarks>
    public static bool TryDecodeUncompressedWithoutSubgroupCheck(ReadOnlySpan<byte> bytes, out G1Affine point, out PointRefusal refusal)
    {
        refusal = PointCodec<Fq, G1>.DecodeUncompressed(bytes, out point);
        return refusal == PointRefusal.None;
    }

    /// <summary>Writes the 48 bytes of the compressed format.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not exactly that long.</exception>
    public static void Compress(in G1Affine point, Span<byte> bytes) => PointCodec<Fq, G1>.Compress(point, bytes);

    /// <summary>Returns the 48 bytes of the compressed format.</summary>
    public static byte[] Compress(in G1Affine point)
    {
        byte[] bytes = new byte[CompressedG1Length];
        Compress(point, bytes);
        return bytes;
    }

    /// <summary>Writes the 96 bytes of the uncompressed format.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not exactly that long.</exception>
    public static void EncodeUncompressed(in G1Affine point, Span<byte> bytes) =>
        PointCodec<Fq, G1>.EncodeUncompressed(point, bytes);

    /// <summary>Returns the 96 bytes of the uncompressed format.</summary>
    public static byte[] EncodeUncompressed(in G1Affine point)
    {
        byte[] bytes = new byte[UncompressedG1Length];
        EncodeUncompressed(point, bytes);
        return bytes;
    }

    private static bool IsAccepted(ref G1Affine point, ref PointRefusal refusal)
    {
        if (refusal == PointRefusal.None && !SubgroupCheck.IsInSubgroup(point))
            (point, refusal) = (default, PointRefusal.NotInSubgroup);
        return refusal == PointRefusal.None;
    }
}
