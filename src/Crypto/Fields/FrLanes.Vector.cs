using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <content>Ways in and out of vector form, and reduction. The only place that knows how <see cref="Fr"/> lies in memory.</content>
internal partial struct FrLanes
{
    private const long LimbMask = (1L << 52) - 1;

    // r in limbs of 52 bits.
    private const long R0 = 0xfffff00000001, R1 = 0x02fffe5bfefff, R2 = 0x9a1d80553bda4, R3 = 0x7d483339d8080, R4 = 0x73eda753299d;

    private static void BroadcastVector(in Fr element, out FrLanes lanes)
    {
        FrFactor factor = new(in element);
        Unsafe.SkipInit(out lanes);
        lanes._l0 = Vector512.Create(factor._i0);
        lanes._l1 = Vector512.Create(factor._i1);
        lanes._l2 = Vector512.Create(factor._i2);
        lanes._l3 = Vector512.Create(factor._i3);
        lanes._l4 = Vector512.Create(factor._i4);
    }

    /// <summary>Loads 8 consecutive elements. Safety: the caller has checked that they are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LoadVector(in Fr source, out FrLanes lanes)
    {
        ref ulong words = ref Unsafe.As<Fr, ulong>(ref Unsafe.AsRef(in source));
        FromRows(
            Vector512.LoadUnsafe(ref words), Vector512.LoadUnsafe(ref words, 8),
            Vector512.LoadUnsafe(ref words, 16), Vector512.LoadUnsafe(ref words, 24), out lanes);
    }

    /// <summary>Loads 8 elements a stride apart. Safety: the caller has checked that they are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadVector(in Fr source, int stride, out FrLanes lanes)
    {
        ref ulong words = ref Unsafe.As<Fr, ulong>(ref Unsafe.AsRef(in source));
        nuint step = 4 * (nuint)stride;
        FromRows(
            Vector512.Create(Vector256.LoadUnsafe(ref words), Vector256.LoadUnsafe(ref words, step)),
            Vector512.Create(Vector256.LoadUnsafe(ref words, 2 * step), Vector256.LoadUnsafe(ref words, 3 * step)),
            Vector512.Create(Vector256.LoadUnsafe(ref words, 4 * step), Vector256.LoadUnsafe(ref words, 5 * step)),
            Vector512.Create(Vector256.LoadUnsafe(ref words, 6 * step), Vector256.LoadUnsafe(ref words, 7 * step)), out lanes);
    }

    /// <summary>Transposes 4 rows of 2 elements each, and splits their words into limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FromRows(Vector512<ulong> r0, Vector512<ulong> r1, Vector512<ulong> r2, Vector512<ulong> r3, out FrLanes lanes)
    {
        Vector512<ulong> low = Vector512.Create(0UL, 4, 8, 12, 1, 5, 9, 13), high = Vector512.Create(2UL, 6, 10, 14, 3, 7, 11, 15);
        Vector512<ulong> x01 = Avx512F.PermuteVar8x64x2(r0, low, r1), x23 = Avx512F.PermuteVar8x64x2(r2, low, r3);
        Vector512<ulong> y01 = Avx512F.PermuteVar8x64x2(r0, high, r1), y23 = Avx512F.PermuteVar8x64x2(r2, high, r3);
        FromWords(
            Avx512F.Shuffle4x128(x01, x23, 0x44), Avx512F.Shuffle4x128(x01, x23, 0xee),
            Avx512F.Shuffle4x128(y01, y23, 0x44), Avx512F.Shuffle4x128(y01, y23, 0xee), out lanes);
    }

    /// <summary>Splits 4 words of 64 bits a lane into limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FromWords(Vector512<ulong> w0, Vector512<ulong> w1, Vector512<ulong> w2, Vector512<ulong> w3, out FrLanes lanes)
    {
        Vector512<ulong> m = Vector512.Create((ulong)LimbMask);
        Unsafe.SkipInit(out lanes);
        lanes._l0 = (w0 & m).AsInt64();
        lanes._l1 = (((w0 >> 52) | (w1 << 12)) & m).AsInt64();
        lanes._l2 = (((w1 >> 40) | (w2 << 24)) & m).AsInt64();
        lanes._l3 = (((w2 >> 28) | (w3 << 36)) & m).AsInt64();
        lanes._l4 = (w3 >> 16).AsInt64();
    }

