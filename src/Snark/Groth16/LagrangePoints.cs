using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Snark.Groth16;

/// <summary>From the powers of τ in a group to the Lagrange polynomials of a key's domain at τ: an inverse transform in the exponent.</summary>
/// <remarks>
/// L_i(τ) = 1/n · Σ w^(−ij)·τ^j. Decimation in frequency: n/2·log n butterflies, of which those with a factor other than one take a scalar multiplication. The points
/// are in the prime-order subgroup. Variable-time.
/// </remarks>
internal static class LagrangePoints
{
    private const int ButterfliesPerTask = 64;

    public static G1Affine[] Of(ReadOnlySpan<G1Affine> powers, int threads) => Transform<Fq, G1>(powers, ScalarMultiplication.MultiplyInSubgroup, threads);

    public static G2Affine[] Of(ReadOnlySpan<G2Affine> powers, int threads) => Transform<Fq2, G2>(powers, ScalarMultiplication.MultiplyInSubgroup, threads);

    private delegate ProjectivePoint<TField, TGroup> Multiplication<TField, TGroup>(in AffinePoint<TField, TGroup> point, in Fr scalar)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>;

    private static AffinePoint<TField, TGroup>[] Transform<TField, TGroup>(ReadOnlySpan<AffinePoint<TField, TGroup>> powers, Multiplication<TField, TGroup> multiply, int threads)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        int n = powers.Length;
        EvaluationDomain domain = KeyDomain.Of(int.Log2(n));
        Fr[] factors = new Fr[Math.Max(n / 2, 1)]; // w^−i
        factors[0] = Fr.One;
        for (int i = 1; i < factors.Length; i++)
            factors[i] = factors[i - 1] * domain.InverseRoot;
        ProjectivePoint<TField, TGroup>[] points = new ProjectivePoint<TField, TGroup>[n];
        for (int i = 0; i < n; i++)
            points[i] = new(powers[i]);

        ProjectivePoint<TField, TGroup> Times(in ProjectivePoint<TField, TGroup> point, in Fr factor) =>
            factor == Fr.One || point.IsInfinity ? point : multiply(point.ToAffine(), factor);

        ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
        for (int half = n / 2, step = 1; half >= 1; half /= 2, step *= 2)
        {
            int distance = half, stride = step;
            InParts(n / 2, options, butterfly =>
            {
                int within = butterfly % distance, low = 2 * (butterfly - within) + within;
                ProjectivePoint<TField, TGroup> u = points[low], v = points[low + distance];
                (points[low], points[low + distance]) = (u + v, Times(u - v, factors[within * stride]));
            });
        }

        InParts(n, options, i => points[i] = Times(points[i], domain.SizeInverse));
        BitReversal.Permute<ProjectivePoint<TField, TGroup>>(points);
        AffinePoint<TField, TGroup>[] results = new AffinePoint<TField, TGroup>[n];
        ProjectivePoint<TField, TGroup>.BatchToAffine(points, results);
        return results;
    }

    private static void InParts(int count, ParallelOptions options, Action<int> body) =>
        Parallel.For(0, (count + ButterfliesPerTask - 1) / ButterfliesPerTask, options, task =>
        {
            for (int i = task * ButterfliesPerTask; i < Math.Min(count, (task + 1) * ButterfliesPerTask); i++)
                body(i);
        });
}
