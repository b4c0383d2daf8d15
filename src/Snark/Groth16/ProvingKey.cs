namespace Plimsoll.Snark.Groth16;

/// <summary>What a prover needs to know of a circuit: points for its wires, and the matrices A and B.</summary>
/// <remarks>
/// The quotient's points are those of snarkjs: with P = a·b − c, which has degree below 2n and vanishes on the domain of n elements, [P(τ)/δ] = Σ P(odd element) ·
/// [L(τ)/δ] over the n odd elements of the domain of 2n. So nothing is divided by the vanishing polynomial. Rows s of A beyond the constraints hold wire s
/// alone, for the constant one and each public input, which makes the inputs' polynomials independent. Immutable and safe to share between threads.
/// </remarks>
public sealed partial class ProvingKey
{
    internal ProvingKey(VerifyingKey verifyingKey, int wires, int log2Domain, ProvingKeyParts parts)
    {
        VerifyingKey = verifyingKey;
        (WireCount, Log2DomainSize, Parts) = (wires, log2Domain, parts);
    }

    /// <summary>The key that goes with it.</summary>
    public VerifyingKey VerifyingKey { get; }

    /// <summary>The number of wires, the constant one included.</summary>
    public int WireCount { get; }

    /// <summary>The number of public inputs.</summary>
    public int PublicCount => VerifyingKey.InputCount;

    /// <summary>The base-2 logarithm of the size of the domain, which holds the constraints, a row for the constant one and one for each public input.</summary>
    public int Log2DomainSize { get; }

    /// <summary>Whether somebody is known to know the toxic waste: such a key proves nothing to anybody, and is for development.</summary>
    public bool IsForDevelopment => Parts.Contributions.AsSpan().StartsWith(DevelopmentMark);

    /// <summary>What stands where ceremonies hash the circuit: 64 bytes.</summary>
    internal static ReadOnlySpan<byte> DevelopmentMark => "Plimsoll development key: its toxic waste is known. Do not use.."u8;

    internal ProvingKeyParts Parts { get; }

    /// <summary>The domain's logarithm for so many rows.</summary>
    internal static int Log2DomainFor(int constraints, int publics)
    {
        int log = 1;
        while (1L << log < (long)constraints + publics + 1)
            log++;
        return log;
    }
}
