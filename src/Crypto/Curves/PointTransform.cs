using Plimsoll.Crypto.Curves.Lanes;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Curves;

/// <summary>Inverse Fourier transforms of points of the subgroup: those of field elements, in the exponent. Variable-time.</summary>
/// <remarks>
/// Levels split X^2t − s² into X^t − s and X^t + s, so a block of butterflies shares its factor s, the same on every level, and values come out in bit-reversed order.
/// In lanes where the machine has them, see <see cref="LaneTransform{TField, TGroup, TLanes, TCurve}"/>; else one butterfly after the other.
/// </remarks>
public static class PointTransform
{
    /// <summary>Replaces Pⱼ by Σⱼ w^(−ij)·Pⱼ for each i, with the domain's root w: n times the inverse transform.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="points">As many as the domain has elements, <b>all of the subgroup</b>.</param>
    /// <param name="threads">How many threads share the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The points are not as many.</exception>
    public static void Inverse(EvaluationDomain domain, G1Affine[] points, int threads = 1)
    {
        if (FqLanes.IsSupported && points.Length >= LaneTransform<Fq, G1, FqLaneField, G1LaneCurve>.MinSize)
        {
            LaneTransform<Fq, G1, FqLaneField, G1LaneCurve>.Run(points, Factors(domain, points.Length), Shared(threads));
            BitReversal.Permute<G1Affine>(points);
            return;
        }

        ScalarPointTransform.Run<Fq, G1>(points, Factors(domain, points.Length), ScalarMultiplication.MultiplyInSubgroup, Shared(threads));
    }

    /// <inheritdoc cref="Inverse(EvaluationDomain, G1Affine[], int)"/>
    public static void Inverse(EvaluationDomain domain, G2Affine[] points, int threads = 1)
    {
        if (FqLanes.IsSupported && points.Length >= LaneTransform<Fq2, G2, Fq2LaneField, G2LaneCurve>.MinSize)
        {
            LaneTransform<Fq2, G2, Fq2LaneField, G2LaneCurve>.Run(points, Factors(domain, points.Length), Shared(threads));
            BitReversal.Permute<G2Affine>(points);
            return;
        }

        ScalarPointTransform.Run<Fq2, G2>(points, Factors(domain, points.Length), ScalarMultiplication.MultiplyInSubgroup, Shared(threads));
    }

    /// <summary>Multiplies points of the subgroup by one factor.</summary>
    /// <param name="points">Points, <b>all of the subgroup</b>.</param>
    /// <param name="factor">Public.</param>
    /// <param name="threads">How many threads share the work.</param>
    public static void Scale(Span<G1Affine> points, in Fr factor, int threads = 1)
    {
        int inLanes = FqLanes.IsSupported ? points.Length / FqLanes.Lanes * FqLanes.Lanes : 0;
        LaneTransform<Fq, G1, FqLaneField, G1LaneCurve>.Scale(points[..inLanes], factor, Shared(threads));
        ScalarPointTransform.Scale<Fq, G1>(points[inLanes..], factor, ScalarMultiplication.MultiplyInSubgroup);
    }

    /// <inheritdoc cref="Scale(Span{G1Affine}, in Fr, int)"/>
    public static void Scale(Span<G2Affine> points, in Fr factor, int threads = 1)
    {
        int inLanes = FqLanes.IsSupported ? points.Length / FqLanes.Lanes * FqLanes.Lanes : 0;
        LaneTransform<Fq2, G2, Fq2LaneField, G2LaneCurve>.Scale(points[..inLanes], factor, Shared(threads));
        ScalarPointTransform.Scale<Fq2, G2>(points[inLanes..], factor, ScalarMultiplication.MultiplyInSubgroup);
    }

    /// <summary>The factor of each block: w^−rev(block), reversed within half the domain.</summary>
    internal static Fr[] Factors(EvaluationDomain domain, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(count, domain.Size);
        Fr[] factors = new Fr[Math.Max(count / 2, 1)];
        factors[0] = Fr.One;
        for (int i = 1; i < factors.Length; i++)
            factors[i] = factors[i - 1] * domain.InverseRoot;
        BitReversal.Permute<Fr>(factors);
        return factors;
    }

    private static ParallelOptions Shared(int threads) => new() { MaxDegreeOfParallelism = threads };
}
