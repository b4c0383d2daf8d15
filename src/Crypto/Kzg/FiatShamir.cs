using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Plimsoll.Crypto.Kzg;

/// <summary>A SHA-256 transcript that ends in a challenge: the digest as a big-endian number, reduced modulo r.</summary>
/// <remarks>Source: consensus-specs deneb/polynomial-commitments.md (hash_to_bls_field); integers are big-endian, 8 bytes.</remarks>
internal sealed class FiatShamir : IDisposable
{
    private static readonly Fr s_twoTo128 = Fr.FromHex("0x100000000000000000000000000000000");

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public FiatShamir(ReadOnlySpan<byte> domain) => _hash.AppendData(domain);

    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public void Append(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        _hash.AppendData(bytes);
    }

    public void Append(in Fr element)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        element.WriteBytes(bytes);
        _hash.AppendData(bytes);
    }

    public void Append(in KzgCommitment commitment) => AppendPoint(commitment.Point);

    public void Append(in KzgProof proof) => AppendPoint(proof.Point);

    /// <summary>The challenge; nothing can be appended after it.</summary>
    public Fr Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        Span<byte> padded = stackalloc byte[Fr.ByteLength];
        padded.Clear();
        digest[..16].CopyTo(padded[16..]);
        Fr high = Fr.FromBytes(padded);
        digest[16..].CopyTo(padded[16..]);
        return high * s_twoTo128 + Fr.FromBytes(padded);
    }

    public void Dispose() => _hash.Dispose();

    private void AppendPoint(in G1Affine point)
    {
        Span<byte> bytes = stackalloc byte[KzgCommitment.ByteLength];
        Curves.PointEncoding.Compress(point, bytes);
        _hash.AppendData(bytes);
    }
}
