using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Signatures;

/// <summary>A BLS verification key: a point of G1, in the subgroup and not infinity (KeyValidate of the draft).</summary>
/// <remarks><c>default</c> is no key: every verification under it fails.</remarks>
public readonly record struct BlsPublicKey
{
    /// <summary>The length of the encoding, in bytes.</summary>
    public const int ByteLength = PointEncoding.CompressedG1Length;

    internal BlsPublicKey(in G1Affine point) => Point = point;

    /// <summary>The point; infinity only for <c>default</c>.</summary>
    public G1Affine Point { get; }

    /// <summary>Decodes 48 bytes, and refuses what is not the canonical encoding of a valid key.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out BlsPublicKey key)
    {
        bool isValid = PointEncoding.TryDecompress(bytes, out G1Affine point) && !point.IsInfinity;
        key = isValid ? new(point) : default;
        return isValid;
    }

    /// <summary>Writes the 48 bytes of the encoding.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not exactly that long.</exception>
    public void WriteBytes(Span<byte> bytes) => PointEncoding.Compress(Point, bytes);

    /// <summary>Returns the 48 bytes of the encoding.</summary>
    public byte[] ToBytes() => PointEncoding.Compress(Point);

    /// <summary>The encoding in hexadecimal, with prefix.</summary>
    public override string ToString() => Primitives.Hex.Encode(ToBytes());
}
