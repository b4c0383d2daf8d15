namespace Plimsoll.Crypto.Curves;

/// <summary>The table p, 3p, 5p, … with one denominator for all entries, without an inversion.</summary>
/// <remarks>
/// The entries are affine points of an isomorphic curve: (x, y) there stands for (x/z², y/z³) here, where z is the common denominator.
/// The addition formulas do not see b, so sums may be computed over there and their denominator multiplied by z at the end.
/// </remarks>
internal static class OddMultiples
{
    /// <summary>Fills the table and returns z.</summary>
    /// <param name="p">A point of the subgroup, not infinity: no two entries may be equal, opposite or infinite.</param>
    /// <param name="table">One to eight entries; entry i becomes (2i + 1)·p.</param>
    public static TField Fill<TField, TGroup>(in AffinePoint<TField, TGroup> p, Span<AffinePoint<TField, TGroup>> table)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        Ratios<TField> ratios = default;
        JacobianPoint<TField, TGroup> twice = JacobianPoint<TField, TGroup>.Double(new(p));

        // Over the denominator of 2p, the step 2p itself is affine.
        TField zz = TField.Square(twice.Z);
        AffinePoint<TField, TGroup> step = new(twice.X, twice.Y);
        JacobianPoint<TField, TGroup> sum = new(p.X * zz, p.Y * (zz * twice.Z), TField.One);
        table[0] = new(sum.X, sum.Y);
        for (int i = 1; i < table.Length; i++)
        {
            sum = JacobianPoint<TField, TGroup>.AddFinite(sum, step, out TField ratio);
            table[i] = new(sum.X, sum.Y);
            ratios[i] = ratio;
        }

        // Now over the last sum's denominator.
        TField scale = TField.One;
        for (int i = table.Length - 1; i > 0; i--)
        {
            scale *= ratios[i];
            TField square = TField.Square(scale);
            table[i - 1] = new(table[i - 1].X * square, table[i - 1].Y * (square * scale));
        }

        return sum.Z * twice.Z;
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Ratios<T>
    {
        private T _first;
    }
}
