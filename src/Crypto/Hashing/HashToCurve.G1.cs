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
    internal static void MapToCurve(ReadOnlySpan<Fq> u, Span<JacobianPoint<Fq, G1>> points)
    {
        Span<Fraction> fractions = stackalloc Fraction[u.Length];
        Span<Fq> roots = stackalloc Fq[u.Length];
        for (int i = 0; i < u.Length; i++)
        {
            fractions[i] = new(u[i]);
            roots[i] = fractions[i].Argument;
        }

        Fq.InverseRoots(roots);
        for (int i = 0; i < u.Length; i++)
            points[i] = fractions[i].Finish(roots[i]);
    }

    /// <summary>The map of one element.</summary>
    internal static JacobianPoint<Fq, G1> MapToCurve(in Fq u)
    {
        JacobianPoint<Fq, G1> point = default;
        MapToCurve(new ReadOnlySpan<Fq>(in u), new Span<JacobianPoint<Fq, G1>>(ref point));
        return point;
    }

    // sgn0 of section 4.1.
    private static bool IsOdd(in Fq a)
    {
        Span<ulong> limbs = stackalloc ulong[6];
        a.WriteLimbs(limbs);
        return (limbs[0] & 1) != 0;
    }

    // The steps of one map, before and after the power.
    private readonly struct Fraction
    {
        private readonly Fq _u, _zuu, _numerator, _square, _top, _bottom, _ratio;

        public Fraction(in Fq u)
        {
            _u = u;
            _zuu = s_z1 * Fq.Square(u);
            Fq sum = Fq.Square(_zuu) + _zuu, denominator = IsogenyToG1.A * (sum.IsZero ? s_z1 : -sum);
            _numerator = IsogenyToG1.B * (sum + Fq.One);

            // g(x) = top/bottom, neither of them zero because E′ has no point of order two.
            _square = Fq.Square(denominator);
            _bottom = _square * denominator;
            _top = (Fq.Square(_numerator) + IsogenyToG1.A * _square) * _numerator + IsogenyToG1.B * _bottom;
            _ratio = _top * _bottom;
            Argument = _ratio * Fq.Square(_bottom);
        }

        /// <summary>The element whose inverse root <see cref="Finish"/> takes.</summary>
        public Fq Argument { get; }

        public JacobianPoint<Fq, G1> Finish(in Fq inverseRoot)
        {
            // argument = top·bottom³: its inverse is χ·inverseRoot², and y² = χ·g(x).
            Fq y = _ratio * inverseRoot, x = Fq.Square(inverseRoot) * _ratio * _bottom * _square * _numerator;
            if (Fq.Square(y) * _bottom != _top)
            {
                x = -x * _zuu; // the inverse has the wrong sign; the other candidate is Z·u²·x
                y = y * s_rootOfMinusZCubed * Fq.Square(_u) * _u;
            }

            if (IsOdd(_u) != IsOdd(y))
                y = -y;
            return new(
                Evaluate(IsogenyToG1.XNumerator, x, Fq.Zero),
                Evaluate(IsogenyToG1.YNumerator, x, Fq.Zero) * y,
                Evaluate(IsogenyToG1.Kernel, x, Fq.One));
        }
    }
}
