using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Proofs;

/// <summary>Makes the proofs of a batch: segment by segment, in any order and in any process, then the openings.</summary>
/// <remarks>Deterministic: what a batch hides from nobody needs no randomness.</remarks>
public static class BatchProver
{
    /// <summary>Proves one segment.</summary>
    /// <param name="witness">The batch.</param>
    /// <param name="segment">Which of its segments.</param>
    /// <param name="system">The segment's circuit, compiled.</param>
    /// <param name="key">Its key.</param>
    /// <param name="threads">How many threads share the work.</param>
    /// <exception cref="InvalidOperationException">The segment does not satisfy its circuit, or the key is another's. The message names the constraint.</exception>
    public static SegmentProof ProveSegment(BatchWitness witness, int segment, ConstraintSystem system, ProvingKey key, int threads = 2)
    {
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(system);
        if (!system.TrySolve(witness.CircuitOf(segment), out Witness? solved, out string? violation))
            throw new InvalidOperationException($"Segment {segment} violates {violation}.");
        if (!Prover.TryProve(key, solved, Fr.Zero, Fr.Zero, out Proof proof, threads))
            throw new InvalidOperationException($"The key does not prove segment {segment}: it is another circuit's.");
        SegmentStatement statement = witness.StatementOf(segment);
        SegmentRange range = witness.Ranges[segment];
        return new(
            witness.Cuts[segment].Circuit, range.EndElement, range.SlotCount, range.CollectingAfter, statement.PostRoot, witness.Links[segment], statement.Value, statement.Commitment, proof);
    }

    /// <summary>Opens the blobs at z.</summary>
    /// <param name="elements">The elements of all blobs, one blob behind the other.</param>
    /// <param name="z">The point.</param>
    /// <param name="kzg">The setup of the blobs' commitments.</param>
    public static BlobOpening[] OpenBlobs(ReadOnlySpan<Fr> elements, in Fr z, BlobKzg kzg)
    {
        ArgumentNullException.ThrowIfNull(kzg);
        BlobOpening[] openings = new BlobOpening[elements.Length / FullLayout.ElementsPerBlob];
        for (int i = 0; i < openings.Length; i++)
        {
            ReadOnlySpan<Fr> blob = elements.Slice(i * FullLayout.ElementsPerBlob, FullLayout.ElementsPerBlob);
            (KzgProof proof, Fr value) = kzg.Open(blob, z);
            openings[i] = new(value, kzg.Commit(blob), proof);
        }

        return openings;
    }
}
