using Plimsoll.Snark.Groth16;

namespace Plimsoll.Snark.Tests.Groth16;

/// <summary>iSNK-004.</summary>
public sealed class KeyTests
{
    private static readonly VerifyingKey s_key = Proven.Key.VerifyingKey;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(17000)]
    [InlineData(11155111)]
    public void Development_keys_are_not_made_for_chains_with_value(ulong chainId) =>
        Assert.Throws<InvalidOperationException>(() => DevelopmentSetup.Run(Proven.System, "seed"u8, chainId));

    [Fact]
    public void A_development_key_says_so_and_its_seed_makes_it_again()
    {
        Assert.True(Proven.Key.IsForDevelopment);
        Assert.Equal(s_key.Encode(), DevelopmentSetup.Run(Proven.System, "seed"u8, Proven.Devnet).VerifyingKey.Encode());
        Assert.NotEqual(s_key.Encode(), DevelopmentSetup.Run(Proven.System, "sead"u8, Proven.Devnet).VerifyingKey.Encode());
    }

    [Fact]
    public void A_circuit_without_public_inputs_has_no_key() =>
        Assert.Throws<ArgumentException>(() => DevelopmentSetup.Run(ConstraintSystem.Compile(new Closed()), "seed"u8, Proven.Devnet));

    [Fact]
    public void Forgeable_keys_are_refused()
    {
        Assert.Equal(KeyRefusal.None, Create());
        Assert.Equal(KeyRefusal.GammaIsDelta, Create(gamma: s_key.Delta));
        Assert.Equal(KeyRefusal.GammaIsDelta, Create(gamma: -s_key.Delta));
        Assert.Equal(KeyRefusal.DeltaIsGenerator, Create(gamma: s_key.Beta, delta: G2Affine.Generator));
        Assert.Equal(KeyRefusal.DeltaIsGenerator, Create(gamma: s_key.Beta, delta: -G2Affine.Generator));
        Assert.Equal(KeyRefusal.GammaIsDelta, Create(delta: G2Affine.Generator)); // a fresh key of snarkjs
        Assert.Equal(KeyRefusal.PointAtInfinity, Create(alpha: G1Affine.Infinity));
        Assert.Equal(KeyRefusal.PointAtInfinity, Create(beta: G2Affine.Infinity));
        Assert.Equal(KeyRefusal.PointAtInfinity, Create(gamma: G2Affine.Infinity));
        Assert.Equal(KeyRefusal.PointAtInfinity, Create(delta: G2Affine.Infinity));
        Assert.Equal(KeyRefusal.PointAtInfinity, Create(inputs: [s_key.Inputs[0], default]));
        Assert.Equal(KeyRefusal.WrongInputCount, Create(inputs: [s_key.Inputs[0]]));
        Assert.Equal(KeyRefusal.InvalidPoint, Create(alpha: new(Fq.Zero, Fq.FromUInt64(2)))); // of order 3
        Assert.Equal(KeyRefusal.InvalidPoint, Create(inputs: [s_key.Inputs[0], new(s_key.Alpha.X, s_key.Alpha.Y + Fq.One)]));
    }

    [Fact]
    public void The_encoding_is_the_contract_s_and_leads_back()
    {
        byte[] bytes = s_key.Encode();
        Assert.Equal(128 + 3 * 256 + 2 * 128, bytes.Length);
        Assert.Equal(KeyRefusal.None, VerifyingKey.TryDecode(bytes, out VerifyingKey? decoded));
        Assert.Equal(bytes, decoded!.Encode());
        Assert.Equal(KeyRefusal.WrongLength, VerifyingKey.TryDecode(bytes.AsSpan(1), out _));
        Assert.Equal(KeyRefusal.WrongLength, VerifyingKey.TryDecode(bytes.AsSpan(0, bytes.Length - 128), out _));
        Assert.Equal(KeyRefusal.WrongLength, VerifyingKey.TryDecode([], out _));
        for (int i = 5; i < bytes.Length; i += 61)
        {
            byte[] flipped = [.. bytes];
            flipped[i] ^= 4;
            Assert.Equal(KeyRefusal.InvalidPoint, VerifyingKey.TryDecode(flipped, out _));
        }
    }

    [Fact]
    public void Under_a_key_without_a_contribution_anybody_proves_anything()
    {
        // γ = δ: with C = −L + C′ the input's term is cancelled. This is what the refusal prevents.
        Fr claimed = Fr.FromUInt64(36); // no proof of 36 is known
        G1Affine l = (new G1Projective(s_key.Inputs[1]) * claimed + s_key.Inputs[0]).ToAffine();
        Proof forged = new(s_key.Alpha, s_key.Beta, -l);
        Assert.True(Crypto.Pairings.Pairing.ProductIsOne(
            [forged.A, -s_key.Alpha, -l, -forged.C], [forged.B, s_key.Beta, s_key.Gamma, s_key.Gamma]));
        Assert.False(Verifier.Verify(s_key, [claimed], forged));
    }

    private static KeyRefusal Create(G1Affine? alpha = null, G2Affine? beta = null, G2Affine? gamma = null, G2Affine? delta = null, G1Affine[]? inputs = null)
    {
        KeyRefusal refusal = VerifyingKey.TryCreate(
            alpha ?? s_key.Alpha, beta ?? s_key.Beta, gamma ?? s_key.Gamma, delta ?? s_key.Delta, inputs ?? s_key.Inputs.ToArray(), out VerifyingKey? key);
        Assert.Equal(refusal == KeyRefusal.None, key is not null);
        return refusal;
    }

    private sealed class Closed : ICircuit
    {
        public void Define(CircuitBuilder builder) => builder.AssertBoolean(builder.Secret(Fr.One));
    }
}