    /// <summary>Stores 8 consecutive elements. Safety: the caller has checked that there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void StoreVector(in FrLanes lanes, ref Fr destination)
    {
        ToRows(in lanes, out Vector512<ulong> r0, out Vector512<ulong> r1, out Vector512<ulong> r2, out Vector512<ulong> r3);
        ref ulong words = ref Unsafe.As<Fr, ulong>(ref destination);
        r0.StoreUnsafe(ref words);
        r1.StoreUnsafe(ref words, 8);
        r2.StoreUnsafe(ref words, 16);
        r3.StoreUnsafe(ref words, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreVector(in FrLanes lanes, ref Fr destination, int stride)
    {
        ToRows(in lanes, out Vector512<ulong> r0, out Vector512<ulong> r1, out Vector512<ulong> r2, out Vector512<ulong> r3);
        ref ulong words = ref Unsafe.As<Fr, ulong>(ref destination);
        nuint step = 4 * (nuint)stride;
        r0.GetLower().StoreUnsafe(ref words);
        r0.GetUpper().StoreUnsafe(ref words, step);
        r1.GetLower().StoreUnsafe(ref words, 2 * step);
        r1.GetUpper().StoreUnsafe(ref words, 3 * step);
        r2.GetLower().StoreUnsafe(ref words, 4 * step);
        r2.GetUpper().StoreUnsafe(ref words, 5 * step);
        r3.GetLower().StoreUnsafe(ref words, 6 * step);
        r3.GetUpper().StoreUnsafe(ref words, 7 * step);
    }

    /// <summary>The canonical form as 4 rows of 2 elements each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToRows(
        in FrLanes lanes, out Vector512<ulong> r0, out Vector512<ulong> r1, out Vector512<ulong> r2, out Vector512<ulong> r3)
    {
        Canonical(in lanes, out FrLanes c);
        ToWords(in c, out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3);
        Vector512<ulong> x01 = Avx512F.Shuffle4x128(w0, w1, 0x44), x23 = Avx512F.Shuffle4x128(w0, w1, 0xee);
        Vector512<ulong> y01 = Avx512F.Shuffle4x128(w2, w3, 0x44), y23 = Avx512F.Shuffle4x128(w2, w3, 0xee);
        Vector512<ulong> even = Vector512.Create(0UL, 4, 8, 12, 1, 5, 9, 13), odd = Vector512.Create(2UL, 6, 10, 14, 3, 7, 11, 15);
        r0 = Avx512F.PermuteVar8x64x2(x01, even, y01);
        r1 = Avx512F.PermuteVar8x64x2(x01, odd, y01);
        r2 = Avx512F.PermuteVar8x64x2(x23, even, y23);
        r3 = Avx512F.PermuteVar8x64x2(x23, odd, y23);
    }

    /// <summary>Joins carried limbs of values between 0 and 2^256 to 4 words of 64 bits a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToWords(
        in FrLanes c, out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3)
    {
        Vector512<ulong> l0 = c._l0.AsUInt64(), l1 = c._l1.AsUInt64(), l2 = c._l2.AsUInt64(), l3 = c._l3.AsUInt64(), l4 = c._l4.AsUInt64();
        w0 = l0 | (l1 << 52);
        w1 = (l1 >> 12) | (l2 << 40);
        w2 = (l2 >> 24) | (l3 << 28);
        w3 = (l3 >> 36) | (l4 << 16);
    }

    /// <summary>Stores the limbs carried: 0 to 3 between 0 and 2^52, the sign in limb 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(
        Vector512<long> l0, Vector512<long> l1, Vector512<long> l2, Vector512<long> l3, Vector512<long> l4, out FrLanes carried)
    {
        Vector512<long> m = Vector512.Create(LimbMask);
        l1 += l0 >> 52;
        l2 += l1 >> 52;
        l3 += l2 >> 52;
        l4 += l3 >> 52;
        Unsafe.SkipInit(out carried);
        carried._l0 = l0 & m;
        carried._l1 = l1 & m;
        carried._l2 = l2 & m;
        carried._l3 = l3 & m;
        carried._l4 = l4;
    }

    /// <summary>Stores the limbs less the multiple of r nearest to each lane, plus <paramref name="offset"/> times r, carried.</summary>
    /// <remarks>The top limb tells the multiple: what the lower ones still carry is below 2^−35 r. At weight 16 it is 33 at most.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(
        Vector512<long> l0, Vector512<long> l1, Vector512<long> l2, Vector512<long> l3, Vector512<long> l4, long offset, out FrLanes reduced)
    {
        Vector512<double> quotient = Avx512DQ.ConvertToVector512Double(l4) * Vector512.Create(1.0 / (R4 + 0.48938));
        Vector512<long> q = Avx512DQ.ConvertToVector512Int64(quotient); // to nearest
        if (offset != 0)
            q -= Vector512.Create(offset);
        Carry(
            l0 - q * Vector512.Create(R0), l1 - q * Vector512.Create(R1), l2 - q * Vector512.Create(R2),
            l3 - q * Vector512.Create(R3), l4 - q * Vector512.Create(R4), out reduced);
    }

    /// <summary>The representative nearest to zero, or one hardly farther, with carried limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReduceVector(in FrLanes a, out FrLanes reduced) => Reduce(a._l0, a._l1, a._l2, a._l3, a._l4, 0, out reduced);

    /// <summary>The representative between 0 and r, with carried limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Canonical(in FrLanes a, out FrLanes canonical)
    {
        Reduce(a._l0, a._l1, a._l2, a._l3, a._l4, 0, out FrLanes c);
        Vector512<long> negative = c._l4 >> 63;
        Carry(
            c._l0 + (negative & Vector512.Create(R0)), c._l1 + (negative & Vector512.Create(R1)), c._l2 + (negative & Vector512.Create(R2)),
            c._l3 + (negative & Vector512.Create(R3)), c._l4 + (negative & Vector512.Create(R4)), out canonical);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte ZeroMaskVector(in FrLanes a)
    {
        ReduceVector(in a, out FrLanes c);
        return (byte)Vector512.Equals(c._l0 | c._l1 | c._l2 | c._l3 | c._l4, Vector512<long>.Zero).ExtractMostSignificantBits();
    }
}
