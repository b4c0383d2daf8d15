using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>The incomplete formulas and their special cases against the complete ones.</summary>
[Trait("Category", "Law")]
public sealed class JacobianPointTests
{
    private static readonly Gen<(G1Affine Point, G1Affine Other, Fq Scale, Fq OtherScale)> s_pairs =
        from p in Gen.OneOf(AnyPoint.G1, AnyPoint.OnG1Curve, AnyPoint.OneOf(SmallOrder.G1Points))
        from other in AnyPoint.G1
        from q in AnyPoint.OneOf(other, p, -p, G1Affine.Infinity)
        from scale in AnyField.Fq.Where(a => !a.IsZero)
        from otherScale in AnyField.Fq.Where(a => !a.IsZero)
        select (p, q, scale, otherScale);

    private static readonly Gen<(G2Affine Point, G2Affine Other, Fq2 Scale, Fq2 OtherScale)> s_pairs2 =
        from p in Gen.OneOf(AnyPoint.G2, AnyPoint.OnG2Curve, AnyPoint.OneOf(SmallOrder.G2Points))
        from other in AnyPoint.G2
        from q in AnyPoint.OneOf(other, p, -p, G2Affine.Infinity)
        from scale in AnyField.Fq2.Where(a => !a.IsZero)
        from otherScale in AnyField.Fq2.Where(a => !a.IsZero)
        select (p, q, scale, otherScale);

    [Fact]
    public void Sums_agree_with_the_complete_formulas()
    {
        s_pairs.Sample(t => Agrees(t.Point, t.Other, t.Scale, t.OtherScale), iter: 60);
        s_pairs2.Sample(t => Agrees(t.Point, t.Other, t.Scale, t.OtherScale), iter: 60);
    }

    [Fact]
    public void Odd_multiples_share_a_denominator()
    {
        Gen.Select(AnyPoint.G1.Where(p => !p.IsInfinity), Gen.Int[1, 8]).Sample(
            (p, count) =>
            {
                G1Affine[] table = new G1Affine[count];
                Fq z = OddMultiples.Fill<Fq, Crypto.Curves.G1>(p, table);
                return Enumerable.Range(0, count).All(
                    i => new JacobianPoint<Fq, Crypto.Curves.G1>(table[i].X, table[i].Y, z).ToProjective() == p.Times(2 * i + 1));
            },
            iter: 20);
    }

    [Fact]
    public void Batch_conversion_is_conversion_of_each()
    {
        s_pairs.Array[0, 6].Sample(
            pairs =>
            {
                G1Projective[] points = [.. pairs.SelectMany(t => new[] { Lift(t.Point, t.Scale).ToProjective(), Lift(t.Other, t.OtherScale).ToProjective() })];
                G1Affine[] affine = new G1Affine[points.Length];
                G1Projective.BatchToAffine(points, affine);
                return affine.SequenceEqual(points.Select(p => p.ToAffine()));
            },
            iter: 10);
        Assert.Throws<ArgumentException>(() => G1Projective.BatchToAffine(new G1Projective[2], new G1Affine[1]));
    }

    private static bool Agrees<TField, TGroup>(
        AffinePoint<TField, TGroup> p, AffinePoint<TField, TGroup> q, TField scale, TField otherScale)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        JacobianPoint<TField, TGroup> a = Lift(p, scale), b = Lift(q, otherScale);
        ProjectivePoint<TField, TGroup> sum = new ProjectivePoint<TField, TGroup>(p) + q;
        ProjectivePoint<TField, TGroup> doubled = ProjectivePoint<TField, TGroup>.Double(new(p));
        return (a + b).ToProjective() == sum && (a + b).ToAffine() == sum.ToAffine() && (a + q).ToProjective() == sum
            && JacobianPoint<TField, TGroup>.Double(a).ToProjective() == doubled
            && new JacobianPoint<TField, TGroup>(sum).ToProjective() == sum;
    }

    private static JacobianPoint<TField, TGroup> Lift<TField, TGroup>(AffinePoint<TField, TGroup> p, TField scale)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField> =>
        p.IsInfinity
            ? new(scale, scale, TField.Zero)
            : new(p.X * TField.Square(scale), p.Y * TField.Square(scale) * scale, scale);
}
