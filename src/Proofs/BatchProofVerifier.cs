using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Proofs;

/// <summary>Judges a batch's proof as L1 does, for whoever does not take L1's word for it. Spec: docs/spec/validity.md#on-l1.</summary>
/// <param name="circuits">The rollup's circuits.</param>
/// <param name="keys">Their keys, in the same order.</param>
/// <param name="keccak">Keccak-256.</param>
/// <param name="kzg">The setup of the blobs' commitments.</param>
public sealed class BatchProofVerifier(CircuitSet circuits, IReadOnlyList<VerifyingKey> keys, ByteHash keccak, BlobKzg kzg)
{
    /// <summary>Whether the proof attests the statement; if not, the first thing that is wrong.</summary>
    public BatchProofRefusal Verify(BatchStatement statement, BatchProof proof)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(proof);
        BatchProofRefusal refusal = CheckSegments(statement, proof);
        if (refusal != BatchProofRefusal.None)
            return refusal;
        Fr z = proof.PointFor(statement, keccak);
        refusal = CheckBlobs(statement, proof, z);
        if (refusal != BatchProofRefusal.None)
            return refusal;
        SegmentStatement[] statements = proof.Statements(statement, circuits, z);
        for (int circuit = 0; circuit < circuits.Count; circuit++)
        {
            int[] own = [.. Enumerable.Range(0, statements.Length).Where(i => proof.Segments[i].Circuit == circuit)];
            Fr[] inputs = [.. own.SelectMany(i => statements[i].ToInputs())];
            if (!Verifier.VerifyMany(keys[circuit], inputs, [.. own.Select(i => proof.Segments[i].Proof)]))
                return BatchProofRefusal.WrongProof;
        }

        return BatchProofRefusal.None;
    }

    private BatchProofRefusal CheckSegments(BatchStatement statement, BatchProof proof)
    {
        BatchHeader header = statement.Header;
        if (proof.Segments.Count == 0 || proof.Segments.Any(segment => segment.Circuit < 0 || segment.Circuit >= circuits.Count))
            return BatchProofRefusal.UnknownCircuit;
        int elements = header.VersionedHashes.Count * FullLayout.ElementsPerBlob, position = 0;
        long queueSlots = 0, userSlots = 0;
        Fr link = statement.ParentQueueHash;
        foreach (SegmentProof segment in proof.Segments)
        {
            bool isQueue = circuits[segment.Circuit].Kind == SegmentKind.Queue;
            if ((isQueue && userSlots > 0) || segment.SlotCount < 1)
                return BatchProofRefusal.WrongSlots;
            if (segment.EndElement <= position || segment.EndElement > elements || (isQueue && segment.IsCollecting))
                return BatchProofRefusal.WrongRange;
            if (!isQueue && segment.QueueLink != link)
                return BatchProofRefusal.WrongQueueHash;
            (position, link) = (segment.EndElement, segment.QueueLink);
            queueSlots += isQueue ? segment.SlotCount : 0;
            userSlots += isQueue ? 0 : segment.SlotCount;
        }

        return queueSlots != header.QueueCount || queueSlots + userSlots != header.SlotCount ? BatchProofRefusal.WrongSlots
            : proof.Segments[^1].NewRoot != header.NewRoot ? BatchProofRefusal.WrongRoot
            : link != header.QueueHash ? BatchProofRefusal.WrongQueueHash
            : CompactLayout.BlobCount(position) != header.VersionedHashes.Count ? BatchProofRefusal.WrongBlobs
            : BatchProofRefusal.None;
    }

    private BatchProofRefusal CheckBlobs(BatchStatement statement, BatchProof proof, in Fr z)
    {
        IReadOnlyList<Primitives.Bytes32> hashes = statement.Header.VersionedHashes;
        if (proof.Openings.Count != hashes.Count)
            return BatchProofRefusal.WrongBlobs;
        if (Fr.SquareTimes(z, BlobEvaluation.ElementBits) == Fr.One)
            return BatchProofRefusal.WrongPoint;
        for (int i = 0; i < hashes.Count; i++)
        {
            BlobOpening opening = proof.Openings[i];
            if (!opening.Commitment.ToVersionedHash().AsSpan().SequenceEqual(hashes[i].Span))
                return BatchProofRefusal.WrongBlobs;
            if (!kzg.Verify(opening.Commitment, z, opening.Value, opening.Proof))
                return BatchProofRefusal.WrongOpening;
        }

        Fr shares = proof.Segments.Aggregate(Fr.Zero, (sum, segment) => sum + segment.Value);
        return shares == proof.BlobsValue(z) ? BatchProofRefusal.None : BatchProofRefusal.WrongValue;
    }
}
