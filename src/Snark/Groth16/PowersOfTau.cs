namespace Plimsoll.Snark.Groth16;

/// <summary>The result of a ceremony's first phase: powers of a secret τ, for circuits of any kind up to a size.</summary>
/// <remarks>
/// With n = 2^k: τ^i for i below 2n − 1 in G1 and below n in G2, α·τ^i and β·τ^i for i below n in G1, β in G2. Prepared for the second phase, it also has the Lagrange
/// polynomials at τ for every domain that a circuit can have. Immutable.
/// </remarks>
public sealed class PowersOfTau
{
    /// <summary>The greatest k.</summary>
    public const int MaxLog2Size = KeyDomain.MaxLog2Size;

    internal PowersOfTau(int log2Size, int ceremonyLog2Size) => (Log2Size, CeremonyLog2Size) = (log2Size, ceremonyLog2Size);

    /// <summary>k: circuits have at most 2^k constraints and public inputs, plus one.</summary>
    public int Log2Size { get; }

    /// <summary>The k of the ceremony that these powers were cut from.</summary>
    public int CeremonyLog2Size { get; }

    /// <summary>Whether the second phase can begin.</summary>
    public bool IsPrepared => Lagrange is not null;

    internal G1Affine[] TauG1 { get; init; } = [];

    internal G2Affine[] TauG2 { get; init; } = [];

    internal G1Affine[] AlphaTauG1 { get; init; } = [];

    internal G1Affine[] BetaTauG1 { get; init; } = [];

    internal G2Affine BetaG2 { get; init; }

    /// <summary>The ceremony's record, as it was read.</summary>
    internal byte[] Contributions { get; init; } = [];

    internal LagrangeSections? Lagrange { get; init; }

    /// <summary>Returns the same powers with the Lagrange polynomials: about 8·2^k·k scalar multiplications.</summary>
    /// <param name="threads">How many threads share the work.</param>
    public PowersOfTau Prepare(int threads = 2)
    {
        return new(Log2Size, CeremonyLog2Size)
        {
            TauG1 = TauG1,
            TauG2 = TauG2,
            AlphaTauG1 = AlphaTauG1,
            BetaTauG1 = BetaTauG1,
            BetaG2 = BetaG2,
            Contributions = Contributions,
            Lagrange = new(
                LagrangePoints.OfAllDomains([.. TauG1, G1Affine.Infinity], threads), // 2n − 1 powers, and none of degree 2n − 1
                LagrangePoints.OfAllDomains(TauG2, threads),
                LagrangePoints.OfAllDomains(AlphaTauG1, threads),
                LagrangePoints.OfAllDomains(BetaTauG1, threads)),
        };
    }

    /// <summary>For each domain, from 1 element up, the polynomials at τ, one domain after the other.</summary>
    /// <param name="TauG1">Up to 2n elements.</param>
    /// <param name="TauG2">Up to n elements.</param>
    /// <param name="AlphaTauG1">Up to n elements, times α.</param>
    /// <param name="BetaTauG1">Up to n elements, times β.</param>
    internal sealed record LagrangeSections(G1Affine[] TauG1, G2Affine[] TauG2, G1Affine[] AlphaTauG1, G1Affine[] BetaTauG1);
}
