using System.Buffers.Binary;
using Plimsoll.Primitives;

namespace Plimsoll.Proofs;

/// <summary>z: where the blobs are evaluated, drawn when everything that the proofs depend on is fixed.</summary>
/// <remarks><c>keccak256(abi.encode(headerHash, ranges, commitments)) &gt;&gt; 8</c>. Spec: docs/spec/validity.md#on-l1.</remarks>
public static class EvaluationPoint
{
    private const int Word = Bytes32.ByteLength;

    /// <summary>Draws the point.</summary>
    /// <param name="headerHash">Binds chain, rollup, profile, roots, the queue and the blobs.</param>
    /// <param name="ranges">Where each segment stands.</param>
    /// <param name="commitments">h of each segment; as many.</param>
    /// <param name="keccak">Keccak-256.</param>
    /// <exception cref="ArgumentException">The numbers of ranges and commitments differ.</exception>
    public static Fr Draw(in Bytes32 headerHash, ReadOnlySpan<SegmentRange> ranges, ReadOnlySpan<Fr> commitments, ByteHash keccak)
    {
        ArgumentNullException.ThrowIfNull(keccak);
        Span<byte> shifted = stackalloc byte[Word];
        shifted[0] = 0;
        keccak(Encode(headerHash, ranges, commitments)).Span[..(Word - 1)].CopyTo(shifted[1..]);
        return Fr.FromBytes(shifted);
    }

    // abi.encode(bytes32, uint256[], uint256[])
    private static byte[] Encode(in Bytes32 headerHash, ReadOnlySpan<SegmentRange> ranges, ReadOnlySpan<Fr> commitments)
    {
        int count = ranges.Length;
        if (commitments.Length != count)
            throw new ArgumentException("Each segment has a range and a commitment.", nameof(commitments));
        const int Head = 3;
        byte[] bytes = new byte[Word * (Head + 2 * (1 + count))];
        headerHash.Span.CopyTo(bytes);
        Put(1, Head);
        Put(2, Head + 1 + count);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Word * (Head + 1) - sizeof(int)), count);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Word * (Head + 2 + count) - sizeof(int)), count);
        for (int i = 0; i < count; i++)
        {
            ranges[i].ToField().WriteBytes(bytes.AsSpan(Word * (Head + 1 + i), Word));
            commitments[i].WriteBytes(bytes.AsSpan(Word * (Head + 2 + count + i), Word));
        }

        return bytes;

        void Put(int word, int offsetInWords) => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Word * (word + 1) - sizeof(int)), Word * offsetInWords);
    }
}
