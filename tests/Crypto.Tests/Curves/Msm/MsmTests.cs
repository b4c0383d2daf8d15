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
    public void A_missing_scalar_is_refused() => Assert.Throws<ArgumentException>(() => Compute(Points(3), [Fr.One, Fr.One]));

    [Fact]
    public void It_is_the_sum_of_its_terms() =>
        Gen.Select(Gen.Int[0, Most], Gen.Int[0, 6], Gen.Int[0, 6], AnyField.Fr.Array[Most]).Sample(
            (count, points, scalars, any) => Holds(Points(count, points), Scalars(any[..count], scalars)), iter: 60);

    [Fact]
    public void Every_shape_of_points_goes_with_every_shape_of_scalars() =>
        Assert.All(Enumerable.Range(1, 6).SelectMany(points => Enumerable.Range(1, 6).Select(scalars => (points, scalars))), shape =>
            AnyField.Fr.Array[Many].Sample(any => Holds(Points(Many, shape.points), Scalars(any, shape.scalars)), iter: 1));

    private bool Holds(AffinePoint<TField, TGroup>[] points, Fr[] scalars) =>
        Compute(points, scalars).Equals(NaiveMsm.Compute(points, scalars));

    /// <summary>Multiples 1, 2, 3, … of the generator, bent into the shapes that addition formulas dislike.</summary>
    private static AffinePoint<TField, TGroup>[] Points(int count, int shape = 0)
    {
        AffinePoint<TField, TGroup> one = AffinePoint<TField, TGroup>.Generator;
        ProjectivePoint<TField, TGroup> sum = new(one);
        var points = new AffinePoint<TField, TGroup>[count];
        for (int i = 0; i < count; i++, sum += one)
        {
            points[i] = shape switch
            {
                0 or 1 => sum.ToAffine(),
                2 => one, // all equal
                3 => i % 2 == 0 ? one : -one, // cancelling pairs
                4 => i % 3 == 0 ? sum.ToAffine() : AffinePoint<TField, TGroup>.Infinity,
                5 => AffinePoint<TField, TGroup>.Infinity,
                _ => (i % 4) switch { 0 => one, 1 => -one, 2 => (new ProjectivePoint<TField, TGroup>(one) + one).ToAffine(), _ => default },
            };
        }

        return points;
    }

    private static Fr[] Scalars(Fr[] any, int shape) =>
        [.. any.Select((scalar, i) => shape switch
        {
            0 or 1 => scalar,
            2 => any[0], // all equal
            3 => Fr.Zero,
            4 => i % 2 == 0 ? -Fr.One : Fr.One, // r − 1 and 1
            5 => Fr.FromUInt64((ulong)i & 3), // as in a witness
            _ => -Fr.FromUInt64((ulong)i),
        })];
}

public sealed class G1MsmTests : MsmTests<Fq, G1>
{
    private protected override G1Projective Compute(G1Affine[] points, Fr[] scalars) => Msm.Compute(points, scalars);
}

/// <summary>The vector path with windows of every size, also where it would not be chosen.</summary>
public sealed class G1VectorMsmTests : MsmTests<Fq, G1>
{
    private int _calls;

    public G1VectorMsmTests() => Assert.SkipUnless(FqLanes.IsSupported, "This machine has no AVX-512, or it is switched off.");

    private protected override G1Projective Compute(G1Affine[] points, Fr[] scalars) =>
        points.Length != scalars.Length
            ? throw new ArgumentException("Checked before the paths divide.")
            : VectorMsm<Fq, G1, FqLaneField>.Compute(points, scalars, 2 + _calls++ % 8, threads: 1 + _calls % 2);
}

public sealed class G2VectorMsmTests : MsmTests<Fq2, G2>
{
    private int _calls;

    public G2VectorMsmTests() => Assert.SkipUnless(FqLanes.IsSupported, "This machine has no AVX-512, or it is switched off.");

    private protected override G2Projective Compute(G2Affine[] points, Fr[] scalars) =>
        points.Length != scalars.Length
            ? throw new ArgumentException("Checked before the paths divide.")
            : VectorMsm<Fq2, G2, Fq2LaneField>.Compute(points, scalars, 2 + _calls++ % 8, threads: 1 + _calls % 2);
}

public sealed class G2MsmTests : MsmTests<Fq2, G2>
{
    private protected override G2Projective Compute(G2Affine[] points, Fr[] scalars) => Msm.Compute(points, scalars);
}
