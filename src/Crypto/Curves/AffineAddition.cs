namespace Plimsoll.Crypto.Curves;

/// <summary>Additions of affine points that share one inversion: 6 products each.</summary>
internal static class AffineAddition<TField, TGroup>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>
{
    /// <summary>sums[i] += addends[i]; the slopes' denominators are inverted together.</summary>
    public static void AddEach(
        Span<AffinePoint<TField, TGroup>> sums, ReadOnlySpan<AffinePoint<TField, TGroup>> addends, Span<TField> denominators, Span<TField> scratch)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            TField difference = addends[i].X - sums[i].X;
            denominators[i] = difference.IsZero ? TField.Double(sums[i].Y) : difference; // equal points have the tangent's slope
        }

        FieldAlgorithms.BatchInvert(denominators, scratch);
        for (int i = 0; i < sums.Length; i++)
        {
            AffinePoint<TField, TGroup> p = sums[i], q = addends[i];
            if (q.IsInfinity)
                continue;
            if (p.IsInfinity)
            {
                sums[i] = q;
                continue;
            }

            TField numerator;
            if (!p.X.Equals(q.X))
            {
                numerator = q.Y - p.Y;
            }
            else if (p.Y.Equals(q.Y))
            {
                TField square = TField.Square(p.X);
                numerator = TField.Double(square) + square;
            }
            else
            {
                sums[i] = default;
                continue;
            }

            TField slope = numerator * denominators[i], x = TField.Square(slope) - p.X - q.X;
            sums[i] = new(x, slope * (p.X - x) - p.Y);
        }
    }
}
