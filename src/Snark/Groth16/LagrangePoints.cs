using Plimsoll.Crypto.Curves;

namespace Plimsoll.Snark.Groth16;

/// <summary>From the powers of τ in a group to the Lagrange polynomials of a key's domains at τ: inverse transforms in the exponent.</summary>
/// <remarks>
/// L_i(τ) = 1/n · Σ w^(−ij)·τ^j. The powers are divided by the largest n; half of them, doubled, are divided by the next. The points are in the prime-order subgroup.
/// Variable-time.
/// </remarks>
internal static class LagrangePoints
{
    /// <summary>Returns those of every domain from 1 element up, one domain after the other.</summary>
    /// <param name="powers">As many as the largest domain has elements.</param>
    /// <param name="threads">How many threads share the work.</param>
    public static G1Affine[] OfAllDomains(G1Affine[] powers, int threads)
    {
        G1Affine[] scaled = [.. powers];
        PointTransform.Scale(scaled, KeyDomain.Of(int.Log2(powers.Length)).SizeInverse, threads);
        return OfAllDomains<Fq, G1>(scaled, (log, points) => PointTransform.Inverse(KeyDomain.Of(log), points, threads));
    }

    /// <inheritdoc cref="OfAllDomains(G1Affine[], int)"/>
    public static G2Affine[] OfAllDomains(G2Affine[] powers, int threads)
    {
        G2Affine[] scaled = [.. powers];
        PointTransform.Scale(scaled, KeyDomain.Of(int.Log2(powers.Length)).SizeInverse, threads);
        return OfAllDomains<Fq2, G2>(scaled, (log, points) => PointTransform.Inverse(KeyDomain.Of(log), points, threads));
    }

    private static AffinePoint<TField, TGroup>[] OfAllDomains<TField, TGroup>(
        AffinePoint<TField, TGroup>[] scaled, Action<int, AffinePoint<TField, TGroup>[]> transform)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        AffinePoint<TField, TGroup>[] results = new AffinePoint<TField, TGroup>[2 * scaled.Length - 1];
        for (int log = int.Log2(scaled.Length); log >= 0; log--)
        {
            AffinePoint<TField, TGroup>[] half = Doubled(scaled.AsSpan(0, scaled.Length / 2));
            transform(log, scaled);
            scaled.CopyTo(results, (1 << log) - 1);
            scaled = half;
        }

        return results;
    }

    private static AffinePoint<TField, TGroup>[] Doubled<TField, TGroup>(ReadOnlySpan<AffinePoint<TField, TGroup>> points)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup>[] twice = new ProjectivePoint<TField, TGroup>[points.Length];
        for (int i = 0; i < twice.Length; i++)
            twice[i] = ProjectivePoint<TField, TGroup>.Double(new(points[i]));
        AffinePoint<TField, TGroup>[] results = new AffinePoint<TField, TGroup>[points.Length];
        ProjectivePoint<TField, TGroup>.BatchToAffine(twice, results);
        return results;
    }
}
