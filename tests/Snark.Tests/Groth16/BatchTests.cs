using Plimsoll.Snark.Groth16;

namespace Plimsoll.Snark.Tests.Groth16;

/// <summary>iSNK-005.</summary>
public sealed class BatchTests
{
    private static readonly (Fr Input, Proof Proof)[] s_proven = [.. Enumerable.Range(2, 5).Select(x => Proven.Cubic((ulong)x))];

    [Fact]
    public void Many_proofs_hold_together()
    {
        for (int count = 0; count <= s_proven.Length; count++)
            Assert.True(Holds(s_proven[..count]));
        Assert.True(Holds([s_proven[0], s_proven[0]]));
    }

    [Fact]
    public void One_wrong_proof_spoils_the_batch_wherever_it_is()
    {
        for (int wrong = 0; wrong < s_proven.Length; wrong++)
        {
            (Fr Input, Proof Proof)[] batch = [.. s_proven];
            batch[wrong].Input += Fr.One;
            Assert.False(Holds(batch));
            batch = [.. s_proven];
            batch[wrong].Proof = batch[wrong].Proof with { C = -batch[wrong].Proof.C };
            Assert.False(Holds(batch));
        }
    }

    [Fact]
    public void Errors_of_two_proofs_do_not_cancel()
    {
        // Without weights, C + P and C − P would be a valid pair.
        (Fr Input, Proof Proof)[] batch = [.. s_proven[..2]];
        batch[0].Proof = batch[0].Proof with { C = (new G1Projective(batch[0].Proof.C) + G1Affine.Generator).ToAffine() };
        batch[1].Proof = batch[1].Proof with { C = (new G1Projective(batch[1].Proof.C) + -G1Affine.Generator).ToAffine() };
        Assert.False(Holds(batch));

        // Nor inputs that are exchanged.
        batch = [.. s_proven[..2]];
        (batch[0].Input, batch[1].Input) = (batch[1].Input, batch[0].Input);
        Assert.False(Holds(batch));
    }

    [Fact]
    public void Inputs_and_proofs_belong_together()
    {
        Assert.False(Verifier.VerifyMany(Proven.Key.VerifyingKey, [s_proven[0].Input], [s_proven[0].Proof, s_proven[1].Proof]));
        Assert.False(Verifier.VerifyMany(Proven.Key.VerifyingKey, [s_proven[0].Input], []));
    }

    private static bool Holds((Fr Input, Proof Proof)[] batch) =>
        Verifier.VerifyMany(Proven.Key.VerifyingKey, [.. batch.Select(one => one.Input)], [.. batch.Select(one => one.Proof)]);
}
