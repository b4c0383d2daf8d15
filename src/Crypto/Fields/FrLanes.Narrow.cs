using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <content>Lanes with AVX2 and FMA: the same limbs in the same memory, each in two vectors of 4 lanes, its halves.</content>
/// <remarks>
/// What AVX2 lacks is made of what it has: an arithmetic shift is a logical one of a number that a multiple of the shifted-out power has made positive;
/// a whole number becomes a double, and back, as the last bits of a double of fixed exponent. Doubles are rounded to nearest, which is all that .NET knows.
/// </remarks>
internal unsafe partial struct FrLanes
{
    private const int Halves = 2, WordsOfHalf = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Limb(in FrLanes lanes, int limb, int half) =>
        Vector256.LoadUnsafe(in Unsafe.As<FrLanes, long>(ref Unsafe.AsRef(in lanes)), (nuint)(Count * limb + WordsOfHalf * half));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Limb(FrLanes* lanes, int limb, int half) => Vector256.Load((long*)lanes + Count * limb + WordsOfHalf * half);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Set(ref FrLanes lanes, int limb, int half, Vector256<long> value) =>
        value.StoreUnsafe(ref Unsafe.As<FrLanes, long>(ref lanes), (nuint)(Count * limb + WordsOfHalf * half));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Set(FrLanes* lanes, int limb, int half, Vector256<long> value) => value.Store((long*)lanes + Count * limb + WordsOfHalf * half);

    private static void AddNarrow(in FrLanes a, in FrLanes b, out FrLanes sum)
    {
        Unsafe.SkipInit(out sum);
        for (int limb = 0; limb < Limbs; limb++)
        {
            Set(ref sum, limb, 0, Limb(in a, limb, 0) + Limb(in b, limb, 0));
            Set(ref sum, limb, 1, Limb(in a, limb, 1) + Limb(in b, limb, 1));
        }
    }

    private static void SubtractNarrow(in FrLanes a, in FrLanes b, out FrLanes difference)
    {
        Unsafe.SkipInit(out difference);
        for (int limb = 0; limb < Limbs; limb++)
        {
            Set(ref difference, limb, 0, Limb(in a, limb, 0) - Limb(in b, limb, 0));
            Set(ref difference, limb, 1, Limb(in a, limb, 1) - Limb(in b, limb, 1));
        }
    }

