namespace Plimsoll.Crypto.Curves;

/// <summary>Maps a point of the curve into the subgroup of order r, as RFC 9380 has it (multiplication by h_eff).</summary>
/// <remarks>Variable-time. The point must be on the curve; a point of the subgroup is mapped to a multiple, not to itself.</remarks>
public static class Cofactor
{
    /// <summary>Returns <c>(1 − x)·p</c>.</summary>
    /// <remarks>The order of the part outside of the subgroup is (1 − x)²/3, its exponent divides 1 − x (Wahby, Boneh 2019, section 5).</remarks>
    public static G1Projective Clear(in G1Projective p) => Endomorphism.MultiplyBySeed(p) + p;

    /// <summary>Returns <c>(x² − x − 1)·p + (x − 1)·ψ(p) + ψ²(2p)</c>.</summary>
    /// <remarks>Budroni, Pintore 2017 (eprint 2017/419), section 4.1; equal to a multiple by the 636-bit h_eff of RFC 9380.</remarks>
    public static G2Projective Clear(in G2Projective p)
    {
        // With x = −|x|: x·(x·p + ψ(p)) + ψ²(2p) − ψ(p) − x·p − p.
        G2Projective absXp = Endomorphism.MultiplyBySeed(p), psi = Endomorphism.Psi(p);
        G2Projective inner = Endomorphism.MultiplyBySeed(absXp - psi);
        return inner + Endomorphism.PsiSquared(G2Projective.Double(p)) - psi + absXp - p;
    }
}
