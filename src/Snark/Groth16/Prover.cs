using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Polynomials;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Groth16;

/// <summary>Makes proofs.</summary>
/// <remarks>
/// Six transforms and five multi-exponentiations, one after the other, each on all threads. Variable-time in the witness: for witnesses that hide nothing from this machine.
/// </remarks>
public static class Prover
{
    /// <summary>Proves that the witness satisfies the circuit.</summary>
    /// <param name="key">The circuit's key.</param>
    /// <param name="witness">The values of all wires.</param>
    /// <param name="r">Uniformly random, new for each proof, for proofs that reveal nothing; where nothing is secret anything will do, and zero saves a multi-exponentiation.</param>
    /// <param name="s">Another one.</param>
    /// <param name="proof">The proof, which has been verified.</param>
    /// <param name="threads">How many threads share the work.</param>
    /// <returns>False when the witness does not satisfy the circuit: a wrong proof is never handed out.</returns>
    /// <exception cref="ArgumentException">The witness has another shape.</exception>
    public static bool TryProve(ProvingKey key, Witness witness, in Fr r, in Fr s, out Proof proof, int threads = 2)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(witness);
        if (witness.Values.Length != key.WireCount || witness.PublicCount != key.PublicCount || witness.Values[0] != Fr.One)
            throw new ArgumentException($"The key is for {key.WireCount} wires of which {key.PublicCount} are public.", nameof(witness));
        VerifyingKey verifying = key.VerifyingKey;
        ProvingKeyParts parts = key.Parts;
        MsmOptions options = new() { Threads = threads };
        ReadOnlySpan<Fr> values = witness.Values;
        G1Projective quotient = Msm.Compute(parts.PointsH, Quotient(key, witness, threads), options);
        G1Projective a = Msm.Compute(parts.PointsA.Points, parts.PointsA.Scalars(values), options) + verifying.Alpha + new G1Projective(parts.DeltaG1) * r;
        // B in G1 matters times r only.
        G1Projective b1 = r.IsZero ? G1Projective.Infinity : Msm.Compute(parts.PointsB1.Points, parts.PointsB1.Scalars(values), options) + parts.BetaG1 + new G1Projective(parts.DeltaG1) * s;
        G2Projective b2 = Msm.Compute(parts.PointsB2.Points, parts.PointsB2.Scalars(values), options) + verifying.Beta + new G2Projective(verifying.Delta) * s;
        G1Projective c = Msm.Compute(parts.PointsC.Points, parts.PointsC.Scalars(values), options) + quotient + a * s + b1 * r - new G1Projective(parts.DeltaG1) * (r * s);
        Proof made = new(a.ToAffine(), b2.ToAffine(), c.ToAffine());
        bool holds = Verifier.Verify(verifying, witness.PublicInputs, made);
        proof = holds ? made : default;
        return holds;
    }

    // a·b − c on the odd elements of the domain of twice the size, where a, b and c = a·b are given on the even ones.
    private static Fr[] Quotient(ProvingKey key, Witness witness, int threads)
    {
        EvaluationDomain domain = KeyDomain.Of(key.Log2DomainSize);
        Fr[] a = new Fr[domain.Size], b = new Fr[domain.Size], c = new Fr[domain.Size];
        key.Parts.A.Times(witness.Array, a);
        key.Parts.B.Times(witness.Array, b);
        a.CopyTo(c, 0);
        Elementwise.Multiply(c, b);
        Fr shift = KeyDomain.Of(key.Log2DomainSize + 1).Root;
        foreach (Fr[] polynomial in (Fr[][])[a, b, c])
        {
            domain.Inverse(polynomial, threads);
            domain.ForwardOnCosetToBitReversed(polynomial, shift, threads);
        }

        Elementwise.MultiplySubtract(a, b, c);
        BitReversal.Permute<Fr>(a);
        return a;
    }
}
