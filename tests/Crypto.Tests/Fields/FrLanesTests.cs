using System.Numerics;
using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>Lanes do what <see cref="Fr"/> does, eight times.</summary>
[Trait("Category", "Law")]
public sealed class FrLanesTests
{
    private static readonly Gen<Fr[]> Eight = AnyField.Fr.Array[FrLanes.Count];

    [Fact]
    public void What_is_loaded_is_stored() => Eight.Sample(x => Elements(Lanes(x)).SequenceEqual(x));

    [Fact]
    public void What_is_loaded_with_a_stride_is_stored_with_a_stride() =>
        Gen.Int[1, 5].SelectMany(stride => Gen.Select(Gen.Const(stride), AnyField.Fr.Array[7 * stride + 1])).Sample((stride, x) =>
        {
            FrLanes.Load(x, stride, out FrLanes lanes);
            Fr[] back = [.. Enumerable.Repeat(Fr.Generator, x.Length)];
            lanes.Store(back, stride);
            return back.Select((element, i) => element == (i % stride == 0 ? x[i] : Fr.Generator)).All(right => right);
        });

    [Fact]
    public void Sums_differences_and_products_are_those_of_each_lane() =>
        Gen.Select(Eight, Eight).Sample((x, y) =>
        {
            FrLanes a = Lanes(x), b = Lanes(y);
            return Same(a + b, x.Zip(y, (p, q) => p + q)) && Same(a - b, x.Zip(y, (p, q) => p - q)) && Same(-a, x.Select(p => -p))
                && Same(a * b, x.Zip(y, (p, q) => p * q));
        });

    [Fact]
    public void Doubles_squares_and_small_multiples_are_those_of_each_lane() =>
        Gen.Select(Eight, Gen.Int[-16, 16]).Sample((x, k) =>
        {
            FrLanes a = Lanes(x);
            FrLanes.Double(in a, out FrLanes twice);
            FrLanes.Square(in a, out FrLanes square);
            FrLanes.MultiplySmall(in a, k, out FrLanes multiple);
            Fr small = k < 0 ? -Fr.FromUInt64((ulong)-k) : Fr.FromUInt64((ulong)k);
            return Same(twice, x.Select(p => p + p)) && Same(square, x.Select(p => p * p)) && Same(multiple, x.Select(p => p * small));
        });

    [Fact]
    public void A_factor_multiplies_every_lane() =>
        Gen.Select(Eight, AnyField.Fr).Sample((x, f) =>
        {
            FrFactor factor = new(f);
            return Same(Lanes(x) * factor, x.Select(p => p * f)) && Same(FrLanes.Broadcast(f), x.Select(_ => f));
        });

    [Fact]
    public void Selection_takes_each_lane_from_where_the_mask_says() =>
        Gen.Select(Eight, Eight, Gen.Byte).Sample((x, y, mask) =>
        {
            FrLanes a = Lanes(x), b = Lanes(y);
            FrLanes.Select(mask, in a, in b, out FrLanes selected);
            return Same(selected, Enumerable.Range(0, 8).Select(i => (mask >> i & 1) != 0 ? x[i] : y[i]));
        });

    [Fact]
    public void Masks_tell_zeros_and_equal_lanes() =>
        Gen.Select(Eight, Eight, Gen.Byte).Sample((x, y, mask) =>
        {
            Fr[] mixed = [.. Enumerable.Range(0, 8).Select(i => (mask >> i & 1) != 0 ? x[i] : y[i])];
            FrLanes a = Lanes(x), b = Lanes(mixed), difference = a - b;
            int equal = Enumerable.Range(0, 8).Sum(i => x[i] == mixed[i] ? 1 << i : 0);
            return FrLanes.EqualMask(in a, in b) == equal && FrLanes.ZeroMask(in difference) == equal && FrLanes.EqualMask(in b, in b) == 0xff;
        });

    [Fact]
    public void Every_multiple_of_the_modulus_is_zero() =>
        Gen.Int[-32, 32].Sample(k =>
        {
            if (!FrLanes.IsAccelerated)
                return true;
            FrLanes multiple = FrLanesOracle.FromValues([.. Enumerable.Repeat(k * FrLanesOracle.Modulus, 8)]);
            return FrLanes.ZeroMask(in multiple) == 0xff && Elements(multiple).All(element => element.IsZero);
        });

    [Fact]
    public void A_result_may_replace_an_operand() =>
        Gen.Select(Eight, Eight).Sample((x, y) =>
        {
            FrLanes a = Lanes(x), b = Lanes(y), s = a, d = a, p = a, q = b, square = a, reduced = a + a, scaled = a;
            FrLanes.Add(in s, in b, out s);
            FrLanes.Subtract(in b, in d, out d);
            FrLanes.Multiply(in p, in b, out p);
            FrLanes.Multiply(in a, in q, out q);
            FrLanes.Square(in square, out square);
            FrLanes.Reduce(in reduced, out reduced);
            FrFactor factor = new(x[3]);
            FrLanes.Multiply(in scaled, in factor, out scaled);
            return Same(s, x.Zip(y, (u, v) => u + v)) && Same(d, x.Zip(y, (u, v) => v - u)) && Same(p, x.Zip(y, (u, v) => u * v))
                && Same(q, x.Zip(y, (u, v) => u * v)) && Same(square, x.Select(u => u * u)) && Same(reduced, x.Select(u => u + u))
                && Same(scaled, x.Select(u => u * x[3]));
        });

