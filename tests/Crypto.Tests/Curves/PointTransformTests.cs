using Plimsoll.Crypto.Polynomials;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>Transforms of points beside those of their logarithms.</summary>
[Trait("Category", "Law")]
public sealed class PointTransformTests
{
    // Logarithms that make butterflies of equal, opposite and infinite points, and others.
    private static readonly Gen<Fr> s_logarithm = Gen.Frequency(
        (1, Gen.Const(Fr.Zero)),
        (1, Gen.Const(Fr.One)),
        (1, Gen.Const(-Fr.One)),
        (5, AnyField.Fr));

    [Fact]
    public void Points_are_transformed_as_their_logarithms_are() =>
        Gen.Int[0, 7].SelectMany(log => s_logarithm.Array[1 << log]).Sample(Agree, iter: 10);

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public void One_point_everywhere_leaves_infinity_everywhere_but_in_front(int log)
    {
        Agree([.. Enumerable.Repeat(Fr.FromUInt64(7), 1 << log)]);
        Agree([.. Enumerable.Range(0, 1 << log).Select(i => i % 2 == 0 ? Fr.One : -Fr.One)]);
        Agree(new Fr[1 << log]);
    }

    [Fact]
    public void Powers_of_a_root_of_unity_leave_one_value()
    {
        EvaluationDomain domain = EvaluationDomain.Of(7);
        Agree([.. Enumerable.Range(0, domain.Size).Select(i => domain.ElementAt(5 * i % domain.Size))]);
    }

    [Fact]
    public void A_gap_at_the_end_is_infinity()
    {
        Fr[] logarithms = [.. Enumerable.Range(1, 256).Select(i => FieldAlgorithms.Pow(Fr.FromUInt64(123456789), [(ulong)i]))];
        logarithms[^1] = Fr.Zero;
        Agree(logarithms);
    }

    [Fact]
    public void The_scalar_path_agrees()
    {
        EvaluationDomain domain = EvaluationDomain.Of(9);
        G1Affine[] points = G1Points([.. Enumerable.Range(1, 512).Select(i => Fr.FromUInt64((ulong)(i * i)))]), copy = [.. points];
        PointTransform.Inverse(domain, points, threads: 2);
        ScalarPointTransform.Run<Fq, G1>(copy, PointTransform.Factors(domain, 512), ScalarMultiplication.MultiplyInSubgroup, new());
        Assert.Equal(copy, points);
    }

    [Fact]
    public void One_factor_multiplies_all()
    {
        Gen.Select(s_logarithm.Array[0, 35], AnyField.Fr).Sample(
            (logarithms, factor) =>
            {
                G1Affine[] first = G1Points(logarithms);
                G2Affine[] second = G2Points(logarithms);
                PointTransform.Scale(first, factor, threads: 2);
                PointTransform.Scale(second, factor, threads: 2);
                Fr[] products = [.. logarithms.Select(logarithm => logarithm * factor)];
                Assert.Equal(G1Points(products), first);
                Assert.Equal(G2Points(products), second);
            },
            iter: 10);
    }

    [Fact]
    public void A_domain_of_another_size_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PointTransform.Inverse(EvaluationDomain.Of(3), new G1Affine[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PointTransform.Inverse(EvaluationDomain.Of(6), new G2Affine[128]));
    }

    private static void Agree(Fr[] logarithms)
    {
        EvaluationDomain domain = EvaluationDomain.Of(int.Log2(logarithms.Length));
        Fr[] expected = [.. Enumerable.Range(0, domain.Size).Select(i => Value(logarithms, domain.ElementAt((domain.Size - i) % domain.Size)))];
        G1Affine[] first = G1Points(logarithms);
        PointTransform.Inverse(domain, first);
        Assert.Equal(G1Points(expected), first);
        G2Affine[] second = G2Points(logarithms);
        PointTransform.Inverse(domain, second, threads: 2);
        Assert.Equal(G2Points(expected), second);
    }

    private static Fr Value(Fr[] coefficients, Fr x) => coefficients.Reverse().Aggregate(Fr.Zero, (sum, coefficient) => sum * x + coefficient);

    private static G1Affine[] G1Points(Fr[] logarithms) =>
        [.. logarithms.Select(k => ScalarMultiplication.MultiplyInSubgroup(G1Affine.Generator, k).ToAffine())];

    private static G2Affine[] G2Points(Fr[] logarithms) =>
        [.. logarithms.Select(k => ScalarMultiplication.MultiplyInSubgroup(G2Affine.Generator, k).ToAffine())];
}
