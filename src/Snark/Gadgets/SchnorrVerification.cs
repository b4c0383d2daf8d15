using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <summary>The equation of <see cref="Schnorr"/> in constraints.</summary>
/// <remarks>
/// R = s·B − e·A, and e is the low 128 bits of H(R, A, m). The hash enters as a hint, its canonical bits give e, and in the end it is stated to be the hash: so e
/// has no bits of its own. s is below ℓ and the hash below r, both strictly. Spec: docs/spec/signatures.md.
/// </remarks>
public static class SchnorrVerification
{
    private const int ChallengeBits = 128;

    // ℓ − 1
    private static readonly UInt256 s_largestScalar = UInt256.FromBytes((-JubjubScalar.One).ToBytes());

    /// <summary>States that (e, s) signs the message under the key where the bit is 1, and nothing about them where it is 0 but s &lt; ℓ.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="enabled">0 or 1, which the caller has stated.</param>
    /// <param name="key">A, of order ℓ if it is one that accounts hold; the null key (0, 0) and the neutral element are refused.</param>
    /// <param name="message">m.</param>
    /// <param name="e">The challenge.</param>
    /// <param name="s">The response.</param>
    public static void AssertSigned(
        this CircuitBuilder builder, in Signal enabled, in JubjubSignal key, in Signal message, in Signal e, in Signal s)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Signal[] scalarBits = builder.ToBitsAtMost(s, s_largestScalar);

        // What an honest prover knows before the circuit does; without a signature any hash that starts with e does.
        Signal hash = builder.Hint(ChallengeHash(key, message, e, s));
        ReadOnlySpan<Signal> challengeBits = builder.ToCanonicalBits(hash).AsSpan(0, ChallengeBits);
        JubjubSignal commitment = builder.Add(builder.MultiplyGenerator(scalarBits), -builder.Multiply(key, challengeBits));
        Signal expected = builder.Sponge(HashDomain.Challenge, commitment.X, commitment.Y, key.X, key.Y, message);
        builder.AssertEqualIf(enabled, hash, expected);
        builder.AssertEqualIf(enabled, e, Bits.FromBits(challengeBits));

        // No x-coordinate of a point of odd order is zero but that of the neutral element.
        builder.AssertEqualIf(enabled, builder.IsZero(key.X), 0);
    }

    /// <summary>States that (e, s) signs the message under the key; 3,242 constraints.</summary>
    /// <inheritdoc cref="AssertSigned(CircuitBuilder, in Signal, in JubjubSignal, in Signal, in Signal, in Signal)"/>
    public static void AssertSigned(this CircuitBuilder builder, in JubjubSignal key, in Signal message, in Signal e, in Signal s) =>
        builder.AssertSigned(1, key, message, e, s);

    private static Fr ChallengeHash(in JubjubSignal key, in Signal message, in Signal e, in Signal s)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        s.Value.WriteBytes(bytes);
        if (!JubjubScalar.TryFromBytes(bytes, out JubjubScalar response))
            return Fr.Zero;
        Span<ulong> limbs = stackalloc ulong[4];
        e.Value.WriteLimbs(limbs);
        return Schnorr.ChallengeHash(key.Value, message.Value, new(new(limbs[1], limbs[0]), response));
    }
}
