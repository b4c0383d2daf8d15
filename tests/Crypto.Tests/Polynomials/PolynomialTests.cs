using Plimsoll.Crypto.Polynomials;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Polynomials;

[Trait("Category", "Law")]
public sealed class PolynomialTests
{
    private static readonly Gen<Fr[]> AnyPolynomial = Gen.OneOf(AnyField.Fr.Array[0, 10], AnyField.Fr.Array[30, 140]);

    [Fact]
    public void Evaluation_is_the_sum_of_terms() =>
        Gen.Select(AnyPolynomial, AnyField.Fr).Sample((p, x) =>
            Polynomial.Evaluate(p, x) == p.Select((c, i) => c * FieldAlgorithms.Pow(x, [(ulong)i])).Aggregate(Fr.Zero, (a, b) => a + b));

    [Fact]
    public void Division_by_a_linear_factor_leaves_the_value() =>
        Gen.Select(AnyPolynomial, AnyField.Fr, AnyField.Fr).Sample((p, z, x) =>
        {
            Fr[] quotient = [.. p];
            Fr value = Polynomial.DivideByLinear(quotient, z);
            return value == Polynomial.Evaluate(p, z) && (p.Length == 0 || quotient[^1].IsZero)
                && Polynomial.Evaluate(quotient, x) * (x - z) + value == Polynomial.Evaluate(p, x);
        });

    [Fact]
    public void A_product_has_the_product_of_the_values() =>
        Gen.Select(AnyPolynomial, AnyPolynomial, AnyField.Fr).Sample((a, b, x) =>
        {
            Fr[] product = new Fr[a.Length == 0 || b.Length == 0 ? 0 : a.Length + b.Length - 1];
            Polynomial.Multiply(a, b, product);
            return Polynomial.Evaluate(product, x) == Polynomial.Evaluate(a, x) * Polynomial.Evaluate(b, x);
        });

    [Fact]
    public void A_product_of_the_wrong_length_or_over_a_factor_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Polynomial.Multiply(new Fr[3], new Fr[3], new Fr[6]));
        Assert.Throws<ArgumentException>(() => Polynomial.Multiply(new Fr[3], new Fr[3], new Fr[4]));
        Assert.Throws<ArgumentException>(() => Polynomial.Multiply([], new Fr[3], new Fr[2]));
        Fr[] shared = new Fr[8];
        Assert.Throws<ArgumentException>(() => Polynomial.Multiply(shared.AsSpan(0, 3), new Fr[3], shared.AsSpan(2, 5)));
        const int Half = (1 << (EvaluationDomain.MaxLog2Size - 1)) + 1;
        Assert.Throws<ArgumentOutOfRangeException>(() => Polynomial.Multiply(new Fr[Half], new Fr[Half], new Fr[2 * Half - 1]));
    }

    [Fact]
    public void Operations_on_each_element_are_that() =>
        Gen.Int[0, 40].SelectMany(n => Gen.Select(AnyField.Fr.Array[n], AnyField.Fr.Array[n], AnyField.Fr.Array[n], AnyField.Fr, AnyField.Fr)).Sample((x, y, z, c, d) =>
        {
            Assert.Equal(x.Zip(y, (a, b) => a * b), On(x, s => Elementwise.Multiply(s, y)));
            Assert.Equal(x.Zip(y, (a, b) => a * b).Zip(z, (a, b) => a - b), On(x, s => Elementwise.MultiplySubtract(s, y, z)));
            Assert.Equal(x.Select(a => c * a - d), On(x, s => Elementwise.ScaleAndSubtract(s, c, d)));
            Assert.Equal(x.Zip(y, (a, b) => a * (c - b)), On(x, s => Elementwise.MultiplyByDifference(s, c, y)));
            Assert.Equal(x.Select((a, i) => a * c * FieldAlgorithms.Pow(d, [(ulong)i])), On(x, s => Elementwise.MultiplyByPowers(s, c, d)));
            Assert.Equal(x.Aggregate(Fr.Zero, (a, b) => a + b), Elementwise.Sum(x));
            Assert.Equal(x.Select(a => a * a - a), On(x, s => Elementwise.MultiplySubtract(s, s, s)));
        });

    [Fact]
    public void Spans_of_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Elementwise.Multiply(new Fr[3], new Fr[4]));
        Assert.Throws<ArgumentException>(() => Elementwise.MultiplySubtract(new Fr[3], new Fr[3], new Fr[2]));
        Assert.Throws<ArgumentException>(() => Elementwise.MultiplySubtract(new Fr[3], new Fr[2], new Fr[3]));
        Assert.Throws<ArgumentException>(() => Elementwise.MultiplyByDifference(new Fr[3], Fr.One, new Fr[2]));
    }

    private static Fr[] On(Fr[] x, Work work)
    {
        Fr[] copy = [.. x];
        work(copy);
        return copy;
    }

    private delegate void Work(Span<Fr> x);
}
