namespace Plimsoll.Crypto.Curves;

/// <content>Many points at once.</content>
public readonly partial struct ProjectivePoint<TField, TGroup>
{
    /// <summary>Writes the affine form of each point; one inversion and 5 products a point.</summary>
    /// <exception cref="ArgumentException">The results are not as many as the points.</exception>
    public static void BatchToAffine(ReadOnlySpan<ProjectivePoint<TField, TGroup>> points, Span<AffinePoint<TField, TGroup>> results)
    {
        if (results.Length != points.Length)
            throw new ArgumentException("One result per point is expected.", nameof(results));

        // Montgomery's trick; until its turn comes, a result's x holds the product of the denominators before it.
        TField product = TField.One;
        for (int i = 0; i < points.Length; i++)
        {
            results[i] = new(product, TField.Zero);
            if (!points[i].IsInfinity)
                product *= points[i].Z;
        }

        TField inverse = TField.Inverse(product);
        for (int i = points.Length - 1; i >= 0; i--)
        {
            if (points[i].IsInfinity)
            {
                results[i] = default;
                continue;
            }

            TField own = inverse * results[i].X;
            inverse *= points[i].Z;
            results[i] = new(points[i].X * own, points[i].Y * own);
        }
    }
}
