using Plimsoll.Crypto.Kzg;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Proofs;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Node.Tests.Proving;

/// <summary>A proof that is well formed and proves nothing: for what carries proofs and does not judge them.</summary>
internal static class SmallProof
{
    public static SegmentProof Segment(int number) => new(
        number, 10 + number, 3, number == 1, Fr.FromUInt64(11), Fr.FromUInt64(12), Fr.FromUInt64(13), Fr.FromUInt64((ulong)(14 + number)), default(Proof));

    public static BatchProof Whole { get; } = new([Segment(0), Segment(1)], [new(Fr.FromUInt64(21), default(KzgCommitment), default(KzgProof))]);

    public static ValidityCall Call { get; } = new(Story.Rollup, Story.Identity.Genesis with { NewRoot = Fr.One, VersionedHashes = [Bytes32.Zero] }, Story.Identity.Genesis, Whole);
}
