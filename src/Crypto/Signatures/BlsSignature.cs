using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Signatures;

/// <summary>A BLS signature, single or aggregate, or a proof of possession: a point of G2 in the subgroup.</summary>
/// <remarks>
/// Infinity is a well-formed signature, and the sum of a signature and its opposite; no valid key has it as a signature of any message.
/// </remarks>
public readonly record struct BlsSignature
{
    /// <summary>The length of the encoding, in bytes.</summary>
    public const int ByteLength = PointEncoding.CompressedG2Length;

    internal BlsSignature(in G2Affine point) => Point = point;

    /// <summary>The point.</summary>
    public G2Affine Point { get; }

    /// <summary>Decodes 96 bytes, and refuses what is not the canonical encoding of a point of the subgroup.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out BlsSignature signature)
    {
        bool isValid = PointEncoding.TryDecompress(bytes, out G2Affine point);
        signature = new(point);
        return isValid;
    }

    /// <summary>Writes the 96 bytes of the encoding.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not exactly that long.</exception>
    public void WriteBytes(Span<byte> bytes) => PointEncoding.Compress(Point, bytes);

    /// <summary>Returns the 96 bytes of the encoding.</summary>
    public byte[] ToBytes() => PointEncoding.Compress(Point);

    /// <summary>The encoding in hexadecimal, with prefix.</summary>
    public override string ToString() => Primitives.Hex.Encode(ToBytes());
}
