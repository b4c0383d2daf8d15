using System.Runtime.CompilerServices;
using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Curves;

/// <content>Points of the subgroup: the endomorphisms share the doublings.</content>
public static partial class ScalarMultiplication
{
    private const int G2Width = 4, G2TableLength = 1 << (G2Width - 2);

    /// <summary>Returns <c>scalar·p</c> for a point of the subgroup; half the doublings of <c>p * scalar</c>.</summary>
    /// <remarks>
    /// <b>Outside of the subgroup the answer is wrong</b>; decoders check it by default. Variable-time: not for secret scalars.
    /// Gallant, Lambert, Vanstone 2001 with φ; two non-adjacent forms of width 5.
    /// </remarks>
    public static G1Projective MultiplyInSubgroup(in G1Affine p, in Fr scalar)
    {
        Span<ulong> digits = stackalloc ulong[4];
        SeedDigits.Of(scalar, digits);
        return MultiplyHalves(p, SeedDigits.Pair(digits[0], digits[1]), SeedDigits.Pair(digits[2], digits[3]));
    }

    /// <summary>Returns <c>(a + b·x²)·p</c> for a point of the subgroup; 64 doublings. Variable-time.</summary>
    internal static G1Projective MultiplyByFactor(in G1Affine p, ulong a, ulong b) => MultiplyHalves(p, a, b);

    /// <summary>Returns <c>(a + b·x²)·p</c> for a point of the subgroup; 64 doublings. Variable-time.</summary>
    internal static G2Projective MultiplyByFactor(in G2Affine p, ulong a, ulong b) => MultiplyQuarters(p, [a, 0, b, 0]);

    // (a + b·x²)·p
    [SkipLocalsInit]
    private static G1Projective MultiplyHalves(in G1Affine p, UInt128 a, UInt128 b)
    {
        if (p.IsInfinity)
            return G1Projective.Infinity;
        Span<sbyte> low = stackalloc sbyte[129], high = stackalloc sbyte[129];
        int length = Math.Max(Recode(a, low), Recode(b, high));
        if (FqLanes.IsWide)
            return LaneMultiplication.Multiply(p, low, high, length);

        Table8<G1Affine> table = default, phi = default;
        Fq denominator = OddMultiples.Fill<Fq, G1>(p, table);
        for (int i = 0; i < TableLength; i++)
            phi[i] = -Endomorphism.Phi(table[i]); // x²·p = −φ(p)

        JacobianPoint<Fq, G1> sum = default;
        for (int i = length - 1; i >= 0; i--)
        {
            sum = JacobianPoint<Fq, G1>.Double(sum);
            AddDigit<Fq, G1>(ref sum, table, low[i]);
            AddDigit<Fq, G1>(ref sum, phi, high[i]);
        }

        return new JacobianPoint<Fq, G1>(sum.X, sum.Y, sum.Z * denominator).ToProjective();
    }

    /// <summary>Returns <c>scalar·p</c> for a point of the subgroup; a quarter of the doublings of <c>p * scalar</c>.</summary>
    /// <remarks>
    /// <b>Outside of the subgroup the answer is wrong</b>; decoders check it by default. Variable-time: not for secret scalars.
    /// Galbraith, Lin, Scott 2009 with ψ; four non-adjacent forms of width 4.
    /// </remarks>
    public static G2Projective MultiplyInSubgroup(in G2Affine p, in Fr scalar)
    {
        Span<ulong> digits = stackalloc ulong[4];
        SeedDigits.Of(scalar, digits);
        return MultiplyQuarters(p, digits);
    }

    // (d₀ + d₁|x| + d₂|x|² + d₃|x|³)·p
    [SkipLocalsInit]
    private static G2Projective MultiplyQuarters(in G2Affine p, ReadOnlySpan<ulong> digits)
    {
        if (p.IsInfinity)
            return G2Projective.Infinity;
        Span<sbyte> forms = stackalloc sbyte[4 * 65];
        int length = 0;
        for (int i = 0; i < 4; i++)
            length = Math.Max(length, NonAdjacentForm.Recode(digits.Slice(i, 1), G2Width, forms.Slice(65 * i, 65)));

        if (FqLanes.IsWide)
            return LaneMultiplication.Multiply(p, forms, length);
        Table16<G2Affine> tables = default;
        Span<G2Affine> table = tables;
        Fq denominator = FillOverBaseField(p, table[..G2TableLength]);
        for (int i = G2TableLength; i < table.Length; i++)
            table[i] = -Endomorphism.Psi(table[i - G2TableLength]); // |x|·p = −ψ(p), and ψ keeps a denominator of 𝔽q

        JacobianPoint<Fq2, G2> sum = default;
        for (int i = length - 1; i >= 0; i--)
        {
            sum = JacobianPoint<Fq2, G2>.Double(sum);
            for (int j = 0; j < 4; j++)
                AddDigit<Fq2, G2>(ref sum, table.Slice(G2TableLength * j, G2TableLength), forms[65 * j + i]);
        }

        return new JacobianPoint<Fq2, G2>(sum.X, sum.Y, sum.Z * denominator).ToProjective();
    }

    // Odd multiples whose common denominator is the norm of the usual one.
    private static Fq FillOverBaseField(in G2Affine p, Span<G2Affine> table)
    {
        Fq2 scale = Fq2.Conjugate(OddMultiples.Fill<Fq2, G2>(p, table)), square = Fq2.Square(scale), cube = square * scale;
        foreach (ref G2Affine entry in table)
            entry = new(entry.X * square, entry.Y * cube);
        return Fq2.Norm(scale);
    }

    private static int Recode(UInt128 value, Span<sbyte> form) =>
        NonAdjacentForm.Recode([(ulong)value, (ulong)(value >> 64)], Width, form);

    private static void AddDigit<TField, TGroup>(
        ref JacobianPoint<TField, TGroup> sum, ReadOnlySpan<AffinePoint<TField, TGroup>> table, sbyte digit)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        if (digit > 0)
            sum += table[digit >> 1];
        else if (digit < 0)
            sum += -table[-digit >> 1];
    }

    [InlineArray(TableLength)]
    private struct Table8<T>
    {
        private T _first;
    }

    [InlineArray(4 * G2TableLength)]
    private struct Table16<T>
    {
        private T _first;
    }
}
