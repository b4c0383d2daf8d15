namespace Plimsoll.Crypto.Curves;

/// <summary>Whether a point of the curve lies in the subgroup of prime order r.</summary>
/// <remarks>
/// The point must be on the curve: decoders check that first. Infinity is in the subgroup. Variable-time.
/// An endomorphism acts on the subgroup as a known multiple and nowhere else: Scott 2021 (eprint 2021/1130), sections 4 and 6,
/// with the gap in the argument closed by eprint 2022/352.
/// </remarks>
public static class SubgroupCheck
{
    /// <summary>Whether <c>r·p</c> is infinity; 126 doublings.</summary>
    /// <remarks>φ(p) = −x²·p.</remarks>
    public static bool IsInSubgroup(in G1Affine p) =>
        Endomorphism.MultiplyBySquaredSeed(new G1Projective(p)) == new G1Projective(-Endomorphism.Phi(p));

    /// <summary>Whether <c>r·p</c> is infinity; 63 doublings.</summary>
    /// <remarks>ψ(p) = x·p, and x is negative.</remarks>
    public static bool IsInSubgroup(in G2Affine p) =>
        Endomorphism.MultiplyBySeed(new G2Projective(p)) == new G2Projective(-Endomorphism.Psi(p));
}
