using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Crypto.Kzg;

/// <content>The checks that all points belong to one τ.</content>
public sealed partial class TrustedSetup
{
    /// <summary>Whether every point is in its subgroup and all of them belong to one τ.</summary>
    /// <remarks>
    /// Random linear combinations with the powers of <paramref name="gamma"/>: with ρ = γ^i, <c>e(Σρᵢ[τ^(i+1)]₁, [1]₂) = e(Σρᵢ[τ^i]₁, [τ]₂)</c>,
    /// the same in G2 against [τ]₁, and the commitment to ρ is the same from values and from coefficients. A wrong setup passes for at
    /// most 4095 of the r possible γ, so γ must be unpredictable to whoever made the setup. About a second.
    /// </remarks>
    public bool IsConsistent(in Fr gamma)
    {
        if (_g1Monomial[0] != G1Affine.Generator || _g2Monomial[0] != G2Affine.Generator || _g1Monomial[1].IsInfinity)
            return false;
        foreach (ref readonly G1Affine point in _g1Lagrange.AsSpan())
        {
            if (!point.IsOnCurve || !SubgroupCheck.IsInSubgroup(point))
                return false;
        }

        foreach (ref readonly G1Affine point in _g1Monomial.AsSpan())
        {
            if (!point.IsOnCurve || !SubgroupCheck.IsInSubgroup(point))
                return false;
        }

        foreach (ref readonly G2Affine point in _g2Monomial.AsSpan())
        {
            if (!point.IsOnCurve || !SubgroupCheck.IsInSubgroup(point))
                return false;
        }

        Fr[] powers = new Fr[Blob.ElementCount];
        powers[0] = Fr.One;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * gamma;
        return G1PowersFollow(powers) && G2PowersFollow(powers) && BasesAgree(powers);
    }

    private bool G1PowersFollow(ReadOnlySpan<Fr> powers)
    {
        G1Affine lower = Msm.Compute(G1Monomial[..^1], powers[..^1]).ToAffine();
        G1Affine upper = Msm.Compute(G1Monomial[1..], powers[..^1]).ToAffine();
        return Pairing.ProductIsOne([upper, -lower], [_g2Monomial[0], _g2Monomial[1]]);
    }

    private bool G2PowersFollow(ReadOnlySpan<Fr> powers)
    {
        G2Affine lower = Msm.Compute(G2Monomial[..^1], powers[..(G2Count - 1)]).ToAffine();
        G2Affine upper = Msm.Compute(G2Monomial[1..], powers[..(G2Count - 1)]).ToAffine();
        return Pairing.ProductIsOne([_g1Monomial[0], -_g1Monomial[1]], [upper, lower]);
    }

    private bool BasesAgree(Fr[] powers)
    {
        G1Projective fromValues = Msm.Compute(G1Lagrange, powers);
        Fr[] coefficients = [.. powers];
        BlobDomain.Interpolate(coefficients);
        return Msm.Compute(G1Monomial, coefficients) == fromValues;
    }
}
