using System.Security.Cryptography;
using System.Text;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Tests.Kzg;

public sealed class TrustedSetupTests
{
    private static readonly TrustedSetup s_setup = TrustedSetup.Mainnet;

    [Fact]
    public void The_embedded_setup_is_the_published_one() =>
        Assert.Equal(
            "d39b9f2d047cc9dca2de58f264b6a09448ccd34db967881a6713eacacf0f26b7", // ethereum/c-kzg-4844, src/trusted_setup.txt
            Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(s_setup.ToText()))));

    [Fact]
    public void All_of_its_points_are_in_their_groups_and_belong_to_one_secret() =>
        Assert.True(s_setup.IsConsistent(AnyElement()));

    [Fact]
    public void The_text_and_the_binary_form_hold_the_same_points()
    {
        TrustedSetup read = TrustedSetup.FromTrustedBytes(s_setup.ToBytes());
        Assert.True(read.G1Lagrange.SequenceEqual(s_setup.G1Lagrange));
        Assert.True(read.G1Monomial.SequenceEqual(s_setup.G1Monomial));
        Assert.True(read.G2Monomial.SequenceEqual(s_setup.G2Monomial));
    }

    /// <summary>
    /// The transform is linear: for random factors ρ, Σ ρ·(transformed points) is a sum of the setup's points whose factors are the
    /// transform of ρ. That checks all 8192 points by two multi-exponentiations.
    /// </summary>
    [Fact]
    public void The_embedded_cell_columns_are_the_transform_of_the_setup()
    {
        EvaluationDomain domain = EvaluationDomain.Of(7);
        Fr gamma = AnyElement(), power = Fr.One;
        Fr[] factors = new Fr[128 * 64], monomial = new Fr[4096];
        for (int i = 0; i < factors.Length; i++)
            factors[i] = power *= gamma;
        for (int offset = 0; offset < 64; offset++)
        {
            Fr[] column = [.. Enumerable.Range(0, 128).Select(t => factors[t * 64 + offset])];
            BitReversal.Permute(column.AsSpan());
            domain.Forward(column);
            for (int s = 0; s < 64; s++)
                monomial[s * 64 + offset] = column[127 - s];
        }

        Assert.Equal(
            Msm.Compute(s_setup.G1Monomial, monomial),
            Msm.Compute(CellColumns.Of(s_setup).Points, factors));
    }

    [Fact]
    public void A_setup_with_one_wrong_point_is_not_consistent()
    {
        byte[] bytes = s_setup.ToBytes();
        foreach (int offset in new[] { 0, 4096 * 96 + 64 * 192, 4096 * 96 + 65 * 192 + 4095 * 96 })
        {
            byte[] changed = [.. bytes];
            // The generator stands in a place that is not its own.
            PointEncoding.EncodeUncompressed(G1Affine.Generator, changed.AsSpan(offset, 96));
            if (offset == 4096 * 96 + 64 * 192)
                PointEncoding.EncodeUncompressed(G2Affine.Generator, changed.AsSpan(offset, 192));
            Assert.False(TrustedSetup.FromTrustedBytes(changed).IsConsistent(AnyElement()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("4096")]
    [InlineData("4095\n65\n")]
    [InlineData("4096\n64\n")]
    [InlineData("4096\n65\n00")]
    [InlineData("4096\n65\nzz0413c0dcafec6dbc9f47d66785cf1e8c981044f7d13cfe3e4fcbb71b5408dfde6312493cb3c1d30516cb3ca88c0365")]
    public void A_text_that_is_not_a_setup_is_refused(string text) => Assert.Throws<FormatException>(() => TrustedSetup.FromText(text));

    // Full size and never zero: a zero weight would make every sum agree.
    private static Fr AnyElement() => Fr.FromHex("1f3a5c7e9b2d4f6081a3c5e70b2d4f6183a5c7e90b1d3f5072941b6d8fa0c2e4") + Fr.FromUInt64(Gen.ULong.Single());
}
