namespace Plimsoll.Crypto.Curves;

/// <summary>Multi-exponentiation in G1 with points that are known beforehand, such as those of a trusted setup.</summary>
/// <remarks>
/// <para>
/// With AVX-512 it keeps <c>2^(c·w)·P</c> for each point P and each of the W = ⌈255/c⌉ windows of c bits. All windows then share one set of
/// buckets, so c may be larger: c is about log₂ n + 1, and a sum takes W·n + 2^c additions without a doubling. That is 128·W bytes
/// per point, 10.5 MB for 4096 points, and 255 doublings per point once. Elsewhere it keeps the points alone.
/// </para>
/// <para>Variable-time in scalars. Immutable and safe to share between threads.</para>
/// </remarks>
public sealed class FixedBaseMsm
{
    /// <summary>The greatest number of points; the table then has 2.2 GB.</summary>
    public const int MostPoints = 1 << 20;

    private readonly G1Affine[] _points;
    private readonly PointTable? _table;

    /// <summary>Precomputes the table for <paramref name="points"/>, which are in the prime-order subgroup.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="MostPoints"/>.</exception>
    public FixedBaseMsm(ReadOnlySpan<G1Affine> points)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points.Length, MostPoints, nameof(points));
        _points = points.ToArray();
        if (FqLanes.IsSupported && points.Length >= Msm.LeastVectorTerms)
            _table = new(_points, PointTable.WindowBitsFor(points.Length));
    }

    /// <summary>The number of points.</summary>
    public int Count => _points.Length;

    /// <summary>Returns <c>Σ scalars[i] · points[i]</c>.</summary>
    /// <exception cref="ArgumentException">There are not as many scalars as points.</exception>
    public G1Projective Compute(ReadOnlySpan<Fr> scalars, MsmOptions? options = null)
    {
        Msm.RequireSameLength(_points.Length, scalars.Length);
        return _table is null ? Msm.Compute(_points, scalars, options) : _table.Compute(scalars, Msm.Threads(_points.Length, options));
    }
}
