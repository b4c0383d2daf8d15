using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Curves;

/// <summary>The endomorphisms that make subgroup checks, cofactor clearing and multiples fast.</summary>
/// <remarks>
/// The curve belongs to the family with seed x = −0xd201000000010000: r = x⁴ − x² + 1, h₁ = (x − 1)²/3.
/// On G1 the map φ(x, y) = (βx, y), β³ = 1, multiplies by −x²; on G2 the untwisted Frobenius ψ multiplies by x, and ψ is
/// defined on the whole twist. Source: Scott 2021 (eprint 2021/1130); EIP-2537, fast subgroup checks.
/// </remarks>
internal static class Endomorphism
{
    /// <summary>|x|; the seed itself is negative.</summary>
    public const ulong Seed = 0xd201000000010000;

    private static readonly Fq s_beta = Fq.FromHex(
        "5f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffefffe");

    // ψ(x, y) = (x̄·cu, ȳ·s) with cu = (1 + u)^(−(q − 1)/3), which has no real part, and s = (1 + u)^(−(q − 1)/2).
    private static readonly Fq s_psiX = Fq.FromHex(
        "1a0111ea397fe699ec02408663d4de85aa0d857d89759ad4897d29650fb85f9b409427eb4f49fffd8bfd00000000aaad");

    private static readonly Fq2 s_psiY = new(
        Fq.FromHex("135203e60180a68ee2e9c448d77a2cd91c3dedd930b1cf60ef396489f61eb45e304466cf3e67fa0af1ee7b04121bdea2"),
        Fq.FromHex("06af0e0437ff400b6831e36d6bd17ffe48395dabc2d3435e77f76e17009241c5ee67992f72ec05f4c81084fbede3cc09"));

    private static readonly Fq s_psiSquaredX = Fq.FromHex(
        "1a0111ea397fe699ec02408663d4de85aa0d857d89759ad4897d29650fb85f9b409427eb4f49fffd8bfd00000000aaac");

    /// <summary>The factor of x in φ.</summary>
    public static ref readonly Fq Beta => ref s_beta;

    /// <summary>The factor of x in ψ², which negates y.</summary>
    public static ref readonly Fq PsiSquaredXFactor => ref s_psiSquaredX;

    /// <summary>Returns φ of an x-coordinate.</summary>
    public static Fq Phi(in Fq x) => s_beta * x;

    /// <summary>Returns φ(p); in G1 it is −x²·p.</summary>
    public static G1Affine Phi(in G1Affine p) => new(s_beta * p.X, p.Y);

    /// <summary>Returns ψ(p); in G2 it is x·p.</summary>
    public static G2Affine Psi(in G2Affine p) => new(PsiX(p.X), Fq2.Conjugate(p.Y) * s_psiY);

    /// <summary>Returns ψ(p).</summary>
    public static G2Projective Psi(in G2Projective p) => new(PsiX(p.X), Fq2.Conjugate(p.Y) * s_psiY, Fq2.Conjugate(p.Z));

    /// <summary>Returns ψ(ψ(p)).</summary>
    public static G2Projective PsiSquared(in G2Projective p) => new(p.X * s_psiSquaredX, -p.Y, p.Z);

    /// <summary>Returns |x|·p for any point of the curve.</summary>
    public static G1Projective MultiplyBySeed(in G1Projective p) =>
        FqLanes.IsWide ? LaneMultiplication.MultiplyBySeed(p) : MultiplyBySeed(new JacobianPoint<Fq, G1>(p)).ToProjective();

    /// <summary>Returns x²·p for any point of the curve.</summary>
    public static G1Projective MultiplyBySquaredSeed(in G1Projective p) =>
        FqLanes.IsWide
            ? LaneMultiplication.MultiplyBySquaredSeed(p)
            : MultiplyBySeed(MultiplyBySeed(new JacobianPoint<Fq, G1>(p))).ToProjective();

    /// <summary>Returns |x|·p for any point of the curve.</summary>
    public static G2Projective MultiplyBySeed(in G2Projective p) =>
        FqLanes.IsWide ? LaneMultiplication.MultiplyBySeed(p) : MultiplyBySeed(new JacobianPoint<Fq2, G2>(p)).ToProjective();

    // 63 doublings and 5 additions.
    private static JacobianPoint<TField, TGroup> MultiplyBySeed<TField, TGroup>(in JacobianPoint<TField, TGroup> p)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        JacobianPoint<TField, TGroup> sum = p;
        for (int bit = 62; bit >= 0; bit--)
        {
            sum = JacobianPoint<TField, TGroup>.Double(sum);
            if (((Seed >> bit) & 1) != 0)
                sum += p;
        }

        return sum;
    }

    // x̄·cu = (x₀ − x₁u)·cu = c·x₁ + c·x₀·u.
    private static Fq2 PsiX(in Fq2 x) => new(x.C1 * s_psiX, x.C0 * s_psiX);
}
