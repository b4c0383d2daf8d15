using System.Buffers.Binary;
using System.Security.Cryptography;
using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Disputes;

/// <summary>Shows elements of a batch's blobs: one of a blob by an opening, more by two openings at one point, however many they are.</summary>
/// <remarks>
/// For more than one, p = I + Z·q: I has the elements at their points, Z is zero there. The proof is a commitment to q and the values of p and q at a
/// point t that blob, q and elements determine. Spec: docs/spec/fraud-proofs.md#elements.
/// </remarks>
internal static class ElementOpener
{
    /// <summary>Shows elements, in ascending order.</summary>
    /// <param name="elements">The elements of all blobs.</param>
    /// <param name="positions">4·slot + part, each once, in any order.</param>
    public static IReadOnlyList<BlobElement> Open(ReadOnlySpan<Fr> elements, IEnumerable<int> positions)
    {
        List<BlobElement> opened = [];
        foreach (IGrouping<int, int> group in positions.Order().GroupBy(position => position / FullLayout.ElementsPerBlob))
        {
            ReadOnlySpan<Fr> values = elements.Slice(group.Key * FullLayout.ElementsPerBlob, FullLayout.ElementsPerBlob);
            KzgCommitment commitment = BlobKzg.Mainnet.Commit(values);
            int[] inBlob = [.. group];
            byte[] proof = inBlob.Length == 1
                ? BlobKzg.Mainnet.OpenElement(values, IndexOf(inBlob[0])).ToBytes()
                : ShowMany(values, inBlob, commitment);
            for (int i = 0; i < inBlob.Length; i++)
                opened.Add(new((uint)inBlob[i], values[IndexOf(inBlob[i])], i == 0 ? commitment.ToBytes() : default, i == 0 ? proof : default));
        }

        return opened;
    }

    private static byte[] ShowMany(ReadOnlySpan<Fr> values, int[] positions, in KzgCommitment commitment)
    {
        Fr[] quotient = values.ToArray();
        foreach (int position in positions)
            BlobKzg.Divide(quotient.ToArray(), BlobKzg.PointAt(IndexOf(position)), quotient);
        byte[] quotientBytes = BlobKzg.Mainnet.Commit(quotient).ToBytes();
        Fr t = Challenge(commitment.ToVersionedHash(), quotientBytes, values, positions);
        (KzgProof ofQuotient, Fr value) = BlobKzg.Mainnet.Open(quotient, t);
        return [.. quotientBytes, .. BlobKzg.Mainnet.Open(values, t).Proof.ToBytes(), .. ofQuotient.ToBytes(), .. value.ToBytes()];
    }

    // SHA-256 without its first byte, which leaves a number below 2^248.
    private static Fr Challenge(byte[] versionedHash, byte[] quotient, ReadOnlySpan<Fr> values, int[] positions)
    {
        byte[] claims = new byte[2 * Fr.ByteLength * positions.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            Span<byte> claim = claims.AsSpan(2 * Fr.ByteLength * i, 2 * Fr.ByteLength);
            BinaryPrimitives.WriteUInt32BigEndian(claim[(Fr.ByteLength - sizeof(uint))..], (uint)positions[i]);
            values[IndexOf(positions[i])].WriteBytes(claim[Fr.ByteLength..]);
        }

        byte[] hash = SHA256.HashData([.. versionedHash, .. quotient, .. claims]);
        hash[0] = 0;
        return Fr.FromBytes(hash);
    }

    private static int IndexOf(int position) => position % FullLayout.ElementsPerBlob;
}
