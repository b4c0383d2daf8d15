using Plimsoll.Crypto.Polynomials;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Polynomials;

[Trait("Category", "Law")]
public sealed class EvaluationDomainTests
{
    private static readonly Gen<Fr[]> AnyPolynomial =
        Gen.Int[0, 6].SelectMany(log2 => AnyField.Fr.Array[1 << log2]);

    private static readonly Gen<Fr> AnyShift = AnyField.Fr.Where(shift => !shift.IsZero);

    [Fact]
    public void Forward_agrees_with_evaluation_at_each_element() =>
        AnyPolynomial.Sample(p =>
        {
            EvaluationDomain domain = DomainOf(p);
            Fr[] values = Apply(p, a => domain.Forward(a));
            return Enumerable.Range(0, p.Length).All(i => values[i] == Evaluate(p, Power(domain.Root, i)));
        });

    [Fact]
    public void Forward_on_a_coset_agrees_with_evaluation_at_each_element() =>
        Gen.Select(AnyPolynomial, AnyShift).Sample((p, shift) =>
        {
            EvaluationDomain domain = DomainOf(p);
            Fr[] values = Apply(p, a => domain.ForwardOnCoset(a, shift));
            return Enumerable.Range(0, p.Length).All(i => values[i] == Evaluate(p, shift * Power(domain.Root, i)));
        });

    [Fact]
    public void Bit_reversed_variants_are_the_natural_ones_permuted() =>
        Gen.Select(AnyPolynomial, AnyShift).Sample((p, shift) =>
        {
            EvaluationDomain domain = DomainOf(p);
            return Apply(p, a => domain.ForwardToBitReversed(a)).SequenceEqual(Apply(Apply(p, a => domain.Forward(a)), a => BitReversal.Permute(a)))
                && Apply(p, a => domain.Inverse(a)).SequenceEqual(Apply(Apply(p, a => BitReversal.Permute(a)), a => domain.InverseFromBitReversed(a)))
                && Apply(p, a => domain.ForwardOnCosetToBitReversed(a, shift))
                    .SequenceEqual(Apply(Apply(p, a => domain.ForwardOnCoset(a, shift)), a => BitReversal.Permute(a)));
        });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Inverse_undoes_forward_at_every_size(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        Gen.Select(AnyField.Fr.Array[1 << log2Size], AnyShift).Sample(
            (p, shift) =>
                Apply(Apply(p, a => domain.Forward(a)), a => domain.Inverse(a)).SequenceEqual(p)
                && Apply(Apply(p, a => domain.ForwardToBitReversed(a)), a => domain.InverseFromBitReversed(a)).SequenceEqual(p)
                && Apply(Apply(p, a => domain.ForwardOnCoset(a, shift)), a => domain.InverseOnCoset(a, shift)).SequenceEqual(p)
                && Apply(Apply(p, a => domain.ForwardOnCosetToBitReversed(a, shift)), a => domain.InverseOnCosetFromBitReversed(a, shift))
                    .SequenceEqual(p),
            iter: 2);
    }

    public static TheoryData<int> Sizes => [.. Enumerable.Range(0, 13)];

    [Fact]
    public void Transforms_are_linear() =>
        Gen.Select(AnyField.Fr.Array[64], AnyField.Fr.Array[64], AnyField.Fr).Sample((p, q, c) =>
        {
            EvaluationDomain domain = EvaluationDomain.Of(6);
            Fr[] combined = [.. p.Zip(q, (x, y) => c * x + y)];
            return Apply(combined, a => domain.Forward(a))
                .SequenceEqual(Apply(p, a => domain.Forward(a)).Zip(Apply(q, a => domain.Forward(a)), (x, y) => c * x + y));
        });

    [Fact]
    public void Products_of_values_are_cyclic_convolutions_of_coefficients() =>
        Gen.Select(AnyField.Fr.Array[16], AnyField.Fr.Array[16]).Sample((p, q) =>
        {
            EvaluationDomain domain = EvaluationDomain.Of(4);
            Fr[] convolution = new Fr[16];
            for (int i = 0; i < 16; i++)
            {
                for (int j = 0; j < 16; j++)
                    convolution[(i + j) % 16] += p[i] * q[j];
            }

            Fr[] values = [.. Apply(p, a => domain.Forward(a)).Zip(Apply(q, a => domain.Forward(a)), (x, y) => x * y)];
            return Apply(values, a => domain.Inverse(a)).SequenceEqual(convolution);
        });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Elements_are_the_powers_of_a_primitive_root(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        Fr power = Fr.One;
        for (int i = 0; i < domain.Size; i++, power *= domain.Root)
        {
            Assert.Equal(power, domain.ElementAt(i));
            Assert.Equal(i == 0, power == Fr.One);
        }

        Assert.Equal(Fr.One, power);
        Assert.Equal(Fr.One, domain.Root * domain.InverseRoot);
        Assert.Equal(Fr.One, domain.SizeInverse * Fr.FromUInt64((ulong)domain.Size));
    }

