using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Kzg;

/// <summary>An opening proof: the commitment to a quotient polynomial, a point of G1.</summary>
/// <remarks>The same type serves one point (EIP-4844) and a cell of 64 points (EIP-7594).</remarks>
public readonly record struct KzgProof
{
    /// <summary>The length of the encoding, in bytes.</summary>
    public const int ByteLength = PointEncoding.CompressedG1Length;

    internal KzgProof(in G1Affine point) => Point = point;

    /// <summary>The point of G1 itself; <c>default</c> is infinity, the proof for a constant polynomial.</summary>
    public G1Affine Point { get; }

    /// <summary>Decodes 48 bytes and checks everything, the subgroup included.</summary>
    /// <exception cref="KzgException">The bytes are refused.</exception>
    public static KzgProof FromBytes(ReadOnlySpan<byte> bytes)
    {
        KzgException.ThrowIf(!TryFromBytes(bytes, out KzgProof proof, out KzgRefusal refusal), refusal);
        return proof;
    }

    /// <summary>Decodes 48 bytes, and says why when they are refused.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out KzgProof proof, out KzgRefusal refusal)
    {
        refusal = KzgPoint.TryDecode(bytes, out G1Affine point);
        proof = new(point);
        return refusal == KzgRefusal.None;
    }

    /// <summary>Writes the 48 bytes of the encoding.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not exactly that long.</exception>
    public void WriteBytes(Span<byte> bytes) => PointEncoding.Compress(Point, bytes);

    /// <summary>Returns the 48 bytes of the encoding.</summary>
    public byte[] ToBytes() => PointEncoding.Compress(Point);

    /// <summary>The encoding in hexadecimal, with prefix.</summary>
    public override string ToString() => $"0x{Convert.ToHexStringLower(ToBytes())}";
}