    [Fact]
    public void Sixteenfold_sums_are_multiplied_without_reduction() =>
        Gen.Select(Eight, Eight).Sample((x, y) =>
        {
            FrLanes a = Lanes(x), b = Lanes(y);
            for (int i = 0; i < 4; i++)
                (a, b) = (a + a, i % 2 == 0 ? b + b : b - -b);
            Fr scale = Fr.FromUInt64(16);
            FrLanes.Square(in a, out FrLanes square);
            FrLanes product = a * b;
            return Same(product, x.Zip(y, (p, q) => p * scale * (q * scale))) && Same(square, x.Select(p => p * scale * (p * scale)))
                && Same(product - square, x.Zip(y, (p, q) => p * scale * ((q - p) * scale)));
        });

    [Fact]
    public void Each_lane_can_be_read() => Eight.Sample(x => Enumerable.Range(0, 8).All(i => Lanes(x)[i] == x[i]));

    [Fact]
    public void Short_spans_and_bad_strides_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Load(new Fr[7], out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Load(new Fr[14], 2, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Load(new Fr[14], 0, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Load(new Fr[14], -1, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Load(new Fr[14], int.MaxValue, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Zero.Store(new Fr[7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Zero.Store(new Fr[14], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Zero[8]);
        Assert.Throws<ArgumentOutOfRangeException>(() => FrLanes.Zero[-1]);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Fr[] data = [.. Enumerable.Range(1, 8).Select(i => Fr.FromUInt64((ulong)i))];
        Work(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(data);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Work(Fr[] data)
        {
            FrLanes.Load(data, out FrLanes a);
            FrFactor factor = new(data[0]);
            FrLanes b = a * a + a * factor - FrLanes.One;
            FrLanes.Square(in b, out b);
            FrLanes.Reduce(in b, out b);
            FrLanes.Select(FrLanes.EqualMask(in a, in b), in a, in b, out b);
            b.Store(data);
        }
    }

    private static FrLanes Lanes(Fr[] elements)
    {
        FrLanes.Load(elements, out FrLanes lanes);
        return lanes;
    }

    private static Fr[] Elements(in FrLanes lanes)
    {
        Fr[] elements = new Fr[FrLanes.Count];
        lanes.Store(elements);
        return elements;
    }

    private static bool Same(in FrLanes lanes, IEnumerable<Fr> expected) => Elements(lanes).SequenceEqual(expected);
}

/// <summary>The vector kernels against arithmetic of whole numbers, at the limits of what their documentation allows.</summary>
[Trait("Category", "Law")]
public sealed class FrLanesKernelTests
{
    /// <summary>A limb of a lane that weighs the most: at the ends of its range, and near zero, more often than chance would have it.</summary>
    private static readonly Gen<long[]> HeaviestLane =
        from low in Limb((long)(FrLanes.MaxWeight * Math.ScaleB(1, 58))).Array[4]
        from top in Limb(2 * FrLanes.MaxWeight * 0x73eda753299d)
        select (long[])[.. low, top];

    private static readonly Gen<long[]> CarriedLane =
        from low in OneOf(0L, 1, (1L << 52) - 1, (1L << 52) - 2, 1L << 51, (1L << 32) - 1, 1L << 32, (1L << 52) - (1L << 32), -1).Array[4]
        from random in Gen.Long[0, (1L << 52) - 1].Array[4]
        from top in Limb(2 * FrLanes.MaxWeight * 0x73eda753299d)
        select (long[])[.. low.Zip(random, (edge, any) => edge < 0 ? any : edge), top];

    private static readonly Gen<FrLanes> AnyLanes = Gen.OneOf(HeaviestLane, CarriedLane).Array[8].Select(FrLanesOracle.FromLimbs);

    [Fact]
    public void Products_at_the_limits_are_exact_and_as_light_as_promised()
    {
        Assert.SkipUnless(FrLanes.IsAccelerated, "Lanes are not vectors here.");
        Gen.Select(AnyLanes, AnyLanes).Sample(
            (a, b) =>
            {
                FrLanes product = a * b;
                FrLanes.Square(in a, out FrLanes square);
                return Enumerable.Range(0, 8).All(lane =>
                {
                    BigInteger x = FrLanesOracle.Value(in a, lane), y = FrLanesOracle.Value(in b, lane);
                    return IsProduct(in product, lane, x, y) && IsProduct(in square, lane, x, x);
                });
            },
            iter: 3000);
    }

    [Fact]
    public void Scaled_lanes_at_the_limits_are_exact_and_as_light_as_promised()
    {
        Assert.SkipUnless(FrLanes.IsAccelerated, "Lanes are not vectors here.");
        Gen.Select(AnyLanes, AnyField.Fr).Sample(
            (a, f) =>
            {
                FrLanes product = a * new FrFactor(f), broadcast = FrLanes.Broadcast(f);
                return Enumerable.Range(0, 8).All(lane => IsProduct(in product, lane, FrLanesOracle.Value(in a, lane), FrLanesOracle.Value(in broadcast, lane)));
            },
            iter: 3000);
    }

    [Fact]
    public void Reduction_at_the_limits_is_exact_and_weighs_one()
    {
        Assert.SkipUnless(FrLanes.IsAccelerated, "Lanes are not vectors here.");
        AnyLanes.Sample(
            a =>
            {
                FrLanes.Reduce(in a, out FrLanes reduced);
                return Enumerable.Range(0, 8).All(lane =>
                {
                    BigInteger x = FrLanesOracle.Value(in a, lane), y = FrLanesOracle.Value(in reduced, lane);
                    return (x - y) % FrLanesOracle.Modulus == 0 && Weight(in reduced, lane) <= 1 && BigInteger.Abs(y) * 100 < FrLanesOracle.Modulus * 51;
                });
            },
            iter: 3000);
    }

    [Fact]
    public void Storing_gives_the_canonical_element_from_the_limits_too()
    {
        Assert.SkipUnless(FrLanes.IsAccelerated, "Lanes are not vectors here.");
        AnyLanes.Sample(
            a =>
            {
                Fr[] elements = new Fr[8];
                a.Store(elements);
                return Enumerable.Range(0, 8).All(lane =>
                {
                    // Montgomery form: the element is value / 2^260.
                    BigInteger value = new(elements[lane].ToBytes(), isUnsigned: true, isBigEndian: true);
                    return value < FrLanesOracle.Modulus && (value * BigInteger.Pow(2, 260) - FrLanesOracle.Value(in a, lane)) % FrLanesOracle.Modulus == 0;
                });
            },
            iter: 3000);
    }

    private static bool IsProduct(in FrLanes product, int lane, BigInteger x, BigInteger y)
    {
        BigInteger z = FrLanesOracle.Value(in product, lane), r = FrLanesOracle.Modulus;
        double v = Math.Abs((double)x / (double)r) / 2, w = Math.Abs((double)y / (double)r) / 2;
        return ((z << 260) - x * y) % r == 0 && Weight(in product, lane) <= Math.Max(1, (1 + v * w / 8.8) / 2) + 1e-9;
    }

    private static double Weight(in FrLanes lanes, int lane)
    {
        double weight = Math.Abs((double)FrLanesOracle.Value(in lanes, lane) / (double)FrLanesOracle.Modulus) / 2;
        for (int i = 0; i < 4; i++)
            weight = Math.Max(weight, Math.Abs((double)FrLanesOracle.Limb(in lanes, i, lane)) / Math.Pow(2, 58.4));
        return weight;
    }

    private static Gen<long> OneOf(params long[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<long> Limb(long limit) =>
        Gen.Frequency(
            (1, OneOf(0, 1, -1, limit, -limit, limit - 1, 1 - limit)),
            (1, Gen.Long[-limit, limit]),
            (1, Gen.Int[0, 62].Select(bit => Math.Clamp((1L << bit) - 1, -limit, limit))));
}

/// <summary>What lanes stand for, in whole numbers.</summary>
internal static class FrLanesOracle
{
    public static readonly BigInteger Modulus = BigInteger.Parse(
        "073eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", System.Globalization.NumberStyles.HexNumber, null);

    public static long Limb(in FrLanes lanes, int limb, int lane) =>
        Unsafe.Add(ref Unsafe.As<FrLanes, long>(ref Unsafe.AsRef(in lanes)), 8 * limb + lane);

    public static BigInteger Value(in FrLanes lanes, int lane)
    {
        long[] limbs = new long[5];
        for (int i = 0; i < 5; i++)
            limbs[i] = Limb(in lanes, i, lane);
        return Value(limbs);
    }

    public static BigInteger Value(long[] limbs)
    {
        BigInteger value = 0;
        for (int i = 4; i >= 0; i--)
            value = (value << 52) + limbs[i];
        return value;
    }

    /// <summary>Lanes from 8 times 5 limbs, least significant first.</summary>
    public static FrLanes FromLimbs(long[][] limbs)
    {
        FrLanes lanes = default;
        for (int i = 0; i < 5; i++)
        {
            for (int lane = 0; lane < 8; lane++)
                Unsafe.Add(ref Unsafe.As<FrLanes, long>(ref lanes), 8 * i + lane) = limbs[lane][i];
        }

        return lanes;
    }

    public static FrLanes FromValues(BigInteger[] values)
    {
        BigInteger mask = (BigInteger.One << 52) - 1;
        return FromLimbs([.. values.Select(value => (long[])[.. Enumerable.Range(0, 4).Select(i => (long)((value >> (52 * i)) & mask)), (long)(value >> 208)])]);
    }
}
