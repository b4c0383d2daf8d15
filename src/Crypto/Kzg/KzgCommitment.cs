using System.Security.Cryptography;
using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Kzg;

/// <summary>A commitment [p(τ)]₁ to the polynomial of a blob: a point of G1.</summary>
/// <remarks>Binding as long as nobody knows τ. Source: EIP-4844, consensus-specs deneb/polynomial-commitments.md.</remarks>
public readonly record struct KzgCommitment
{
    /// <summary>The length of the encoding, in bytes.</summary>
    public const int ByteLength = PointEncoding.CompressedG1Length;

    /// <summary>The first byte of a versioned hash (VERSIONED_HASH_VERSION_KZG).</summary>
    public const byte VersionedHashVersion = 1;

    internal KzgCommitment(in G1Affine point) => Point = point;

    /// <summary>The point of G1 itself; <c>default</c> is infinity, the commitment to the zero blob.</summary>
    public G1Affine Point { get; }

    /// <summary>Decodes 48 bytes and checks everything, the subgroup included.</summary>
    /// <exception cref="KzgException">The bytes are refused.</exception>
    public static KzgCommitment FromBytes(ReadOnlySpan<byte> bytes)
    {
        KzgException.ThrowIf(!TryFromBytes(bytes, out KzgCommitment commitment, out KzgRefusal refusal), refusal);
        return commitment;
    }

    /// <summary>Decodes 48 bytes, and says why when they are refused.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out KzgCommitment commitment, out KzgRefusal refusal)
    {
        refusal = KzgPoint.TryDecode(bytes, out G1Affine point);
        commitment = new(point);
        return refusal == KzgRefusal.None;
    }

    /// <summary>Writes the 48 bytes of the encoding.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not exactly that long.</exception>
    public void WriteBytes(Span<byte> bytes) => PointEncoding.Compress(Point, bytes);

    /// <summary>Returns the 48 bytes of the encoding.</summary>
    public byte[] ToBytes() => PointEncoding.Compress(Point);

    /// <summary>Returns what a transaction and <c>BLOBHASH</c> carry: <c>0x01 ‖ SHA-256(encoding)[1..]</c>.</summary>
    public byte[] ToVersionedHash()
    {
        Span<byte> encoding = stackalloc byte[ByteLength];
        WriteBytes(encoding);
        byte[] hash = SHA256.HashData(encoding);
        hash[0] = VersionedHashVersion;
        return hash;
    }

    /// <summary>The encoding in hexadecimal, with prefix.</summary>
    public override string ToString() => $"0x{Convert.ToHexStringLower(ToBytes())}";
}
