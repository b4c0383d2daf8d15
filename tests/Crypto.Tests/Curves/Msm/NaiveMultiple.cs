namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>scalar · point by doubling and adding, bit after bit: the oracle.</summary>
internal static class NaiveMultiple
{
    public static ProjectivePoint<TField, TGroup> Compute<TField, TGroup>(in AffinePoint<TField, TGroup> point, Fr scalar)
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
