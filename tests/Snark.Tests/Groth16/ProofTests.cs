using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Tests.Circuits;

namespace Plimsoll.Snark.Tests.Groth16;

public sealed class ProofTests
{
    private static readonly (Fr Input, Proof Proof) s_proven = Proven.Cubic(3);

    [Fact]
    public void A_proof_attests_its_input_and_no_other()
    {
        VerifyingKey key = Proven.Key.VerifyingKey;
        Assert.True(Verifier.Verify(key, [s_proven.Input], s_proven.Proof));
        Assert.False(Verifier.Verify(key, [s_proven.Input + Fr.One], s_proven.Proof));
        Assert.False(Verifier.Verify(key, [-s_proven.Input], s_proven.Proof));
        Assert.False(Verifier.Verify(key, [], s_proven.Proof));
        Assert.False(Verifier.Verify(key, [s_proven.Input, Fr.Zero], s_proven.Proof));
    }

    [Fact]
    public void A_proof_with_another_point_does_not_hold()
    {
        VerifyingKey key = Proven.Key.VerifyingKey;
        (Fr input, Proof proof) = s_proven;
        Proof other = Proven.Cubic(4).Proof;
        foreach (Proof wrong in (Proof[])[
            proof with { A = other.A }, proof with { B = other.B }, proof with { C = other.C }, proof with { A = -proof.A }, proof with { B = -proof.B }, proof with { C = -proof.C },
            proof with { A = default }, proof with { B = default }, proof with { C = default }, default, new(proof.C, proof.B, proof.A), other])
            Assert.False(Verifier.Verify(key, [input], wrong));
    }

    [Fact]
    public void Points_off_the_curve_or_outside_the_subgroup_are_refused()
    {
        VerifyingKey key = Proven.Key.VerifyingKey;
        (Fr input, Proof proof) = s_proven;
        // A point of order 3 of the curve, (0, 2), added: the pairing would not notice.
        G1Affine small = new(Fq.Zero, Fq.FromUInt64(2));
        Assert.True(small.IsOnCurve);
        Assert.False(Verifier.Verify(key, [input], proof with { A = (new G1Projective(proof.A) + small).ToAffine() }));
        Assert.False(Verifier.Verify(key, [input], proof with { C = (new G1Projective(proof.C) + small).ToAffine() }));
        Assert.False(Verifier.Verify(key, [input], proof with { A = new(proof.A.X, proof.A.Y + Fq.One) }));
    }

    [Fact]
    public void A_proof_can_be_changed_into_another_one_of_the_same_statement()
    {
        // Which is why its bytes name nothing.
        (Fr input, Proof proof) = s_proven;
        Fr t = Fr.FromUInt64(5);
        Proof other = proof with { A = (new G1Projective(proof.A) * t).ToAffine(), B = (new G2Projective(proof.B) * Fr.Inverse(t)).ToAffine() };
        Assert.NotEqual(proof, other);
        Assert.True(Verifier.Verify(Proven.Key.VerifyingKey, [input], other));
    }

    [Fact]
    public void The_encoding_is_the_precompiles_and_every_flipped_bit_is_refused_or_wrong()
    {
        byte[] bytes = s_proven.Proof.Encode();
        Assert.Equal(512, bytes.Length);
        Assert.True(Proof.TryDecode(bytes, out Proof decoded));
        Assert.Equal(s_proven.Proof, decoded);
        for (int i = 0; i < bytes.Length; i += 13)
        {
            byte[] flipped = [.. bytes];
            flipped[i] ^= (byte)(1 << (i % 8));
            Assert.False(Proof.TryDecode(flipped, out Proof other) && Verifier.Verify(Proven.Key.VerifyingKey, [s_proven.Input], other), $"byte {i}");
        }

        Assert.False(Proof.TryDecode(bytes.AsSpan(1), out _));
        Assert.False(Proof.TryDecode([.. bytes, 0], out _));
    }

    [Fact]
    public void A_coordinate_that_is_not_canonical_is_refused()
    {
        byte[] bytes = new byte[Proof.ByteLength];
        Assert.True(Proof.TryDecode(bytes, out _)); // three times infinity
        Convert.FromHexString("1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab").CopyTo(bytes, 16); // q for 0
        Assert.False(Proof.TryDecode(bytes, out _));
    }

    [Fact]
    public void The_random_numbers_change_the_proof_and_not_what_it_attests()
    {
        Assert.True(Proven.System.TrySolve(new CubicCircuit(Fr.FromUInt64(3), Fr.FromUInt64(35)), out Witness? witness, out _));
        foreach ((Fr r, Fr s) in ((Fr, Fr)[])[(Fr.Zero, Fr.Zero), (-Fr.One, Fr.One), (Fr.FromUInt64(99), Fr.Zero)])
        {
            Assert.True(Prover.TryProve(Proven.Key, witness, r, s, out Proof proof));
            Assert.NotEqual(s_proven.Proof, proof);
            Assert.True(Verifier.Verify(Proven.Key.VerifyingKey, [Fr.FromUInt64(35)], proof));
        }
    }

    [Fact]
    public void A_witness_that_does_not_satisfy_the_circuit_gives_no_proof()
    {
        Assert.True(Proven.System.TrySolve(new CubicCircuit(Fr.FromUInt64(3), Fr.FromUInt64(35)), out Witness? witness, out _));
        for (int wire = 1; wire < witness.Values.Length; wire++)
        {
            Fr[] values = witness.Values.ToArray();
            values[wire] += Fr.One;
            Assert.False(Prover.TryProve(Proven.Key, new Witness(values, 1), Fr.One, Fr.One, out Proof proof));
            Assert.Equal(default, proof);
        }

        Assert.Throws<ArgumentException>(() => Prover.TryProve(Proven.Key, new Witness([Fr.One, Fr.One], 1), Fr.One, Fr.One, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)] // 6 constraints and 2 unit rows: the domain of 8 is full
    [InlineData(6)]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(300)]
    public void Circuits_of_any_size_are_proven(int steps)
    {
        PowerCircuit circuit = new(steps, Fr.FromUInt64(3));
        ConstraintSystem system = ConstraintSystem.Compile(circuit);
        ProvingKey key = DevelopmentSetup.Run(system, "other"u8, 1337);
        Assert.True(system.TrySolve(circuit, out Witness? witness, out _));
        Assert.True(Prover.TryProve(key, witness, Fr.FromUInt64(17), Fr.FromUInt64(18), out Proof proof));
        Assert.True(Verifier.Verify(key.VerifyingKey, witness.PublicInputs, proof));
        Assert.False(Verifier.Verify(Proven.Key.VerifyingKey, witness.PublicInputs, proof)); // under the key of another circuit
    }
}
