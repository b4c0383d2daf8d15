using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>A multi-exponentiation equals the sum of its terms, whatever the terms are.</summary>
[Trait("Category", "Law")]
public abstract class MsmTests<TField, TGroup>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>
{
    private const int Most = 40, Many = 150; // the second is beyond the point where lanes take over

    private protected abstract ProjectivePoint<TField, TGroup> Compute(AffinePoint<TField, TGroup>[] points, Fr[] scalars);

    [Fact]
    public void No_terms_give_infinity() => Assert.True(Compute([], []).IsInfinity);

    [Fact]
    public void A_missing_scalar_is_refused() => Assert.Throws<ArgumentException>(() => Compute(new AffinePoint<TField, TGroup>[3], [Fr.One, Fr.One]));

    [Fact]
    public void It_is_the_sum_of_its_terms() =>
        Gen.Select(Gen.Int[0, Most], Gen.Int[0, 6], Gen.Int[0, 7], AnyField.Fr.Array[Most]).Sample(
            (count, points, scalars, any) => Holds(count, points, Scalars(any[..count], scalars)), iter: 30);

    [Fact]
    public void Every_shape_of_points_goes_with_every_shape_of_scalars() =>
        Assert.All(Enumerable.Range(1, 6).SelectMany(points => Enumerable.Range(1, 7).Select(scalars => (points, scalars))), shape =>
            AnyField.Fr.Array[Many].Sample(any => Holds(Many, shape.points, Scalars(any, shape.scalars)), iter: 1));

    // The points are known multiples m of the generator g, so the sum is (Σ scalar·m)·g.
    private bool Holds(int count, int shape, Fr[] scalars)
    {
        int[] multiples = [.. Enumerable.Range(0, count).Select(i => Multiple(i, shape))];
        AffinePoint<TField, TGroup>[] points =
            [.. multiples.Select(m => m == 0 ? default : m > 0 ? s_multiples.Value[m] : -s_multiples.Value[-m])];
        Fr sum = multiples.Zip(scalars).Aggregate(Fr.Zero, (total, term) => total + Signed(term.First) * term.Second);
        return Compute(points, scalars).Equals(NaiveMultiple.Compute(AffinePoint<TField, TGroup>.Generator, sum));
    }

    // Shapes that addition formulas dislike; 0 is infinity.
    private static int Multiple(int i, int shape) => shape switch
    {
        0 or 1 => i + 1,
        2 => 1, // all equal
        3 => i % 2 == 0 ? 1 : -1, // cancelling pairs
        4 => i % 3 == 0 ? i + 1 : 0,
        5 => 0,
        _ => (i % 4) switch { 0 => 1, 1 => -1, 2 => 2, _ => 0 },
    };

    private static Fr Signed(int value) => value < 0 ? -Fr.FromUInt64((ulong)-value) : Fr.FromUInt64((ulong)value);

    private static readonly Lazy<AffinePoint<TField, TGroup>[]> s_multiples = new(() =>
    {
        var multiples = new AffinePoint<TField, TGroup>[Many + 1];
        ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
        for (int i = 1; i <= Many; i++)
            multiples[i] = (sum += AffinePoint<TField, TGroup>.Generator).ToAffine();
        return multiples;
    });

    private static Fr[] Scalars(Fr[] any, int shape) =>
        [.. any.Select((scalar, i) => shape switch
        {
            0 or 1 => scalar,
            2 => any[0], // all equal
            3 => Fr.Zero,
            4 => i % 2 == 0 ? -Fr.One : Fr.One, // r − 1 and 1
            5 => Fr.FromUInt64((ulong)i & 3), // as in a witness
            6 => -Fr.FromUInt64((ulong)i),
            _ => SplitScalars.Edges[i % SplitScalars.Edges.Length],
        })];
}

public sealed class G1MsmTests : MsmTests<Fq, G1>
{
    private protected override G1Projective Compute(G1Affine[] points, Fr[] scalars) => Msm.Compute(points, scalars);
}