    [Fact]
    public void Another_primitive_root_generates_the_same_set_in_another_order()
    {
        Fr root = Power(Fr.RootOfUnity(4), 3);
        EvaluationDomain domain = EvaluationDomain.WithRoot(4, root);
        AnyField.Fr.Array[16].Sample(p =>
            Apply(p, a => domain.Forward(a)).SequenceEqual(Enumerable.Range(0, 16).Select(i => Evaluate(p, Power(root, i)))));
    }

    [Fact]
    public void A_root_of_another_order_is_refused()
    {
        Assert.Throws<ArgumentException>(() => EvaluationDomain.WithRoot(4, Fr.RootOfUnity(3)));
        Assert.Throws<ArgumentException>(() => EvaluationDomain.WithRoot(4, Fr.RootOfUnity(5)));
        Assert.Throws<ArgumentException>(() => EvaluationDomain.WithRoot(4, Fr.Generator));
        Assert.Throws<ArgumentException>(() => EvaluationDomain.WithRoot(4, Fr.Zero));
        Assert.Throws<ArgumentException>(() => EvaluationDomain.WithRoot(0, -Fr.One));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(EvaluationDomain.MaxLog2Size + 1)]
    [InlineData(32)]
    public void A_size_out_of_range_is_refused(int log2Size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationDomain.Of(log2Size));

    [Fact]
    public void A_wrong_number_of_elements_is_refused()
    {
        EvaluationDomain domain = EvaluationDomain.Of(4);
        foreach (int length in (int[])[0, 1, 15, 17, 32])
        {
            Assert.Throws<ArgumentException>(() => domain.Forward(new Fr[length]));
            Assert.Throws<ArgumentException>(() => domain.Inverse(new Fr[length]));
            Assert.Throws<ArgumentException>(() => domain.ForwardToBitReversed(new Fr[length]));
            Assert.Throws<ArgumentException>(() => domain.InverseFromBitReversed(new Fr[length]));
            Assert.Throws<ArgumentException>(() => domain.ForwardOnCoset(new Fr[length], Fr.Generator));
            Assert.Throws<ArgumentException>(() => domain.InverseOnCoset(new Fr[length], Fr.Generator));
        }
    }

    [Fact]
    public void A_zero_shift_is_refused()
    {
        EvaluationDomain domain = EvaluationDomain.Of(4);
        Assert.Throws<ArgumentException>(() => domain.ForwardOnCoset(new Fr[16], Fr.Zero));
        Assert.Throws<ArgumentException>(() => domain.InverseOnCoset(new Fr[16], Fr.Zero));
    }

    [Fact]
    public void An_element_outside_the_domain_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationDomain.Of(4).ElementAt(16));
        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationDomain.Of(4).ElementAt(-1));
    }

    private static EvaluationDomain DomainOf(Fr[] p) => EvaluationDomain.Of(int.Log2(p.Length));

    private static Fr[] Apply(Fr[] input, TransformInPlace transform)
    {
        Fr[] output = [.. input];
        transform(output);
        return output;
    }

    private static Fr Evaluate(Fr[] p, Fr x)
    {
        Fr sum = Fr.Zero;
        for (int i = p.Length - 1; i >= 0; i--)
            sum = sum * x + p[i];
        return sum;
    }

    private static Fr Power(Fr x, int exponent) => FieldAlgorithms.Pow(x, [(ulong)exponent]);

    private delegate void TransformInPlace(Span<Fr> elements);
}

/// <summary>Sizes too large to compare element by element: some values, and the way back.</summary>
public sealed class LargeDomainTests
{
    [Theory]
    [InlineData(17)]
    [InlineData(20)]
    [InlineData(EvaluationDomain.MaxLog2Size)]
    public void Large_transforms_evaluate_and_return(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        Fr[] p = new Fr[domain.Size];
        p[1] = Fr.Generator;
        p[^2] = -Fr.One;
        for (int i = 2; i < p.Length - 2; i++)
            p[i] = p[i - 1] + p[i - 2] * Fr.Generator;
        Fr[] values = [.. p];
        domain.ForwardToBitReversed(values, 2);
        foreach (int index in (int[])[0, 1, domain.Size / 2, domain.Size - 1, 123456 % domain.Size])
            Assert.Equal(Polynomial.Evaluate(p, domain.ElementAt(index)), values[BitReversal.Of(index, log2Size)]);
        Assert.Equal(Polynomial.Evaluate(p, Fr.Generator), domain.EvaluateBitReversed(values, Fr.Generator));
        domain.InverseFromBitReversed(values, 2);
        Assert.True(p.AsSpan().SequenceEqual(values));
    }
}
