using Plimsoll.Batches;
using Plimsoll.Cli.Clients;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Hashing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Proving;
using Plimsoll.Primitives;
using Plimsoll.Proofs;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Cli.Drills;

/// <summary>The best that can be made of a wrong batch: everything about its proof is right but the proof.</summary>
internal static class Forgery
{
    /// <summary>A call in which only the given proof is left to be judged.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="proof">Instead of one that nobody can make.</param>
    /// <param name="commitment">h; nothing but the proof binds it.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<ValidityCall> OfHeadAsync(DrillStage stage, Proof proof, Fr commitment, CancellationToken cancellationToken)
    {
        Replica replica = await stage.ReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false);
        RollupCut cut = replica.Cut;
        CommittedBatch batch = cut.Batches[^1];
        Fr[] elements = await replica.ElementsAsync(batch, cancellationToken).ConfigureAwait(false);
        int slots = (int)batch.Header.SlotCount;
        SegmentProof segment = new(
            StageProver.Circuits.Count - 1, FullLayout.ElementsPerSlot * slots, slots, IsCollecting: false, batch.Header.NewRoot, batch.Header.QueueHash, Fr.Zero, commitment, proof);
        Fr z = new BatchProof([segment], []).PointFor(BatchWitnesses.StatementOf(cut, batch), Keccak256.Hash);
        BlobOpening[] openings = BatchProver.OpenBlobs(elements, z, BlobKzg.Mainnet);
        return new(stage.Rollup.Address, batch.Header, cut.HeaderAt(batch.Height - 1), new([segment with { Value = openings[0].Value }], openings));
    }

    /// <summary>The same call with a number that has the same residue, x + r in place of x.</summary>
    public static byte[] Alias(byte[] call, Fr number)
    {
        byte[] aliased = [.. call];
        int at = aliased.AsSpan().LastIndexOf(number.ToBytes());
        UInt256 modulus = UInt256.FromBytes((-Fr.One).ToBytes()) + UInt256.One;
        (UInt256.FromBytes(aliased.AsSpan(at, Fr.ByteLength)) + modulus).WriteBytes(aliased.AsSpan(at, Fr.ByteLength));
        return aliased;
    }
}
