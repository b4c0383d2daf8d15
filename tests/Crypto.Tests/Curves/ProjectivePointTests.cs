namespace Plimsoll.Crypto.Tests.Curves;

public sealed class ProjectivePointTests
{
    [Fact]
    public void Generators_are_on_their_curves()
    {
        Assert.True(G1Affine.Generator.IsOnCurve);
        Assert.True(G2Affine.Generator.IsOnCurve);
    }

    [Fact]
    public void Doubling_is_adding_to_oneself()
    {
        G1Projective g = G1Projective.Generator;
        Assert.Equal(G1Projective.Double(g), g + g);
        Assert.Equal(G1Projective.Double(g) + G1Affine.Generator, g + g + g);
        Assert.True((g + g).ToAffine().IsOnCurve);
        G2Projective h = G2Projective.Generator;
        Assert.Equal(G2Projective.Double(h), h + h);
        Assert.True((h + h).ToAffine().IsOnCurve);
    }

    [Fact]
    public void A_point_and_its_inverse_cancel() =>
        Assert.True((G1Projective.Generator - G1Projective.Generator).IsInfinity);
}
