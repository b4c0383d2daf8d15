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
    /// norm's root and the inverse of x's denominator, the second the root itself. Two elements are mapped at the price of one in lanes.
    /// </remarks>
    internal static void MapToCurve(ReadOnlySpan<Fq2> u, Span<JacobianPoint<Fq2, G2>> points)
    {
        Span<Candidate> candidates = stackalloc Candidate[u.Length];
        Span<Fq> roots = stackalloc Fq[u.Length];
        for (int i = 0; i < u.Length; i++)
        {
            candidates[i] = new(u[i]);
            roots[i] = candidates[i].Argument;
        }

        Fq.InverseRoots(roots);
        for (int i = 0; i < u.Length; i++)
            roots[i] = candidates[i].Choose(roots[i]);
        Fq.InverseRoots(roots);
        for (int i = 0; i < u.Length; i++)
            points[i] = candidates[i].Finish(roots[i]);
    }

    /// <summary>The map of one element.</summary>
    internal static JacobianPoint<Fq2, G2> MapToCurve(in Fq2 u)
    {
        JacobianPoint<Fq2, G2> point = default;
        MapToCurve(new ReadOnlySpan<Fq2>(in u), new Span<JacobianPoint<Fq2, G2>>(ref point));
        return point;
    }

    // sgn0 of section 4.1.
    private static bool IsOdd(in Fq2 a) => IsOdd(a.C0.IsZero ? a.C1 : a.C0);

    // The steps of one map, between which the powers are computed.
    private struct Candidate
    {
        private readonly Fq2 _u, _uu, _zuu, _numerator, _square, _top, _bottom;
        private readonly Fq _bottomNorm, _ratio;
        private Fq2 _x, _value, _factor;
        private Fq _realSquare;

        public Candidate(in Fq2 u)
        {
            _u = u;
            _uu = Fq2.Square(u);
            _zuu = s_z2 * _uu;
            Fq2 sum = Fq2.Square(_zuu) + _zuu, denominator = IsogenyToG2.A * (sum.IsZero ? s_z2 : -sum);
            _numerator = IsogenyToG2.B * (sum + Fq2.One);

            // g(x) = top/bottom, neither of them zero because E′ has no point of order two.
            _square = Fq2.Square(denominator);
            _bottom = _square * denominator;
            _top = (Fq2.Square(_numerator) + IsogenyToG2.A * _square) * _numerator + IsogenyToG2.B * _bottom;
            _bottomNorm = Fq2.Norm(_bottom);
            _ratio = Fq2.Norm(_top) * _bottomNorm;
            Argument = _ratio * Fq.Square(_bottomNorm);
        }

        /// <summary>The element whose inverse root <see cref="Choose"/> takes.</summary>
        public Fq Argument { get; }

        /// <summary>Takes the x-coordinate for which g(x) is a square, and returns the element whose inverse root <see cref="Finish"/> takes.</summary>
        public Fq Choose(in Fq inverseRoot)
        {
            // argument⁻¹ = χ·inverseRoot² and normRoot² = χ·N(g(x)), where χ says whether g(x) is a square.
            Fq normRoot = _ratio * inverseRoot, square = Fq.Square(inverseRoot), inverseNorm = square * _ratio * _bottomNorm;
            bool isSquare = square * Argument == Fq.One;
            Fq2 inverse = Fq2.Conjugate(_bottom) * (isSquare ? inverseNorm : -inverseNorm);
            _x = _numerator * _square * inverse;
            _value = _top * inverse;
            _factor = Fq2.One;
            if (!isSquare)
            {
                // The other candidate Z·u²·x has g = Z³·u⁶·g(x).
                _x *= _zuu;
                _value *= s_zCubed;
                _factor = _uu * _u;
                normRoot *= s_rootOfMinusNormCubed;
            }

            return _realSquare = Fq2.SquareOfRealPart(_value, normRoot);
        }

        public readonly JacobianPoint<Fq2, G2> Finish(in Fq inverseRoot)
        {
            Fq2 y = Fq2.SqrtGivenRealPart(_value, _realSquare, inverseRoot) * _factor;
            if (IsOdd(_u) != IsOdd(y))
                y = -y;
            return new(
                Evaluate(IsogenyToG2.XNumerator, _x, Fq2.Zero),
                Evaluate(IsogenyToG2.YNumerator, _x, Fq2.Zero) * y,
                Evaluate(IsogenyToG2.Kernel, _x, Fq2.One));
        }
    }
}
