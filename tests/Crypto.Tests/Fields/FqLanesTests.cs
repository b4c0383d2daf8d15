using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>The lanes against integers, with limbs on the edges of their ranges, and against the scalar field.</summary>
[Trait("Category", "Law")]
public sealed unsafe class FqLanesTests : IDisposable
{
    private const int Lanes = FqLanes.Lanes;

    private static readonly int Length = FqLanes.Length, Limbs = FqLanes.Limbs, LimbBits = FqLanes.LimbBits;

    private static readonly long s_half = 1L << (LimbBits - 1);

    private static readonly BigInteger s_q = BigInteger.Parse(
        "01a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static readonly BigInteger s_inverseRadix = BigInteger.ModPow(BigInteger.One << (Limbs * LimbBits), s_q - 2, s_q);

    private readonly long* _memory = (long*)NativeMemory.AlignedAlloc((nuint)(8 * Length * sizeof(long)), 64);

    public FqLanesTests() => Assert.SkipUnless(FqLanes.IsSupported, "This machine has neither AVX-512 nor AVX2, or they are switched off.");

    public void Dispose() => NativeMemory.AlignedFree(_memory);

    // Limbs at their least, at their greatest, around zero and anywhere; lanes are independent, so each takes its own shape.
    private static Gen<long[]> Element(int widening) =>
        Gen.Select(Gen.Int[0, 5].Array[Lanes], Gen.Long.Array[Length], Gen.Int[-1, 1].Array[Length], (shapes, any, small) =>
        {
            long[] element = new long[Length];
            for (int i = 0; i < Length; i++)
            {
                int limb = i / Lanes;
                long bound = widening * (limb == Limbs - 1 ? FqLanes.IsWide ? 1L << 51 : 1L << 45 : s_half); // the value reaches 1.2q
                element[i] = Word(shapes[i % Lanes] switch
                {
                    0 => -bound,
                    1 => bound - 1,
                    2 => any[i] < 0 ? -bound : bound - 1,
                    3 => small[i],
                    4 => any[i] < 0 ? any[i] % bound : -bound,
                    _ => any[i] % bound,
                });
            }

            return element;
        });

    private static readonly Gen<long[]> s_normal = Element(1), s_wide = Element(2);

    private static readonly Gen<long[][]> s_operands = Gen.Select(s_wide, s_normal, s_normal, s_normal, s_wide, (a, b, c, d, e) => new[] { a, b, c, d, e });

    [Fact]
    public void A_product_is_the_product() =>
        Holds((r, x) => FqLanes.Multiply(r, x[0], x[1]), v => v[0] * v[1] * s_inverseRadix, 1.25);

    [Fact]
    public void The_second_factor_may_be_the_wide_one() =>
        Holds((r, x) => FqLanes.Multiply(r, x[1], x[0]), v => v[0] * v[1] * s_inverseRadix, 1.25);

    [Fact]
    public void A_product_less_something_is_centered() =>
        Holds((r, x) => FqLanes.MultiplyLess(r, x[0], x[1], x[4]), v => v[0] * v[1] * s_inverseRadix - v[4], 0.5);

    [Fact]
    public void A_square_is_the_square() =>
        Holds((r, x) => FqLanes.Square(r, x[1]), v => v[1] * v[1] * s_inverseRadix, 1.25);

    [Fact]
    public void A_square_less_something_is_centered() =>
        Holds((r, x) => FqLanes.SquareLess(r, x[1], x[4]), v => v[1] * v[1] * s_inverseRadix - v[4], 0.5);

    [Fact]
    public void A_sum_of_products_is_the_sum() =>
        Holds((r, x) => FqLanes.ProductSum(r, x[1], x[2], x[3], x[1]), v => (v[1] * v[2] + v[3] * v[1]) * s_inverseRadix, 1.25);

    [Fact]
    public void A_sum_of_products_less_something_is_centered() =>
        Holds((r, x) => FqLanes.ProductSumLess(r, x[1], x[2], x[3], x[1], x[4]), v => (v[1] * v[2] + v[3] * v[1]) * s_inverseRadix - v[4], 0.5);

    [Fact]
    public void With_four_lanes_a_vector_products_may_meet_with_a_wide_factor_each_or_one_with_two()
    {
        Assert.SkipWhen(FqLanes.IsWide, "With AVX-512 two wide factors are carried first.");
        Holds((r, x) => FqLanes.ProductSum(r, x[0], x[1], x[4], x[2]), v => (v[0] * v[1] + v[4] * v[2]) * s_inverseRadix, 1.25);
        Holds((r, x) => FqLanes.ProductDifference(r, x[0], x[1], x[4], x[2]), v => (v[0] * v[1] - v[4] * v[2]) * s_inverseRadix, 1.25);
        Holds((r, x) => FqLanes.ProductSumLess(r, x[0], x[1], x[4], x[2], x[0]), v => (v[0] * v[1] + v[4] * v[2]) * s_inverseRadix - v[0], 0.5);
        Holds((r, x) => FqLanes.Multiply(r, x[0], x[4]), v => v[0] * v[4] * s_inverseRadix, 1.25);
        Holds((r, x) => FqLanes.MultiplyLess(r, x[0], x[4], x[0]), v => v[0] * v[4] * s_inverseRadix - v[0], 0.5);
    }

    [Fact]
    public void A_difference_of_products_is_the_difference() =>
        Holds((r, x) => FqLanes.ProductDifference(r, x[1], x[2], x[3], x[1]), v => (v[1] * v[2] - v[3] * v[1]) * s_inverseRadix, 1.25);

    [Fact]
    public void A_difference_of_products_less_something_is_centered() =>
        Holds((r, x) => FqLanes.ProductDifferenceLess(r, x[1], x[2], x[3], x[1], x[4]), v => (v[1] * v[2] - v[3] * v[1]) * s_inverseRadix - v[4], 0.5);

    [Fact]
    public void Sums_and_differences_go_limb_by_limb()
    {
        Holds((r, x) => FqLanes.Add(r, x[1], x[2]), v => v[1] + v[2], double.MaxValue);
        Holds((r, x) => FqLanes.Subtract(r, x[1], x[2]), v => v[1] - v[2], double.MaxValue);
        Holds((r, x) => FqLanes.AddTwice(r, x[0], x[1]), v => v[0] + v[1] + v[1], double.MaxValue);
    }

    [Fact]
    public void Carrying_keeps_the_value() => Holds((r, x) => FqLanes.Carry(r, x[0]), v => v[0], 4);

    [Fact]
    public void A_result_may_overwrite_an_operand() =>
        s_operands.Sample(operands =>
        {
            long*[] x = Place(operands);
            long* expected = _memory + 6 * Length;
            FqLanes.Multiply(expected, x[0], x[1]);
            FqLanes.Multiply(x[1], x[0], x[1]);
            Assert.Equal(new ReadOnlySpan<long>(expected, Length), new ReadOnlySpan<long>(x[1], Length));
            FqLanes.MultiplyLess(expected, x[0], x[2], x[4]);
            FqLanes.MultiplyLess(x[4], x[0], x[2], x[4]);
            Assert.Equal(new ReadOnlySpan<long>(expected, Length), new ReadOnlySpan<long>(x[4], Length));
            FqLanes.SquareLess(expected, x[3], x[0]);
            FqLanes.SquareLess(x[3], x[3], x[0]);
            Assert.Equal(new ReadOnlySpan<long>(expected, Length), new ReadOnlySpan<long>(x[3], Length));
        }, threads: 1);

    [Fact]
    public void Lanes_do_what_scalars_do() =>
        Gen.Select(AnyField.Fq.Array[Lanes], AnyField.Fq.Array[Lanes]).Sample((a, b) =>
        {
            long* x = _memory, y = x + Length, z = y + Length;
            Fq[] result = new Fq[Lanes];
            fixed (Fq* pa = a, pb = b, pr = result)
            {
                FqLanes.FromFq(x, pa, 1);
                FqLanes.FromFq(y, pb, 1);
                FqLanes.ToFq(pr, 1, x);
                Assert.Equal(a, result);
                FqLanes.Multiply(z, x, y);
                FqLanes.ToFq(pr, 1, z);
                Assert.Equal(a.Zip(b, (p, q) => p * q), result);
                FqLanes.Subtract(z, x, y);
                int zeros = Enumerable.Range(0, Lanes).Sum(lane => a[lane] == b[lane] ? 1 << lane : 0);
                Assert.Equal(zeros, FqLanes.ZeroLanes(z));
            }
        }, threads: 1);

    [Fact]
    public void Zero_is_seen_in_each_of_its_three_shapes()
    {
        long* zero = _memory;
        for (int lane = 0; lane < Lanes; lane++)
            Put(zero, lane, (lane % 4 - 1) * s_q); // −q, 0, q, and 2q, which no difference reaches
        Assert.Equal(0b0111_0111, FqLanes.ZeroLanes(zero));
    }

    [Fact]
    public void Rows_and_lanes_are_transposes_of_each_other() =>
        s_normal.Sample(element =>
        {
            long*[] x = Place([element]);
            long* rows = _memory + Length, back = _memory + 4 * Length;
            nuint* addresses = (nuint*)(_memory + 6 * Length);
            for (int lane = 0; lane < Lanes; lane++)
                addresses[lane] = (nuint)(rows + lane * 2 * FqLanes.RowLength);
            FqLanes.ToRows(addresses, FqLanes.RowLength, x[0]);
            for (int i = 0; i < Length; i++)
                Assert.Equal(element[i], rows[(i % Lanes * 2 + 1) * FqLanes.RowLength + i / Lanes]);
            FqLanes.FromRows(back, addresses, FqLanes.RowLength);
            Assert.Equal(element, new ReadOnlySpan<long>(back, Length).ToArray());
            for (int lane = 0; lane < Lanes; lane += 3)
                addresses[lane]++;
            FqLanes.FromRows(back, addresses, FqLanes.RowLength);
            Assert.Equal(element, new ReadOnlySpan<long>(back, Length).ToArray());
            FqLanes.FromSignedRows(back, addresses, FqLanes.RowLength);
            for (int i = 0; i < Length; i++)
                Assert.Equal(i % Lanes % 3 == 0 ? Word(-Limb(element[i])) : element[i], Word(Limb(back[i])));
            FqLanes.Rotate(back, x[0], 3);
            for (int i = 0; i < Length; i++)
                Assert.Equal(element[i / Lanes * Lanes + (i + 3) % Lanes], back[i]);
        }, threads: 1);

    private delegate void Operation(long* result, long*[] operands);

    private void Holds(Operation operation, Func<BigInteger[], BigInteger> expected, double bound) =>
        s_operands.Sample(operands =>
        {
            long*[] x = Place(operands);
            long* result = _memory + 6 * Length;
            operation(result, x);
            for (int lane = 0; lane < Lanes; lane++)
            {
                BigInteger[] values = new BigInteger[x.Length];
                for (int i = 0; i < x.Length; i++)
                    values[i] = Value(x[i], lane);
                BigInteger value = Value(result, lane);
                Assert.True(((value - expected(values)) % s_q).IsZero, "The residue is wrong.");
                Assert.True((double)BigInteger.Abs(value) <= bound * (1 + 1e-9) * (double)s_q, "The result is not as small as promised.");
                for (int i = 0; i < Limbs - 1 && bound < double.MaxValue; i++)
                    Assert.InRange(Limb(result[i * Lanes + lane]), -s_half, FqLanes.IsWide ? s_half - 1 : s_half);
            }
        }, iter: 300, threads: 1); // the memory is shared

    private long*[] Place(long[][] operands)
    {
        long*[] placed = new long*[operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            placed[i] = _memory + i * Length;
            operands[i].CopyTo(new Span<long>(placed[i], Length));
        }

        return placed;
    }

    private static void Put(long* element, int lane, BigInteger value)
    {
        for (int i = 0; i < Limbs; i++)
        {
            long low = (long)(value & ((1L << LimbBits) - 1)), limb = low >= s_half ? low - 2 * s_half : low;
            element[i * Lanes + lane] = Word(limb);
            value = (value - limb) >> LimbBits;
        }
    }

    private static BigInteger Value(long* element, int lane)
    {
        BigInteger value = 0;
        for (int i = Limbs - 1; i >= 0; i--)
            value = (value << LimbBits) + Limb(element[i * Lanes + lane]);
        return value;
    }

    // A limb is an integer, or a whole number that a double holds.
    private static long Word(long limb) => FqLanes.IsWide ? limb : BitConverter.DoubleToInt64Bits(limb);

    private static long Limb(long word)
    {
        if (FqLanes.IsWide)
            return word;
        double limb = BitConverter.Int64BitsToDouble(word);
        Assert.Equal(limb, Math.Round(limb));
        return (long)limb;
    }
}
