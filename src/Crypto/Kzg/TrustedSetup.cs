namespace Plimsoll.Crypto.Kzg;

/// <summary>The output of a powers-of-tau ceremony: [τ^i]₁ for i below 4096 in two bases, and [τ^i]₂ for i up to 64.</summary>
/// <remarks>
/// Immutable and thread-safe. Whoever knows τ can open a commitment to anything; a ceremony is safe when one participant forgot
/// his share. The decoders check each point alone; <see cref="IsConsistent"/> checks that all belong to one τ.
/// </remarks>
public sealed partial class TrustedSetup
{
    /// <summary>The number of points of G2: the degree of a cell's vanishing polynomial, and one.</summary>
    public const int G2Count = Cell.ElementCount + 1;

    private readonly G1Affine[] _g1Lagrange;
    private readonly G1Affine[] _g1Monomial;
    private readonly G2Affine[] _g2Monomial;

    private TrustedSetup(G1Affine[] g1Lagrange, G1Affine[] g1Monomial, G2Affine[] g2Monomial) =>
        (_g1Lagrange, _g1Monomial, _g2Monomial) = (g1Lagrange, g1Monomial, g2Monomial);

    /// <summary>[Lᵢ(τ)]₁, Lᵢ being one at ω^brp(i) and zero at the other 4096th roots of unity: bit-reversed, as blobs are.</summary>
    public ReadOnlySpan<G1Affine> G1Lagrange => _g1Lagrange;

    /// <summary>[τ^i]₁ for i in 0..4095.</summary>
    public ReadOnlySpan<G1Affine> G1Monomial => _g1Monomial;

    /// <summary>[τ^i]₂ for i in 0..64.</summary>
    public ReadOnlySpan<G2Affine> G2Monomial => _g2Monomial;
}
