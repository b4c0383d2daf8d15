using System.Security.Cryptography;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Transactions;

/// <summary>The blobs of a transaction with what proves them (EIP-4844, with the cell proofs of EIP-7594).</summary>
/// <remarks>Only lengths and numbers are checked here; whether commitments and proofs belong to the blobs is for KZG to say.</remarks>
public sealed class BlobSidecar
{
    /// <summary>The length of a blob, in bytes: 4096 field elements of 32.</summary>
    public const int BlobLength = 131_072;

    /// <summary>The length of a commitment and of a proof, in bytes: a compressed point of G1.</summary>
    public const int PointLength = 48;

    /// <summary>The number of cells of an extended blob, each with its proof (EIP-7594).</summary>
    public const int CellsPerBlob = 128;

    /// <summary>The first byte of the name of a blob that is committed to with KZG (EIP-4844).</summary>
    public const byte VersionedHashVersion = 0x01;

    /// <summary>Puts the parts together; the memory is not copied.</summary>
    /// <param name="blobs">1 to 6 blobs of 131,072 bytes.</param>
    /// <param name="commitments">As many commitments of 48 bytes.</param>
    /// <param name="cellProofs">128 times as many proofs of 48 bytes: that of cell j of blob i is at 128·i + j.</param>
    /// <exception cref="ArgumentException">A length or a number is another.</exception>
    public BlobSidecar(
        IReadOnlyList<ReadOnlyMemory<byte>> blobs,
        IReadOnlyList<ReadOnlyMemory<byte>> commitments,
        IReadOnlyList<ReadOnlyMemory<byte>> cellProofs)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        ArgumentNullException.ThrowIfNull(commitments);
        ArgumentNullException.ThrowIfNull(cellProofs);
        if (blobs.Count is 0 or > BlobTransaction.MaxBlobs)
            throw new ArgumentException($"Between 1 and {BlobTransaction.MaxBlobs} blobs are expected, not {blobs.Count}.", nameof(blobs));
        RequireAll(blobs, blobs.Count, BlobLength, nameof(blobs));
        RequireAll(commitments, blobs.Count, PointLength, nameof(commitments));
        RequireAll(cellProofs, CellsPerBlob * blobs.Count, PointLength, nameof(cellProofs));
        Blobs = blobs;
        Commitments = commitments;
        CellProofs = cellProofs;
    }

    /// <summary>The blobs, each 131,072 bytes.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Blobs { get; }

    /// <summary>The commitment to each blob, 48 bytes.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Commitments { get; }

    /// <summary>The proofs of all cells, 48 bytes each: that of cell j of blob i is at 128·i + j.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> CellProofs { get; }

    /// <summary>Returns the name of the blob behind a commitment: 0x01 and the SHA-256 hash of the commitment less its first byte.</summary>
    /// <exception cref="ArgumentException">The commitment has not 48 bytes.</exception>
    public static Bytes32 VersionedHash(ReadOnlySpan<byte> commitment)
    {
        if (commitment.Length != PointLength)
            throw new ArgumentException($"A commitment has {PointLength} bytes, not {commitment.Length}.", nameof(commitment));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(commitment, hash);
        hash[0] = VersionedHashVersion;
        return new(hash);
    }

    /// <summary>Returns the names of the blobs, in order.</summary>
    public Bytes32[] VersionedHashes() => [.. Commitments.Select(commitment => VersionedHash(commitment.Span))];

    private static void RequireAll(IReadOnlyList<ReadOnlyMemory<byte>> parts, int count, int length, string name)
    {
        if (parts.Count != count)
            throw new ArgumentException($"{count} are expected, not {parts.Count}.", name);
        for (int i = 0; i < count; i++)
        {
            if (parts[i].Length != length)
                throw new ArgumentException($"Number {i} has {parts[i].Length} bytes, not {length}.", name);
        }
    }
}
