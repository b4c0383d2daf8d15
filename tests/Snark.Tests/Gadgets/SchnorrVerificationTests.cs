using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Snark.Tests.Gadgets;

public sealed class SchnorrVerificationTests
{
    private static readonly SchnorrSecretKey s_alice = SchnorrSecretKey.FromSeed(new byte[32]);
    private static readonly SchnorrSecretKey s_mallory = SchnorrSecretKey.FromSeed([.. Enumerable.Repeat((byte)7, 32)]);

    // Inputs: enabled, A.x, A.y, m, e, s.
    private static readonly Func<CircuitBuilder, Signal[], Signal[]> s_gadget = (b, x) =>
    {
        b.AssertSigned(x[0], new(x[1], x[2]), x[3], x[4], x[5]);
        return [];
    };

    private static readonly ConstraintSystem s_system = ConstraintSystem.Compile(new GadgetCircuit(new Fr[6], s_gadget));

    [Fact]
    public void A_signature_costs_3242_constraints() =>
        Assert.Equal(3242, GadgetCircuit.Cost(5, (b, x) => { b.AssertSigned(new(x[0], x[1]), x[2], x[3], x[4]); return []; }));

    [Fact]
    public void What_was_signed_has_a_witness() =>
        AnyElement.Fr.Sample(message => Accepts(Inputs(s_alice.PublicKey.A, message, s_alice.Sign(message))), iter: 10);

    [Fact]
    public void Whatever_is_changed_there_is_no_witness()
    {
        Fr message = Fr.FromUInt64(42);
        SchnorrSignature signature = s_alice.Sign(message);
        Fr[] right = Inputs(s_alice.PublicKey.A, message, signature);
        Assert.True(Accepts(right));
        for (int i = 1; i < right.Length; i++)
        {
            Fr[] wrong = [.. right];
            wrong[i] += Fr.One;
            Assert.False(Accepts(wrong), $"input {i}");
            wrong[i] = -right[i];
            Assert.False(Accepts(wrong), $"input {i}");
        }

        Assert.False(Accepts(Inputs(s_mallory.PublicKey.A, message, signature)));
        Assert.False(Accepts(Inputs(s_alice.PublicKey.A, message, s_mallory.Sign(message))));
        Assert.False(Accepts(Inputs(s_alice.PublicKey.A, message, s_alice.Sign(message + Fr.One))));
    }

    [Fact]
    public void A_response_that_is_not_below_the_order_has_no_witness()
    {
        Fr message = Fr.FromUInt64(42);
        Fr[] inputs = Inputs(s_alice.PublicKey.A, message, s_alice.Sign(message));
        inputs[5] += Fr.FromBytes((-JubjubScalar.One).ToBytes()) + Fr.One; // s + ℓ, the same multiple of B
        Assert.False(Accepts(inputs));
        inputs[0] = Fr.Zero;
        Assert.False(Accepts(inputs));
    }

    [Fact]
    public void A_challenge_of_more_than_128_bits_has_no_witness()
    {
        Fr message = Fr.FromUInt64(42);
        Fr[] inputs = Inputs(s_alice.PublicKey.A, message, s_alice.Sign(message));
        inputs[4] += FieldAlgorithms.Pow(Fr.FromUInt64(2), [128]);
        Assert.False(Accepts(inputs));
    }

    [Fact]
    public void Keys_that_nobody_owns_sign_nothing()
    {
        // Under (0, 0), (0, 1) and (0, −1) anybody could meet the equation for R, since e·A does not depend on e or hardly.
        Fr message = Fr.FromUInt64(42);
        foreach (JubjubAffine key in (JubjubAffine[])[new(Fr.Zero, Fr.Zero), JubjubAffine.Identity, new(Fr.Zero, -Fr.One)])
        {
            for (ulong s = 0; s < 4; s++)
            {
                JubjubScalar response = JubjubScalar.FromUInt128(s);
                foreach (JubjubAffine commitment in (JubjubAffine[])[(JubjubPoint.Generator * response).ToAffine(), new(Fr.Zero, Fr.Zero)])
                {
                    UInt128 e = Schnorr128(commitment, key, message);
                    Assert.False(Accepts(Inputs(key, message, new(e, response))));
                }
            }
        }
    }

    [Fact]
    public void Where_no_signature_is_asked_for_any_will_do()
    {
        Fr[] inputs = [Fr.Zero, Fr.Zero, Fr.Zero, Fr.FromUInt64(42), Fr.FromUInt64(5), Fr.FromUInt64(6)];
        Assert.True(Accepts(inputs));
        inputs[0] = Fr.One;
        Assert.False(Accepts(inputs));
    }

    [Fact]
    public void No_hint_is_free()
    {
        Fr message = Fr.FromUInt64(42);
        GadgetCircuit.AssertNoHintIsFree(s_gadget, Inputs(s_alice.PublicKey.A, message, s_alice.Sign(message)), every: 5);
    }

    private static bool Accepts(Fr[] inputs) => GadgetCircuit.Run(s_system, new GadgetCircuit(inputs, s_gadget), mutation: null, out _) is not null;

    private static Fr[] Inputs(JubjubAffine key, Fr message, SchnorrSignature signature) =>
        [Fr.One, key.X, key.Y, message, Fr.FromBytes(JubjubScalar.FromUInt128(signature.E).ToBytes()), Fr.FromBytes(signature.S.ToBytes())];

    private static UInt128 Schnorr128(JubjubAffine commitment, JubjubAffine key, Fr message)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        Crypto.Hashing.Poseidon2.Sponge(Crypto.Hashing.HashDomain.Challenge, commitment.X, commitment.Y, key.X, key.Y, message).WriteLimbs(limbs);
        return new(limbs[1], limbs[0]);
    }
}
