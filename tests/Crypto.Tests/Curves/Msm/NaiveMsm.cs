namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>Σ scalar · point by doubling and adding, one term after the other: the oracle.</summary>
internal static class NaiveMsm
{
    public static ProjectivePoint<TField, TGroup> Compute<TField, TGroup>(
        IReadOnlyList<AffinePoint<TField, TGroup>> points, IReadOnlyList<Fr> scalars)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
        for (int i = 0; i < points.Count; i++)
            sum += Multiply(points[i], scalars[i]);
        return sum;
    }

    public static ProjectivePoint<TField, TGroup> Multiply<TField, TGroup>(in AffinePoint<TField, TGroup> point, Fr scalar)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup> product = ProjectivePoint<TField, TGroup>.Infinity;
        foreach (byte part in scalar.ToBytes())
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                product = ProjectivePoint<TField, TGroup>.Double(product);
                if (((part >> bit) & 1) != 0)
                    product += point;
            }
        }

        return product;
    }
}
