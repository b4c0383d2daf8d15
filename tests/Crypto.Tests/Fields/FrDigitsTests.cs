using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>Digits in doubles against integers, on the edges of their ranges, and against the scalar field.</summary>
[Trait("Category", "Law")]
public sealed unsafe class FrDigitsTests : IDisposable
{
    private const int Limbs = 5, Bits = 51, Count = FrDigits.Count, Length = FrDigits.Length;

    private const long Edge = 1L << (Bits - 1);

    private static readonly BigInteger s_r = BigInteger.Parse(
        "073eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static readonly BigInteger s_inverseRadix = BigInteger.ModPow(BigInteger.One << (Limbs * Bits), s_r - 2, s_r);

    private readonly double* _memory = (double*)NativeMemory.AlignedAlloc(6 * Length * sizeof(double), 64);

    public FrDigitsTests() => Assert.SkipUnless(FrDigits.IsSupported, "This machine has AVX-512, or no AVX2, or it is switched off.");

    public void Dispose() => NativeMemory.AlignedFree(_memory);

    // Digits at their least, at their greatest, around zero and anywhere, up to a multiple of the edge; the top one up to another.
    private static Gen<double[]> Element(int digit, double top) =>
        Gen.Select(Gen.Int[0, 5].Array[Count], Gen.Long.Array[Length], Gen.Int[-1, 1].Array[Length], (shapes, any, small) =>
        {
            double[] element = new double[Length];
            for (int i = 0; i < Length; i++)
            {
                long bound = i / Count == Limbs - 1 ? (long)(top * Edge) : digit * Edge;
                element[i] = shapes[i % Count] switch
                {
                    0 => -bound,
                    1 => bound,
                    2 => any[i] < 0 ? -bound : bound,
                    3 => small[i],
                    4 => any[i] < 0 ? any[i] % bound : -bound,
                    _ => any[i] % bound,
                };
            }

            return element;
        });

    private static readonly Gen<double[]> s_normal = Element(1, 1.85), s_centered = Element(1, 0.9), s_sum = Element(2, 1.8), s_sumOfFour = Element(4, 7.2);

    [Fact]
    public void A_product_is_the_product() => Gen.Select(s_normal, s_normal).Sample(
        (a, b) => Holds([a, b], (r, x) => FrDigits.Multiply(r, x, x + Length), v => v[0] * v[1] * s_inverseRadix, 1.46), iter: 300, threads: 1);

    [Fact]
    public void A_square_is_the_square() => s_normal.Sample(
        a => Holds([a], (r, x) => FrDigits.Square(r, x), v => v[0] * v[0] * s_inverseRadix, 1.46), iter: 300, threads: 1);

    [Fact]
    public void A_multiple_and_a_sum_are_centered() => Gen.Select(s_centered, s_normal, s_sum).Sample(
        (f, a, b) =>
        {
            double[] factor = [.. Enumerable.Range(0, Limbs).Select(i => f[i * Count])];
            BigInteger value = Value(factor, 0, 1);
            Holds([a, b], (r, x) =>
            {
                fixed (double* digits = factor)
                    FrDigits.ScaleAdd(r, digits, x, x + Length);
            }, v => value * v[0] * s_inverseRadix + v[1], 0.5);
        },
        iter: 300, threads: 1);

    [Fact]
    public void Sums_are_centered()
    {
        s_sumOfFour.Sample(a => Holds([a], (r, x) => FrDigits.Center(r, x), v => v[0], 0.5), iter: 300, threads: 1);
        Gen.Select(s_normal, s_centered).Sample((a, b) =>
        {
            Holds([a, b], (r, x) => FrDigits.AddCentered(r, x, x + Length), v => v[0] + v[1], 0.5);
            Holds([a, b], (r, x) => FrDigits.TwiceAddCentered(r, x, x + Length), v => 2 * v[0] + v[1], 0.5);
            Holds([a, b], (r, x) => FrDigits.AddCentered(r, x, x + Length, x + Length, x + Length), v => v[0] + 3 * v[1], 0.5);
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void A_result_may_overwrite_an_operand() => Gen.Select(s_normal, s_normal).Sample((a, b) =>
    {
        a.CopyTo(new Span<double>(_memory, Length));
        b.CopyTo(new Span<double>(_memory + Length, Length));
        FrDigits.Multiply(_memory + 2 * Length, _memory, _memory + Length);
        FrDigits.Multiply(_memory + Length, _memory, _memory + Length);
        Assert.Equal(new ReadOnlySpan<double>(_memory + 2 * Length, Length), new ReadOnlySpan<double>(_memory + Length, Length));
        FrDigits.Square(_memory + 2 * Length, _memory);
        FrDigits.Square(_memory, _memory);
        Assert.Equal(new ReadOnlySpan<double>(_memory + 2 * Length, Length), new ReadOnlySpan<double>(_memory, Length));
    }, iter: 100, threads: 1);

    [Fact]
    public void Elements_go_in_and_come_out() => Gen.Select(AnyField.Fr.Array[2 * Count], AnyField.Fr).Sample((elements, factor) =>
    {
        Fr[] results = new Fr[Count];
        double[] digits = new double[FrDigits.FactorLength];
        FrDigits.WriteFactor(factor, digits);
        fixed (Fr* source = elements, destination = results)
        fixed (double* f = digits)
        {
            FrDigits.Load(_memory, source, 2);
            FrDigits.Store(destination, _memory);
            Assert.Equal(elements.Where((_, i) => i % 2 == 0), results);
            FrDigits.Load(_memory + Length, source + 1, 2);
            FrDigits.ScaleAdd(_memory, f, _memory, _memory + Length);
            FrDigits.Store(destination, _memory);
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(i => elements[2 * i] * factor + elements[2 * i + 1]), results);
    }, threads: 1);

    private delegate void Operation(double* result, double* operands);

    private void Holds(double[][] operands, Operation operation, Func<BigInteger[], BigInteger> expected, double bound)
    {
        for (int i = 0; i < operands.Length; i++)
            operands[i].CopyTo(new Span<double>(_memory + i * Length, Length));
        double* result = _memory + 4 * Length;
        operation(result, _memory);
        double[] digits = new ReadOnlySpan<double>(result, Length).ToArray();
        for (int lane = 0; lane < Count; lane++)
        {
            BigInteger value = Value(digits, lane, Count);
            BigInteger[] values = [.. operands.Select(operand => Value(operand, lane, Count))];
            Assert.True(((value - expected(values)) % s_r).IsZero, "The residue is wrong.");
            Assert.True((double)BigInteger.Abs(value) <= bound * (1 + 1e-9) * (double)s_r, "The result is not as small as promised.");
            for (int i = 0; i < Limbs - 1; i++)
                Assert.InRange(digits[i * Count + lane], -Edge, Edge);
        }
    }

    private static BigInteger Value(double[] digits, int lane, int stride)
    {
        BigInteger value = 0;
        for (int i = Limbs - 1; i >= 0; i--)
        {
            double digit = digits[i * stride + lane];
            Assert.Equal(digit, Math.Round(digit));
            value = (value << Bits) + (long)digit;
        }

        return value;
    }
}
