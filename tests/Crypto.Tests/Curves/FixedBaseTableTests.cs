using System.Numerics;
using static Plimsoll.Crypto.Tests.Curves.ReferenceMultiplication;

namespace Plimsoll.Crypto.Tests.Curves;

[Trait("Category", "Law")]
public sealed class FixedBaseTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    public void Products_are_multiples_whatever_the_window(int windowBits)
    {
        FixedBaseTable<Fq, Crypto.Curves.G1> table = new(G1Affine.Generator, windowBits);
        BigInteger[] integers = [.. ScalarMultiplicationTests.EdgeScalars(), .. Enumerable.Range(0, 40).Select(i => BigInteger.Pow(3, 5 * i) % Order)];
        Fr[] scalars = [.. integers.Select(ToFr)];
        G1Affine[] expected = [.. scalars.Select(k => G1Affine.Generator.Times(k.ToInteger()).ToAffine())], products = new G1Affine[scalars.Length];
        Assert.Equal(expected, scalars.Select(k => table.Multiply(k).ToAffine()));
        table.Multiply(scalars, products);
        Assert.Equal(expected, products);
    }

    [Fact]
    public void Products_in_G2_are_multiples()
    {
        Fr[] scalars = [.. ScalarMultiplicationTests.EdgeScalars().Select(ToFr)];
        G2Affine[] expected = [.. scalars.Select(k => G2Affine.Generator.Times(k.ToInteger()).ToAffine())], products = new G2Affine[scalars.Length];
        FixedBaseTable<Fq2, Crypto.Curves.G2>.OfGenerator.Multiply(scalars, products);
        Assert.Equal(expected, products);
    }

    [Fact]
    public void A_base_of_small_order_or_at_infinity_is_no_exception()
    {
        Fr[] scalars = [.. Enumerable.Range(0, 600).Select(i => Fr.FromUInt64((ulong)i)), .. ScalarMultiplicationTests.EdgeScalars().Select(ToFr)];
        foreach (G1Affine point in SmallOrder.G1Points.Append(G1Affine.Infinity))
        {
            G1Affine[] products = new G1Affine[scalars.Length];
            FixedBaseTable<Fq, Crypto.Curves.G1> table = new(point, 4);
            table.Multiply(scalars, products);
            Assert.Equal(scalars.Select(k => point.Times(k.ToInteger()).ToAffine()), products);
            Assert.Equal(products, scalars.Select(k => table.Multiply(k).ToAffine()));
        }
    }

    [Fact]
    public void No_scalars_and_mismatched_lengths()
    {
        FixedBaseTable<Fq, Crypto.Curves.G1> table = new(G1Affine.Generator, 2);
        table.Multiply([], []);
        Assert.Throws<ArgumentException>(() => table.Multiply(new Fr[2], new G1Affine[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedBaseTable<Fq, Crypto.Curves.G1>(G1Affine.Generator, 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedBaseTable<Fq, Crypto.Curves.G1>(G1Affine.Generator, 0));
    }
}