public sealed class MsmUseTests
{
    [Theory, InlineData(0), InlineData(-2), InlineData(int.MinValue)]
    public void A_number_of_threads_that_is_none_is_refused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MsmOptions { Threads = threads });

    [Fact]
    public void Thousands_of_terms_with_many_accidental_meetings_agree_with_the_portable_path()
    {
        // i·g for small i: partial sums in a bucket are often equal or opposite, at every level of the tree.
        const int Count = 3000;
        G1Projective sum = G1Projective.Infinity;
        G1Projective[] multiples = [.. Enumerable.Range(0, Count).Select(i => i % 300 == 0 ? sum = G1Projective.Infinity : sum += G1Affine.Generator)];
        G1Affine[] points = new G1Affine[Count];
        G1Projective.BatchToAffine(multiples, points);
        Fr power = Fr.Inverse(Fr.FromUInt64(3));
        Fr[] scalars = [.. Enumerable.Range(0, Count).Select(i => i % 5 == 0 ? -Fr.FromUInt64((ulong)i % 7) : power = Fr.Square(power))];
        G1Projective expected = ScalarMsm.Compute<Fq, G1>(points, scalars);
        Assert.Equal(expected, ScalarMsm.Compute<Fq, G1>(points, scalars, threads: 2));
        Assert.Equal(expected, Msm.Compute(points, scalars));
        Assert.Equal(expected, Msm.Compute(points, scalars, MsmOptions.SingleThreaded));
        Assert.Equal(expected, new FixedBaseMsm(points).Compute(scalars));
    }

    [Fact]
    public void Thousands_of_terms_of_every_shape_agree_with_the_portable_path_in_the_second_group()
    {
        const int Count = 3000;
        G2Projective sum = G2Projective.Infinity;
        G2Projective[] multiples = [.. Enumerable.Range(0, Count).Select(i => i % 300 == 0 ? sum = G2Projective.Infinity : sum += G2Affine.Generator)];
        G2Affine[] points = new G2Affine[Count];
        G2Projective.BatchToAffine(multiples, points);
        Fr power = Fr.Inverse(Fr.FromUInt64(3));
        Fr[] scalars = [.. Enumerable.Range(0, Count).Select(i => i % 5 == 0 ? SplitScalars.Edges[i % SplitScalars.Edges.Length] : i % 5 == 1 ? -Fr.FromUInt64((ulong)i % 7) : power = Fr.Square(power))];
        G2Projective expected = ScalarMsm.Compute<Fq2, G2>(points, scalars);
        Assert.Equal(expected, Msm.Compute(points, scalars));
        Assert.Equal(expected, Msm.Compute(points, scalars, MsmOptions.SingleThreaded));
    }

    [Fact]
    public void The_portable_sum_of_many_is_the_sum_of_its_parts()
    {
        // Parts of 100 go into buckets one by one, the whole into lists that are halved; digits are few, so lists are long and full of equal and opposite points.
        const int Count = 1500, Part = 100;
        G1Affine[] points = new G1Affine[Count];
        G2Affine[] twisted = new G2Affine[Count];
        for (int i = 0; i < Count; i++)
        {
            Fr multiple = Fr.FromUInt64((ulong)i % 11);
            points[i] = (G1Projective.Generator * (i % 3 == 0 ? -multiple : multiple)).ToAffine(); // infinity among them
            twisted[i] = (G2Projective.Generator * multiple).ToAffine();
        }

        Fr power = Fr.Inverse(Fr.FromUInt64(3));
        Fr[] scalars = [.. Enumerable.Range(0, Count).Select(i => i % 2 == 0 ? Fr.FromUInt64((ulong)i % 4) : i % 7 == 1 ? -Fr.One : power = Fr.Square(power))];
        G1Projective expected = G1Projective.Infinity;
        G2Projective expectedTwisted = G2Projective.Infinity;
        for (int start = 0; start < Count; start += Part)
        {
            expected += ScalarMsm.Compute<Fq, G1>(points.AsSpan(start, Part), scalars.AsSpan(start, Part));
            expectedTwisted += ScalarMsm.Compute<Fq2, G2>(twisted.AsSpan(start, Part), scalars.AsSpan(start, Part));
        }

        Assert.Equal(expected, ScalarMsm.Compute<Fq, G1>(points, scalars));
        Assert.Equal(expectedTwisted, ScalarMsm.Compute<Fq2, G2>(twisted, scalars, threads: 2));
        Assert.Equal(0, Allocated(() => ScalarMsm.Compute<Fq, G1>(points, scalars)));
    }

    [Fact]
    public void One_thread_allocates_nothing()
    {
        G1Affine[] g1 = [.. Enumerable.Repeat(G1Affine.Generator, 200)];
        G2Affine[] g2 = [.. Enumerable.Repeat(G2Affine.Generator, 200)];
        Fr[] scalars = [.. Enumerable.Range(0, 200).Select(i => -Fr.FromUInt64((ulong)i))];
        FixedBaseMsm bases = new(g1);
        Assert.Equal(0, Allocated(() => Msm.Compute(g1, scalars, MsmOptions.SingleThreaded)));
        Assert.Equal(0, Allocated(() => Msm.Compute(g2, scalars, MsmOptions.SingleThreaded)));
        Assert.Equal(0, Allocated(() => bases.Compute(scalars, MsmOptions.SingleThreaded)));
    }

    private static long Allocated<T>(Func<T> compute)
    {
        _ = compute(); // rents its first buffers
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = compute();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

/// <summary>The vector path with windows of every size, also where it would not be chosen.</summary>
public sealed class G1VectorMsmTests : MsmTests<Fq, G1>
{
    private int _calls;

    public G1VectorMsmTests() => Assert.SkipUnless(FqLanes.IsSupported, "This machine has neither AVX-512 nor AVX2, or they are switched off.");

    private protected override G1Projective Compute(G1Affine[] points, Fr[] scalars) =>
        points.Length != scalars.Length
            ? throw new ArgumentException("Checked before the paths divide.")
            : _calls % 2 == 0
                ? VectorMsm<Fq, G1, FqLaneField, G1Halves>.Compute(points, scalars, 2 + _calls++ % 8, threads: 1 + _calls % 2)
                : VectorMsm<Fq, G1, FqLaneField, WholeScalars>.Compute(points, scalars, 2 + _calls++ % 8, threads: 1 + _calls % 2);
}

/// <summary>Fixed bases, with tables also for sums so small that the vector path would not be chosen.</summary>
public sealed class FixedBaseMsmTests : MsmTests<Fq, G1>
{
    private int _calls;

    private protected override G1Projective Compute(G1Affine[] points, Fr[] scalars) =>
        points.Length < 2 || points.Length != scalars.Length || !FqLanes.IsSupported
            ? new FixedBaseMsm(points).Compute(scalars)
            : new PointTable(points, 3 + _calls++ % 4).Compute(scalars, threads: 1 + _calls % 2);
}

public sealed class G2VectorMsmTests : MsmTests<Fq2, G2>
{
    private int _calls;

    public G2VectorMsmTests() => Assert.SkipUnless(FqLanes.IsSupported, "This machine has neither AVX-512 nor AVX2, or they are switched off.");

    private protected override G2Projective Compute(G2Affine[] points, Fr[] scalars) =>
        points.Length != scalars.Length
            ? throw new ArgumentException("Checked before the paths divide.")
            : _calls % 2 == 0
                ? VectorMsm<Fq2, G2, Fq2LaneField, G2Halves>.Compute(points, scalars, 2 + _calls++ % 8, threads: 1 + _calls % 2)
                : VectorMsm<Fq2, G2, Fq2LaneField, WholeScalars>.Compute(points, scalars, 2 + _calls++ % 8, threads: 1 + _calls % 2);
}

public sealed class G2MsmTests : MsmTests<Fq2, G2>
{
    private protected override G2Projective Compute(G2Affine[] points, Fr[] scalars) => Msm.Compute(points, scalars);
}
