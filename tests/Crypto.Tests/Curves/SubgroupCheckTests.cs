using static Plimsoll.Crypto.Tests.Curves.ReferenceMultiplication;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>The endomorphism checks against the definition: r·p is infinity.</summary>
[Trait("Category", "Law")]
public sealed class SubgroupCheckTests
{
    private const int Samples = 20;

    [Fact]
    public void Multiples_of_the_generators_are_in_the_subgroup()
    {
        AnyPoint.G1.Sample(p => SubgroupCheck.IsInSubgroup(p) && p.Times(Order).IsInfinity, iter: Samples);
        AnyPoint.G2.Sample(p => SubgroupCheck.IsInSubgroup(p) && p.Times(Order).IsInfinity, iter: Samples);
    }

    [Fact]
    public void Points_of_the_curve_are_in_the_subgroup_only_when_r_kills_them()
    {
        AnyPoint.OnG1Curve.Sample(p => SubgroupCheck.IsInSubgroup(p) == p.Times(Order).IsInfinity, iter: Samples);
        AnyPoint.OnG2Curve.Sample(p => SubgroupCheck.IsInSubgroup(p) == p.Times(Order).IsInfinity, iter: Samples);
    }

    [Fact]
    public void Points_whose_order_divides_the_cofactor_are_refused()
    {
        // r·p has no part in the subgroup, and for G1 its multiples by the cofactor's primes have small orders: 3, 11, 10177, …
        AnyPoint.OnG1Curve.Sample(
            p =>
            {
                G1Affine outside = p.Times(Order).ToAffine();
                return outside.IsInfinity || !SubgroupCheck.IsInSubgroup(outside);
            },
            iter: Samples);
        AnyPoint.OnG2Curve.Sample(
            p =>
            {
                G2Affine outside = p.Times(Order).ToAffine();
                return outside.IsInfinity || !SubgroupCheck.IsInSubgroup(outside);
            },
            iter: Samples);
        foreach (G1Affine small in SmallOrder.G1Points)
            Assert.False(SubgroupCheck.IsInSubgroup(small));
        foreach (G2Affine small in SmallOrder.G2Points)
            Assert.False(SubgroupCheck.IsInSubgroup(small));
    }

    [Fact]
    public void A_point_of_the_subgroup_plus_one_of_small_order_is_refused()
    {
        foreach (G1Affine small in SmallOrder.G1Points)
            AnyPoint.G1.Sample(p => !SubgroupCheck.IsInSubgroup((new G1Projective(p) + small).ToAffine()), iter: 3);
        foreach (G2Affine small in SmallOrder.G2Points)
            AnyPoint.G2.Sample(p => !SubgroupCheck.IsInSubgroup((new G2Projective(p) + small).ToAffine()), iter: 3);
    }

    [Fact]
    public void Infinity_is_in_the_subgroup()
    {
        Assert.True(SubgroupCheck.IsInSubgroup(G1Affine.Infinity));
        Assert.True(SubgroupCheck.IsInSubgroup(G2Affine.Infinity));
    }

    [Fact]
    public void The_endomorphisms_are_multiplications_on_the_subgroup()
    {
        AnyPoint.G1.Sample(p => new G1Projective(-Endomorphism.Phi(p)) == p.Times(Seed * Seed), iter: Samples);
        AnyPoint.G2.Sample(p => new G2Projective(-Endomorphism.Psi(p)) == p.Times(Seed), iter: Samples);
        AnyPoint.OnG2Curve.Sample(
            p => Endomorphism.PsiSquared(new G2Projective(p)).ToAffine() == Endomorphism.Psi(Endomorphism.Psi(p)), iter: Samples);
    }
}
