using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>A multi-exponentiation equals the sum of its terms, whatever the terms are.</summary>
[Trait("Category", "Law")]
public abstract class MsmTests<TField, TGroup>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>
{
    private const int Most = 40;

    private protected abstract ProjectivePoint<TField, TGroup> Compute(AffinePoint<TField, TGroup>[] points, Fr[] scalars);

    [Fact]
    public void No_terms_give_infinity() => Assert.True(Compute([], []).IsInfinity);

    [Fact]
    public void A_missing_scalar_is_refused() => Assert.Throws<ArgumentException>(() => Compute(Points(3), [Fr.One, Fr.One]));

    [Fact]
    public void It_is_the_sum_of_its_terms() =>
        Gen.Select(Gen.Int[0, Most], Gen.Int[0, 6], Gen.Int[0, 6], AnyField.Fr.Array[Most]).Sample(
            (count, points, scalars, any) => Holds(Points(count, points), Scalars(any[..count], scalars)), iter: 60);

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

public sealed class G2MsmTests : MsmTests<Fq2, G2>
{
    private protected override G2Projective Compute(G2Affine[] points, Fr[] scalars) => Msm.Compute(points, scalars);
}
