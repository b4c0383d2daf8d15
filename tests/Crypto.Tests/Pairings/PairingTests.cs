using Plimsoll.Crypto.Pairings;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Pairings;

[Trait("Category", "Law")]
public sealed class PairingTests
{
    private const int Few = 5; // pairings are dear under the portable settings

    private static readonly Fq12 s_base = Pairing.Compute(G1Affine.Generator, G2Affine.Generator);

    private static readonly Gen<G1Affine> s_g1 = AnyField.Fr.Select(s => (G1Projective.Generator * s).ToAffine());

    private static readonly Gen<G2Affine> s_g2 = AnyField.Fr.Select(s => (G2Projective.Generator * s).ToAffine());

    [Fact]
    public void It_is_bilinear() => Gen.Select(AnyField.Fr, AnyField.Fr).Sample(
        (a, b) => Pairing.Compute((G1Projective.Generator * a).ToAffine(), (G2Projective.Generator * b).ToAffine()) == Power(s_base, a * b),
        iter: Few);

    [Fact]
    public void It_is_not_degenerate_and_its_values_have_order_r()
    {
        Assert.NotEqual(Fq12.One, s_base);
        Assert.Equal(Fq12.One, Power(s_base, -Fr.One) * s_base);
    }

    [Fact]
    public void Infinity_pairs_to_one()
    {
        Assert.Equal(Fq12.One, Pairing.Compute(G1Affine.Infinity, G2Affine.Generator));
        Assert.Equal(Fq12.One, Pairing.Compute(G1Affine.Generator, G2Affine.Infinity));
        Assert.Equal(Fq12.One, Pairing.Compute(G1Affine.Generator, new PreparedG2(G2Affine.Infinity)));
        Assert.True(Pairing.ProductIsOne([], ReadOnlySpan<G2Affine>.Empty));
        Assert.True(Pairing.ProductIsOne(
            [G1Affine.Infinity, G1Affine.Generator, G1Affine.Generator, -G1Affine.Generator],
            [G2Affine.Generator, G2Affine.Infinity, G2Affine.Generator, G2Affine.Generator]));
    }

    [Fact]
    public void A_product_of_pairings_is_the_pairing_of_products() => Gen.Select(s_g1.Array[0, 5], s_g2.Array[5]).Sample(
        (p, q) =>
        {
            Fq12 expected = Fq12.One;
            for (int i = 0; i < p.Length; i++)
                expected *= Pairing.Compute(p[i], q[i]);
            return Pairing.Product(p, q.AsSpan(0, p.Length)) == expected;
        },
        iter: Few);

    [Fact]
    public void Inverse_pairs_cancel_and_others_do_not() => Gen.Select(s_g1, s_g2, s_g1).Sample(
        (p, q, other) => Pairing.ProductIsOne([p, -p], [q, q]) && Pairing.ProductIsOne([p, p], [q, -q])
            && Pairing.ProductIsOne([p, other], [q, q]) == (p == -other || q.IsInfinity),
        iter: Few);

    [Fact]
    public void Prepared_points_pair_alike() => Gen.Select(s_g1.Array[3], s_g2.Array[3]).Sample(
        (p, q) => Pairing.Product(p, Array.ConvertAll(q, point => new PreparedG2(point))) == Pairing.Product(p, q),
        iter: Few);

    [Fact]
    public void Scalar_code_and_lanes_give_the_same_values() => Gen.Select(s_g1.Array[0, 4], s_g2.Array[4]).Sample(
        (p, q) =>
        {
            q = q[..p.Length];
            PreparedG2[] scalar = Array.ConvertAll(q, point => new PreparedG2(point, inLanes: false));
            Fq12 expected = Pairing.ProductScalar(p, q);
            return Pairing.ProductScalar(p, scalar) == expected && Pairing.Product(p, q) == expected;
        },
        iter: Few);

    [Fact]
    public void More_pairs_than_the_stack_holds_are_fine()
    {
        G1Affine[] p = new G1Affine[34];
        G2Affine[] q = new G2Affine[34];
        Array.Fill(q, G2Affine.Generator);
        for (int i = 0; i < p.Length; i++)
            p[i] = i % 2 == 0 ? G1Affine.Generator : -G1Affine.Generator;
        Assert.True(Pairing.ProductIsOne(p, q));
        Assert.False(Pairing.ProductIsOne(p.AsSpan(1), q.AsSpan(1)));
    }

    [Fact]
    public void Unpaired_points_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Pairing.ProductIsOne([G1Affine.Generator], ReadOnlySpan<G2Affine>.Empty));
        Assert.Throws<ArgumentException>(() => Pairing.ProductIsOne([], [new PreparedG2(G2Affine.Generator)]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        G1Affine[] p = [G1Affine.Generator, -G1Affine.Generator];
        G2Affine[] q = [G2Affine.Generator, G2Affine.Generator];
        PreparedG2[] prepared = [new(G2Affine.Generator), new(G2Affine.Generator)];
        Assert.True(Pairing.ProductIsOne(p, q) && Pairing.ProductIsOne(p, prepared));
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool both = Pairing.ProductIsOne(p, q) && Pairing.ProductIsOne(p, prepared);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(both);
    }

    private static Fq12 Power(in Fq12 a, in Fr exponent)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        exponent.WriteLimbs(limbs);
        return FieldAlgorithms.Pow(a, limbs);
    }
}
