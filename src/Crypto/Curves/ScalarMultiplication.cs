namespace Plimsoll.Crypto.Curves;

/// <summary>Multiples of a point.</summary>
public static class ScalarMultiplication
{
    /// <summary>Returns <c>scalar·p</c> for a non-negative integer of any size, least significant limb first.</summary>
    /// <remarks>Double and add; variable-time. Right for every point of the curve, in the subgroup or not.</remarks>
    public static ProjectivePoint<TField, TGroup> Multiply<TField, TGroup>(
        in ProjectivePoint<TField, TGroup> p, ReadOnlySpan<ulong> scalar)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
        for (int i = scalar.Length * 64 - 1; i >= 0; i--)
        {
            sum = ProjectivePoint<TField, TGroup>.Double(sum);
            if (((scalar[i / 64] >> (i % 64)) & 1) != 0)
                sum += p;
        }

        return sum;
    }
}
