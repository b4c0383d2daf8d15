using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Hashing;

/// <content>The map to the curve of G2.</content>
public static partial class HashToCurve
{
    private static readonly Fq2 s_z2 = -new Fq2(Fq.FromUInt64(2), Fq.One);

    private static readonly Fq2 s_zCubed = Fq2.Square(s_z2) * s_z2;

    // √(−N(Z)³); N(Z) = 5 is not a square.
    private static readonly Fq s_rootOfMinusNormCubed = Fq.TrySqrt(-Fq.FromUInt64(125), out Fq root) ? root : default;

    /// <summary>Simplified SWU to E′, then the isogeny; outside of the subgroup as a rule.</summary>
    /// <remarks>
    /// RFC 9380, sections 6.6.2 and 6.6.3. An element of 𝔽q² is a square when its norm is one of 𝔽q: the first exponentiation gives the
    /// norm's root and the inverse of x's denominator, the second the root itself.
    /// </remarks>
    internal static JacobianPoint<Fq2, G2> MapToCurve(in Fq2 u)
    {
        Fq2 uu = Fq2.Square(u), zuu = s_z2 * uu, sum = Fq2.Square(zuu) + zuu;
        Fq2 numerator = IsogenyToG2.B * (sum + Fq2.One), denominator = IsogenyToG2.A * (sum.IsZero ? s_z2 : -sum);

        // g(x) = top/bottom, neither of them zero because E′ has no point of order two.
        Fq2 square = Fq2.Square(denominator), bottom = square * denominator;
        Fq2 top = (Fq2.Square(numerator) + IsogenyToG2.A * square) * numerator + IsogenyToG2.B * bottom;
        Fq topNorm = Fq2.Norm(top), bottomNorm = Fq2.Norm(bottom), ratio = topNorm * bottomNorm;
        Fq argument = ratio * Fq.Square(bottomNorm), inverseRoot = Fq.InverseRoot(argument), normRoot = ratio * inverseRoot;

        // argument⁻¹ = χ·inverseRoot² and normRoot² = χ·N(g(x)), where χ says whether g(x) is a square.
        Fq character = Fq.Square(inverseRoot) * argument;
        bool isSquare = character == Fq.One;
        Fq inverseNorm = Fq.Square(inverseRoot) * ratio * bottomNorm;
        if (!isSquare)
            inverseNorm = -inverseNorm;
        Fq2 inverse = Fq2.Conjugate(bottom) * inverseNorm, value = top * inverse, x = numerator * square * inverse, y;
        if (isSquare)
        {
            y = Fq2.SqrtGivenNormRoot(value, normRoot);
        }
        else
        {
            // The other candidate Z·u²·x has g = Z³·u⁶·g(x).
            x *= zuu;
            y = Fq2.SqrtGivenNormRoot(value * s_zCubed, normRoot * s_rootOfMinusNormCubed) * (uu * u);
        }

        if (IsOdd(u) != IsOdd(y))
            y = -y;
        return new(
            Evaluate(IsogenyToG2.XNumerator, x, Fq2.Zero),
            Evaluate(IsogenyToG2.YNumerator, x, Fq2.Zero) * y,
            Evaluate(IsogenyToG2.Kernel, x, Fq2.One));
    }

    // sgn0 of section 4.1.
    private static bool IsOdd(in Fq2 a) => IsOdd(a.C0.IsZero ? a.C1 : a.C0);
}
