using Plimsoll.Crypto.Polynomials;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Polynomials;

/// <summary>What is computed from values on a domain is what the coefficients give.</summary>
[Trait("Category", "Law")]
public sealed class BarycentricTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(0, 13)];

    [Theory, MemberData(nameof(Sizes))]
    public void Evaluation_from_values_is_evaluation_from_coefficients(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        AnyCase(log2Size).Sample(
            (p, values, z) => Assert.Equal(Horner(p, z), domain.EvaluateBitReversed(values, z)),
            iter: Iterations(log2Size));
    }

    [Theory, MemberData(nameof(Sizes))]
    public void The_quotient_times_the_divisor_and_the_value_are_the_polynomial(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        AnyCase(log2Size).Sample(
            (p, values, z) =>
            {
                Fr[] quotient = new Fr[domain.Size], expected = [.. p];
                Assert.Equal(Horner(p, z), domain.DivideBitReversed(values, z, quotient));
                Assert.Equal(Horner(p, z), Polynomial.DivideByLinear(expected, z));
                domain.ForwardToBitReversed(expected);
                Assert.Equal(expected, quotient);
            },
            iter: Iterations(log2Size));
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Lagrange_coefficients_weigh_values_to_the_value_at_the_point(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        AnyCase(log2Size).Sample(
            (p, values, z) =>
            {
                Fr[] coefficients = new Fr[domain.Size];
                domain.LagrangeAtBitReversed(z, coefficients);
                Assert.Equal(Horner(p, z), values.Zip(coefficients, (v, l) => v * l).Aggregate((x, y) => x + y));
                Fr[] natural = new Fr[domain.Size];
                domain.LagrangeAt(z, natural);
                BitReversal.Permute<Fr>(natural);
                Assert.Equal(coefficients, natural);
            },
            iter: Iterations(log2Size));
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Distances_are_inverted_and_zero_stays_zero(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        AnyCase(log2Size).Sample(
            (_, _, z) =>
            {
                Fr[] inverses = new Fr[domain.Size];
                domain.InvertDistances(z, inverses);
                Fr element = Fr.One;
                for (int i = 0; i < inverses.Length; i++, element *= domain.Root)
                {
                    Fr inverse = inverses[BitReversal.Of(i, log2Size)];
                    Assert.Equal(z == element ? Fr.Zero : Fr.One, inverse * (z - element));
                    Assert.Equal(z == element, inverse.IsZero);
                }
            },
            iter: Iterations(log2Size));
    }

    [Theory, MemberData(nameof(Sizes))]
    public void An_element_has_its_index_and_other_points_have_none(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        Gen.Select(Gen.Int[0, domain.Size - 1], AnyField.Fr).Sample(
            (index, other) =>
            {
                Fr element = FieldAlgorithms.Pow(domain.Root, [(ulong)index]);
                return domain.IndexOf(element) == index && domain.VanishingAt(element).IsZero
                    && domain.IndexOf(element * Fr.Generator) == -1 && !domain.VanishingAt(element * Fr.Generator).IsZero
                    && domain.VanishingAt(other) == FieldAlgorithms.Pow(other, [(ulong)domain.Size]) - Fr.One;
            },
            iter: 20);
    }

    [Fact]
    public void Another_root_orders_the_values_its_own_way()
    {
        EvaluationDomain domain = EvaluationDomain.WithRoot(7, FieldAlgorithms.Pow(Fr.RootOfUnity(7), [11]));
        Gen.Select(AnyField.Fr.Array[128], AnyField.Fr, Gen.Int[0, 127], Gen.Bool).Sample(
            (p, any, index, inside) =>
            {
                Fr z = inside ? FieldAlgorithms.Pow(domain.Root, [(ulong)index]) : any;
                Fr[] values = [.. p], quotient = new Fr[128];
                domain.ForwardToBitReversed(values);
                Assert.Equal(Horner(p, z), domain.EvaluateBitReversed(values, z));
                Assert.Equal(Horner(p, z), domain.DivideBitReversed(values, z, quotient));
                domain.InverseFromBitReversed(quotient);
                Fr[] expected = [.. p];
                Polynomial.DivideByLinear(expected, z);
                Assert.Equal(expected, quotient);
            },
            iter: 20);
    }

    [Fact]
    public void Wrong_lengths_and_overlaps_are_refused()
    {
        EvaluationDomain domain = EvaluationDomain.Of(7);
        Fr[] right = new Fr[128], wrong = new Fr[127], both = new Fr[256];
        Assert.Throws<ArgumentException>(() => domain.EvaluateBitReversed(wrong, Fr.One));
        Assert.Throws<ArgumentException>(() => domain.DivideBitReversed(wrong, Fr.One, right));
        Assert.Throws<ArgumentException>(() => domain.DivideBitReversed(right, Fr.One, wrong));
        Assert.Throws<ArgumentException>(() => domain.DivideBitReversed(right, Fr.One, right));
        Assert.Throws<ArgumentException>(() => domain.DivideBitReversed(both.AsSpan(0, 128), Fr.One, both.AsSpan(1, 128)));
        Assert.Throws<ArgumentException>(() => domain.LagrangeAt(Fr.One, wrong));
        Assert.Throws<ArgumentException>(() => domain.InvertDistances(Fr.One, both));
    }

    [Fact]
    public void Nothing_is_allocated_once_the_tables_are_there()
    {
        EvaluationDomain domain = EvaluationDomain.Of(12);
        Fr[] values = new Fr[domain.Size], quotient = new Fr[domain.Size];
        values.AsSpan().Fill(Fr.Generator);
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work()
        {
            domain.EvaluateBitReversed(values, Fr.Generator);
            domain.DivideBitReversed(values, Fr.Generator, quotient);
            domain.DivideBitReversed(values, domain.Root, quotient);
            domain.LagrangeAtBitReversed(Fr.Generator, quotient);
        }
    }

    private static int Iterations(int log2Size) => log2Size < 8 ? 20 : 3;

    /// <summary>Coefficients, their values in bit-reversed order, and a point: anywhere, zero, or in the domain.</summary>
    private static Gen<(Fr[] P, Fr[] Values, Fr Z)> AnyCase(int log2Size)
    {
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        Gen<Fr> point = Gen.Frequency(
            (1, AnyField.Fr),
            (1, Gen.Int[0, domain.Size - 1].Select(index => FieldAlgorithms.Pow(domain.Root, [(ulong)index]))));
        return Gen.Select(AnyField.Fr.Array[domain.Size], point).Select((p, z) =>
        {
            Fr[] values = [.. p];
            domain.ForwardToBitReversed(values);
            return (p, values, z);
        });
    }

    private static Fr Horner(Fr[] p, Fr x)
    {
        Fr sum = Fr.Zero;
        for (int i = p.Length - 1; i >= 0; i--)
            sum = sum * x + p[i];
        return sum;
    }
}
