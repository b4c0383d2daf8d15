namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>The shortcuts of the tower against the general operations they replace.</summary>
[Trait("Category", "Law")]
public sealed class TowerTests
{
    private static readonly ulong[] s_q =
        [0xb9feffffffffaaab, 0x1eabfffeb153ffff, 0x6730d2a0f6b0f624, 0x64774b84f38512bf, 0x4b1ba7b6434bacd7, 0x1a0111ea397fe69a];

    [Fact]
    public void Conjugation_and_Frobenius_maps_are_powers_of_q()
    {
        AnyField.Fq2.Sample(a => Fq2.Conjugate(a) == FieldAlgorithms.Pow(a, s_q), iter: 10);
        AnyField.Fq6.Sample(a => Fq6.Frobenius(a) == FieldAlgorithms.Pow(a, s_q), iter: 10);
        AnyField.Fq12.Sample(a => Fq12.Frobenius(a) == FieldAlgorithms.Pow(a, s_q), iter: 10);
    }

    [Fact]
    public void Powers_of_the_Frobenius_map_compose()
    {
        AnyField.Fq6.Sample(a => Fq6.FrobeniusSquared(a) == Fq6.Frobenius(Fq6.Frobenius(a)));
        AnyField.Fq12.Sample(a => Fq12.FrobeniusSquared(a) == Fq12.Frobenius(Fq12.Frobenius(a)));
        AnyField.Fq12.Sample(a => Fq12.Conjugate(a) == Fq12.Frobenius(Fq12.FrobeniusSquared(Fq12.Frobenius(Fq12.FrobeniusSquared(a)))));
    }

    [Fact]
    public void Non_residues_are_the_generators_of_the_next_extension()
    {
        Fq2 u = new(Fq.Zero, Fq.One);
        Fq6 v = new(Fq2.Zero, Fq2.One, Fq2.Zero);
        Fq12 w = new(Fq6.Zero, Fq6.One);
        Assert.Equal(-Fq2.One, u * u);
        Assert.Equal(new Fq6(Fq2.One + u, Fq2.Zero, Fq2.Zero), v * v * v);
        Assert.Equal(new Fq12(v, Fq6.Zero), w * w);
        AnyField.Fq2.Sample(a => Fq2.MultiplyByNonResidue(a) == a * (Fq2.One + u));
        AnyField.Fq6.Sample(a => Fq6.MultiplyByNonResidue(a) == a * v);
    }

    [Fact]
    public void Sparse_products_are_products()
    {
        Gen.Select(AnyField.Fq6, AnyField.Fq2, AnyField.Fq2).Sample((a, b, c) =>
            Fq6.MultiplyBy01(a, b, c) == a * new Fq6(b, c, Fq2.Zero)
            && Fq6.MultiplyBy1(a, b) == a * new Fq6(Fq2.Zero, b, Fq2.Zero)
            && a * b == a * new Fq6(b, Fq2.Zero, Fq2.Zero));
        Gen.Select(AnyField.Fq12, AnyField.Fq2, AnyField.Fq2, AnyField.Fq2).Sample((a, b, c, d) =>
            Fq12.MultiplyBy014(a, b, c, d) == a * new Fq12(new(b, c, Fq2.Zero), new(Fq2.Zero, d, Fq2.Zero)));
    }

    [Fact]
    public void Cyclotomic_squares_are_squares_in_the_cyclotomic_subgroup() =>
        AnyField.Fq12.Where(a => !a.IsZero).Sample(a =>
        {
            Fq12 m = Fq12.Conjugate(a) * Fq12.Inverse(a);
            m = Fq12.FrobeniusSquared(m) * m;
            return Fq12.CyclotomicSquare(m) == Fq12.Square(m) && (m * Fq12.Conjugate(m)) == Fq12.One;
        });
}
