namespace Plimsoll.Crypto.Curves;

/// <summary>Multiples of a point: of any point, of a point of the subgroup, and by a secret.</summary>
public static partial class ScalarMultiplication
{
    private const int Width = 5, TableLength = 1 << (Width - 2);

    /// <summary>The most limbs of a scalar that <c>Multiply</c> takes.</summary>
    public const int MaxScalarLimbs = 12;

    /// <summary>Returns <c>scalar·p</c> for a non-negative integer, least significant limb first.</summary>
    /// <remarks>
    /// Right for every point of the curve, in the subgroup or not. Non-adjacent form of width 5; one doubling per bit and one addition
    /// per six bits. Variable-time: not for secret scalars.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The scalar has more than <see cref="MaxScalarLimbs"/> limbs.</exception>
    public static ProjectivePoint<TField, TGroup> Multiply<TField, TGroup>(
        in ProjectivePoint<TField, TGroup> p, ReadOnlySpan<ulong> scalar)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scalar.Length, MaxScalarLimbs);
        Span<sbyte> digits = stackalloc sbyte[64 * scalar.Length + 1];
        int length = NonAdjacentForm.Recode(scalar, Width, digits);

        // Points of small order make some of these equal, opposite or infinite, so the general additions are used.
        Table8<JacobianPoint<TField, TGroup>> table = default;
        JacobianPoint<TField, TGroup> sum = new(p), twice = JacobianPoint<TField, TGroup>.Double(sum);
        for (int i = 0; i < TableLength; i++, sum += twice)
            table[i] = sum;

        sum = JacobianPoint<TField, TGroup>.Infinity;
        for (int i = length - 1; i >= 0; i--)
        {
            sum = JacobianPoint<TField, TGroup>.Double(sum);
            if (digits[i] > 0)
                sum += table[digits[i] >> 1];
            else if (digits[i] < 0)
                sum += -table[-digits[i] >> 1];
        }

        return sum.ToProjective();
    }
}
