using System.Numerics;
using static Plimsoll.Crypto.Tests.Curves.ReferenceMultiplication;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>Cofactor clearing against the multiplication that RFC 9380 defines it by.</summary>
[Trait("Category", "Law")]
public sealed class CofactorTests
{
    private static readonly BigInteger s_h1 = Parse("d201000000010001"); // RFC 9380, section 8.8.1

    private static readonly BigInteger s_h2 = Parse( // RFC 9380, section 8.8.2
        "bc69f08f2ee75b3584c6a0ea91b352888e2a8e9145ad7689986ff031508ffe1329c2f178731db956d82bf015d1212b02ec0ec69d7477c1ae954cbc06689f6a3"
        + "59894c0adebbf6b4e8020005aaa95551");

    [Fact]
    public void Clearing_is_multiplication_by_the_effective_cofactor()
    {
        AnyPoint.OnG1Curve.Sample(p => Cofactor.Clear(new G1Projective(p)) == p.Times(s_h1), iter: 10);
        AnyPoint.OnG2Curve.Sample(p => Cofactor.Clear(new G2Projective(p)) == p.Times(s_h2), iter: 10);
    }

    [Fact]
    public void A_cleared_point_is_in_the_subgroup()
    {
        AnyPoint.OnG1Curve.Sample(p => SubgroupCheck.IsInSubgroup(Cofactor.Clear(new G1Projective(p)).ToAffine()), iter: 10);
        AnyPoint.OnG2Curve.Sample(p => SubgroupCheck.IsInSubgroup(Cofactor.Clear(new G2Projective(p)).ToAffine()), iter: 10);
    }

    [Fact]
    public void Points_of_small_order_are_cleared_to_infinity()
    {
        Assert.All(SmallOrder.G1Points, p => Assert.True(Cofactor.Clear(new G1Projective(p)).IsInfinity));
        Assert.All(SmallOrder.G2Points, p => Assert.True(Cofactor.Clear(new G2Projective(p)).IsInfinity));
        Assert.True(Cofactor.Clear(G1Projective.Infinity).IsInfinity);
        Assert.True(Cofactor.Clear(G2Projective.Infinity).IsInfinity);
    }
}
