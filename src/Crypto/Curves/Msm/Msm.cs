namespace Plimsoll.Crypto.Curves;

/// <summary>Multi-exponentiation: <c>Σ scalar_i · point_i</c> in G1 and in G2.</summary>
/// <remarks>
/// The points are in the prime-order subgroup: a scalar s may be taken as s − r. (Decoders check it; other points of the curve give
/// some such sum, points off it give anything.) Apart from that every input is allowed: no terms at all, zero scalars, infinity, equal and
/// opposite points. Variable-time in scalars and points: for public values and for witnesses of proofs that hide nothing from this machine.
/// Without AVX-512 and AVX2 a portable method takes over, with as many threads.
/// </remarks>
public static partial class Msm
{
    /// <summary>Returns <c>Σ scalars[i] · points[i]</c>, infinity for no terms.</summary>
    /// <exception cref="ArgumentException">There are not as many scalars as points.</exception>
    public static G1Projective Compute(ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, MsmOptions? options = null)
    {
        RequireSameLength(points.Length, scalars.Length);
        return FqLanes.IsSupported && points.Length >= LeastVectorTerms
            ? VectorMsm<Fq, G1, FqLaneField, G1Halves>.Compute(points, scalars, WindowBits<G1Halves>(points.Length), Threads(points.Length, options))
            : ScalarMsm.Compute(points, scalars, Threads(points.Length, options));
    }

    /// <inheritdoc cref="Compute(ReadOnlySpan{G1Affine}, ReadOnlySpan{Fr}, MsmOptions?)"/>
    public static G2Projective Compute(ReadOnlySpan<G2Affine> points, ReadOnlySpan<Fr> scalars, MsmOptions? options = null)
    {
        RequireSameLength(points.Length, scalars.Length);
        return FqLanes.IsSupported && points.Length >= LeastVectorTerms
            ? VectorMsm<Fq2, G2, Fq2LaneField, G2Halves>.Compute(points, scalars, WindowBits<G2Halves>(points.Length), Threads(points.Length, options))
            : ScalarMsm.Compute(points, scalars, Threads(points.Length, options));
    }

    /// <summary>From how many terms on the vector path is the faster one.</summary>
    internal const int LeastVectorTerms = 4;

    // The window of the fewest additions: one per digit, two per bucket.
    private static int WindowBits<TSplit>(int points)
        where TSplit : struct, IScalarSplit
    {
        const int Least = 4, Most = 20;
        int best = Least;
        long fewest = long.MaxValue;
        for (int bits = Least; bits <= Most; bits++)
        {
            long additions = ScalarDigits.WindowCount(bits, TSplit.Bits) * ((long)points * TSplit.Parts + (1L << bits));
            if (additions < fewest)
                (best, fewest) = (bits, additions);
        }

        return best;
    }

    // Below a few milliseconds a second thread is not worth calling.
    internal static int Threads(int terms, MsmOptions? options) => terms < 512 ? 1 : (options ?? MsmOptions.Default).Threads;

    internal static void RequireSameLength(int points, int scalars)
    {
        if (points != scalars)
            throw new ArgumentException($"{points} points cannot be paired with {scalars} scalars.", nameof(scalars));
    }
}
