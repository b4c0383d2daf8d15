using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Hashing;

/// <content>The map to the curve of G1.</content>
public static partial class HashToCurve
{
    private static readonly Fq s_z1 = Fq.FromUInt64(11);

    // √(−Z³); −Z³ is a square because neither −1 nor Z is.
    private static readonly Fq s_rootOfMinusZCubed = Fq.TrySqrt(-(s_z1 * s_z1 * s_z1), out Fq root) ? root : default;

    /// <summary>Simplified SWU to E′, then the isogeny; outside of the subgroup as a rule.</summary>
    /// <remarks>
    /// RFC 9380, sections 6.6.2, 6.6.3 and F.2. One exponentiation gives both the root and the inverse of x's denominator, so E′ is met
    /// in affine coordinates; the isogeny's kernel polynomial becomes the Jacobian denominator, zero for a kernel point as it should be.
    /// </remarks>
    internal static JacobianPoint<Fq, G1> MapToCurve(in Fq u)
    {
        Fq zuu = s_z1 * Fq.Square(u), sum = Fq.Square(zuu) + zuu;
        Fq numerator = IsogenyToG1.B * (sum + Fq.One), denominator = IsogenyToG1.A * (sum.IsZero ? s_z1 : -sum);

        // g(x) = top/bottom, neither of them zero because E′ has no point of order two.
        Fq square = Fq.Square(denominator), bottom = square * denominator;
        Fq top = (Fq.Square(numerator) + IsogenyToG1.A * square) * numerator + IsogenyToG1.B * bottom;
        Fq bottomSquare = Fq.Square(bottom), ratio = top * bottom, argument = ratio * bottomSquare;
        Fq inverseRoot = Fq.InverseRoot(argument), y = ratio * inverseRoot;

        // argument = top·bottom³: its inverse is χ·inverseRoot², and y² = χ·g(x).
        Fq inverse = Fq.Square(inverseRoot) * ratio * bottom * square;
        Fq x = numerator * inverse;
        bool isSquare = Fq.Square(y) * bottom == top;
        if (!isSquare)
        {
            x = -x * zuu; // inverse has the wrong sign; the other candidate is Z·u²·x
            y = y * s_rootOfMinusZCubed * Fq.Square(u) * u;
        }

        if (IsOdd(u) != IsOdd(y))
            y = -y;
        return new(
            Evaluate(IsogenyToG1.XNumerator, x, Fq.Zero),
            Evaluate(IsogenyToG1.YNumerator, x, Fq.Zero) * y,
            Evaluate(IsogenyToG1.Kernel, x, Fq.One));
    }

    // sgn0 of section 4.1.
    private static bool IsOdd(in Fq a)
    {
        Span<ulong> limbs = stackalloc ulong[6];
        a.WriteLimbs(limbs);
        return (limbs[0] & 1) != 0;
    }
}
