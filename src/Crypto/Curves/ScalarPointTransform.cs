using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Curves;

/// <summary>The transform of <see cref="PointTransform"/>, one multiplication after the other; a level's factors meet affine points, for one inversion.</summary>
internal static class ScalarPointTransform
{
    private const int ButterfliesPerTask = 64;

    public delegate ProjectivePoint<TField, TGroup> Multiplication<TField, TGroup>(in AffinePoint<TField, TGroup> point, in Fr scalar)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>;

    /// <summary>Replaces coefficients by values, both in natural order.</summary>
    public static void Run<TField, TGroup>(
        AffinePoint<TField, TGroup>[] points, Fr[] factors, Multiplication<TField, TGroup> multiply, ParallelOptions options)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        int butterflies = points.Length / 2;
        ProjectivePoint<TField, TGroup>[] values = [.. points.Select(point => new ProjectivePoint<TField, TGroup>(point))];
        ProjectivePoint<TField, TGroup>[] high = new ProjectivePoint<TField, TGroup>[butterflies];
        AffinePoint<TField, TGroup>[] affine = new AffinePoint<TField, TGroup>[butterflies];
        for (int half = butterflies; half > 0; half /= 2)
        {
            int distance = half;
            int Low(int butterfly) => 2 * (butterfly - butterfly % distance) + butterfly % distance;

            for (int i = 0; i < butterflies; i++)
                high[i] = values[Low(i) + distance];
            ProjectivePoint<TField, TGroup>.BatchToAffine(high, affine);
            Parallel.For(0, (butterflies + ButterfliesPerTask - 1) / ButterfliesPerTask, options, task =>
            {
                for (int i = task * ButterfliesPerTask; i < Math.Min(butterflies, (task + 1) * ButterfliesPerTask); i++)
                {
                    int low = Low(i), block = i / distance;
                    ProjectivePoint<TField, TGroup> u = values[low], v = block == 0 ? high[i] : multiply(affine[i], factors[block]);
                    (values[low], values[low + distance]) = (u + v, u - v);
                }
            });
        }

        BitReversal.Permute<ProjectivePoint<TField, TGroup>>(values);
        ProjectivePoint<TField, TGroup>.BatchToAffine(values, points);
    }

    /// <summary>Multiplies points by one factor.</summary>
    public static void Scale<TField, TGroup>(Span<AffinePoint<TField, TGroup>> points, in Fr factor, Multiplication<TField, TGroup> multiply)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup>[] products = new ProjectivePoint<TField, TGroup>[points.Length];
        for (int i = 0; i < products.Length; i++)
            products[i] = multiply(points[i], factor);
        ProjectivePoint<TField, TGroup>.BatchToAffine(products, points);
    }
}