    private static void AddNarrow(in FrLanes a, in FrFactor factor, out FrLanes sum)
    {
        Unsafe.SkipInit(out sum);
        for (int limb = 0; limb < Limbs; limb++)
        {
            Vector256<long> f = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in factor._i0), limb));
            Set(ref sum, limb, 0, Limb(in a, limb, 0) + f);
            Set(ref sum, limb, 1, Limb(in a, limb, 1) + f);
        }
    }

    private static void AddNarrow(in FrLanes a, in FrLanes b, in FrFactor factor, out FrLanes sum)
    {
        Unsafe.SkipInit(out sum);
        for (int limb = 0; limb < Limbs; limb++)
        {
            Vector256<long> f = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in factor._i0), limb));
            Set(ref sum, limb, 0, Limb(in a, limb, 0) + Limb(in b, limb, 0) + f);
            Set(ref sum, limb, 1, Limb(in a, limb, 1) + Limb(in b, limb, 1) + f);
        }
    }

    private static void AddNarrow(in FrLanes a, in FrLanes b, in FrLanes c, in FrLanes d, out FrLanes sum)
    {
        Unsafe.SkipInit(out sum);
        for (int limb = 0; limb < Limbs; limb++)
        {
            Set(ref sum, limb, 0, Limb(in a, limb, 0) + Limb(in b, limb, 0) + (Limb(in c, limb, 0) + Limb(in d, limb, 0)));
            Set(ref sum, limb, 1, Limb(in a, limb, 1) + Limb(in b, limb, 1) + (Limb(in c, limb, 1) + Limb(in d, limb, 1)));
        }
    }

    private static void MixNarrow(in FrLanes a, in FrLanes b, in FrFactor factor, out FrLanes first, out FrLanes second)
    {
        Unsafe.SkipInit(out first);
        Unsafe.SkipInit(out second);
        for (int limb = 0; limb < Limbs; limb++)
        {
            Vector256<long> f = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in factor._i0), limb));
            for (int half = 0; half < Halves; half++)
            {
                Vector256<long> x = Limb(in a, limb, half), y = Limb(in b, limb, half), sum = x + y;
                Set(ref first, limb, half, x + sum + f);
                Set(ref second, limb, half, sum + y + y);
            }
        }
    }

    private static void MultiplySmallNarrow(in FrLanes a, int k, out FrLanes multiple)
    {
        Unsafe.SkipInit(out multiple);
        bool isPower = int.IsPow2(k);
        int shift = isPower ? int.Log2(k) : 0;
        for (int limb = 0; limb < Limbs; limb++)
        {
            for (int half = 0; half < Halves; half++)
            {
                Vector256<long> x = Limb(in a, limb, half);
                Set(ref multiple, limb, half, isPower ? x << shift : x * k);
            }
        }
    }

    private static void SelectNarrow(byte mask, in FrLanes a, in FrLanes b, out FrLanes selected)
    {
        Unsafe.SkipInit(out selected);
        Vector256<long> low = Vector256.Create(1L, 2, 4, 8), high = Vector256.Create(16L, 32, 64, 128), bits = Vector256.Create((long)mask);
        for (int half = 0; half < Halves; half++)
        {
            Vector256<long> own = half == 0 ? low : high, chosen = Vector256.Equals(bits & own, own);
            for (int limb = 0; limb < Limbs; limb++)
                Set(ref selected, limb, half, Vector256.ConditionalSelect(chosen, Limb(in a, limb, half), Limb(in b, limb, half)));
        }
    }

    /// <summary>Whole numbers below 2^53 in absolute value as doubles: the upper 32 bits, signed, and the lower ones become doubles of their own.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="one">The bits of 2^52, which callers have in a register.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDouble(Vector256<long> x, Vector256<long> one)
    {
        Vector256<long> low = Avx2.Blend(x.AsInt32(), one.AsInt32(), 0b10101010).AsInt64(); // 2^52 + l
        Vector256<long> high = (x >>> 32) ^ Vector256.Create(0x4530000080000000L); // 2^84 + 2^63 + h·2^32
        return high.AsDouble() - Vector256.Create(0x4530000080100000L).AsDouble() + low.AsDouble(); // less 2^84 + 2^63 + 2^52
    }

    /// <summary>Stores the limbs carried: 0 to 3 between 0 and 2^52, the sign in limb 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CarryNarrow(
        Vector256<long> l0, Vector256<long> l1, Vector256<long> l2, Vector256<long> l3, Vector256<long> l4,
        out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3, out Vector256<long> c4)
    {
        const long Bias = long.MinValue, Carried = 1L << 11; // 2^63 is 2^11 in the next limb
        Vector256<long> m = Vector256.Create(LimbMask), bias = Vector256.Create(long.MaxValue - Carried + 1);
        l0 += Vector256.Create(Bias);
        l1 += bias + (l0 >>> 52);
        l2 += bias + (l1 >>> 52);
        l3 += bias + (l2 >>> 52);
        c4 = l4 - Vector256.Create(Carried) + (l3 >>> 52);
        c0 = l0 & m;
        c1 = l1 & m;
        c2 = l2 & m;
        c3 = l3 & m;
    }

    /// <summary>The limbs less the multiple of r nearest to each lane, plus <paramref name="offset"/> times r, carried.</summary>
    /// <remarks>As with AVX-512 the top limb tells the multiple, here without its last 4 bits: 2^−42 r.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceNarrow(
        in FrLanes a, int half, long offset,
        out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3, out Vector256<long> c4)
    {
        const double Whole = 1L << 52, ToNearest = 1.5 * Whole;
        Vector256<long> top = Limb(in a, 4, half), shifted = (top + Vector256.Create(1L << 53)) >>> 4;
        Vector256<double> high = (shifted | Vector256.Create(0x4330000000000000L)).AsDouble() - Vector256.Create(Whole + (1L << 49));
        Vector256<long> q = Fma.MultiplyAdd(high, Vector256.Create(16 / (R4 + 0.48938)), Vector256.Create(ToNearest)).AsInt64()
            - Vector256.Create(BitConverter.DoubleToInt64Bits(ToNearest) + offset);
        // r = 1 − 2^32 + 2^52·(R1 + 1) + …
        CarryNarrow(
            Limb(in a, 0, half) - q + (q << 32), Less(Limb(in a, 1, half), q, R1 + 1), Less(Limb(in a, 2, half), q, R2),
            Less(Limb(in a, 3, half), q, R3), Less(top, q, R4), out c0, out c1, out c2, out c3, out c4);
    }

    /// <summary>x − q·limb, for q of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Less(Vector256<long> x, Vector256<long> q, long limb)
    {
        const int Bits = 26;
        Vector256<long> high = Avx2.Multiply(q.AsInt32(), Vector256.Create(limb >> Bits).AsInt32());
        return x - (high << Bits) - Avx2.Multiply(q.AsInt32(), Vector256.Create(limb & ((1L << Bits) - 1)).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReduceNarrow(in FrLanes a, out FrLanes reduced)
    {
        Unsafe.SkipInit(out reduced);
        for (int half = 0; half < Halves; half++)
        {
            ReduceNarrow(in a, half, 0, out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3, out Vector256<long> c4);
            Set(ref reduced, 0, half, c0);
            Set(ref reduced, 1, half, c1);
            Set(ref reduced, 2, half, c2);
            Set(ref reduced, 3, half, c3);
            Set(ref reduced, 4, half, c4);
        }
    }

    /// <summary>The representative between 0 and r, with carried limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CanonicalNarrow(
        in FrLanes a, int half, out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3, out Vector256<long> c4)
    {
        ReduceNarrow(in a, half, 0, out c0, out c1, out c2, out c3, out c4);
        Vector256<long> negative = Vector256.LessThan(c4, Vector256<long>.Zero);
        CarryNarrow(
            c0 + (negative & Vector256.Create(R0)), c1 + (negative & Vector256.Create(R1)), c2 + (negative & Vector256.Create(R2)),
            c3 + (negative & Vector256.Create(R3)), c4 + (negative & Vector256.Create(R4)), out c0, out c1, out c2, out c3, out c4);
    }

    private static void SplitByOneNarrow(FrLanes* x, nint half)
    {
        for (FrLanes* end = x + half; x < end; x++)
        {
            FrLanes* y = x + half;
            SubtractNarrow(in *x, in *y, out FrLanes difference);
            AddNarrow(in *x, in *y, out *x);
            ReduceNarrow(in *x, out *x);
            ReduceNarrow(in difference, out *y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte ZeroMaskNarrow(in FrLanes a)
    {
        uint mask = 0;
        for (int half = 0; half < Halves; half++)
        {
            ReduceNarrow(in a, half, 0, out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3, out Vector256<long> c4);
            mask |= Vector256.Equals(c0 | c1 | c2 | c3 | c4, Vector256<long>.Zero).ExtractMostSignificantBits() << (WordsOfHalf * half);
        }

        return (byte)mask;
    }
}
