using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <summary>Eight elements of 𝔽q side by side, one per 64-bit lane of AVX-512 registers; with AVX2 and FMA in another form, see FqLanes.Narrow.cs.</summary>
/// <remarks>
/// <para>
/// <b>Layout.</b> An element is <see cref="Length"/> signed 64-bit words in memory aligned to 64 bytes: 7 limbs of 55 bits,
/// limb i of the eight lanes at words 8i to 8i + 7. It stands for <c>Σ limb_i · 2^(55·i) / R mod q</c> with R = 2^385.
/// The value is any representative: <i>normal</i> elements have limbs 0 to 5 in [−2^54, 2^54] and an absolute value below 1.2q,
/// <i>wide</i> ones are a sum or difference of two normal ones, limb by limb. <i>Centered</i> ones are normal and at most
/// q/2·(1 + 2^−40) in absolute value.
/// </para>
/// <para>
/// <b>Products.</b> AVX-512 multiplies two 64-bit integers but keeps only the low half. The high half comes from floating point:
/// a column of the schoolbook product is summed twice, once exactly modulo 2^64 by integer products, once approximately by fused
/// multiply-adds of the limbs as doubles. The column S and its estimate h·2^55 differ by less than 2^63, so the carry
/// ⌊(S + 2^54)/2^55⌋ = h + ⌊(S + 2^54 − h·2^55)/2^55⌋ is found exactly from words. That is two multiplications and one addition
/// per product of 55-bit limbs, whatever the rounding mode; 52-bit limbs with an exact high and low half in doubles need five
/// instructions each and 128 products instead of 98.
/// </para>
/// <para>
/// <b>Why the estimate is good enough.</b> A column with one wide factor is a sum of at most 7 products of 2^109 and, from the reduction, 7 more
/// of 2^109. The fused additions then round by at most 8.7·2^59 in total, the conversions of the limbs add 1.8·2^59 and the carry that comes in
/// less than 2^58: together 11·2^59, where 16·2^59 = 2^63 is allowed. For the sums of two products all factors are normal: 14 products of
/// 2^108 and 7 of 2^109, 12.7·2^59. Two wide factors would not do.
/// </para>
/// <para>
/// <b>Reduction.</b> Montgomery's, a limb at a time. With f·q ≡ −1 mod 2^55 the digit that clears a column is that column's own
/// lowest digit d, and (S + d·f·q)/2^55 is the carry plus d·(f·q + 1)/2^55: no product for the digit, none for the column itself.
/// Such a step moves the result by up to |f·q|/2^55 = 0.094q; the last of the seven steps uses q itself, so that the product of
/// elements of absolute value i·q and k·q is between −(0.051·i·k + 0.1)·q and (0.051·i·k + 1)·q.
/// </para>
/// <para>Source of the Montgomery-friendly multiple: Bos, Costello, Hisil, Lauter, "Fast cryptography in genus 2", section 3.</para>
/// </remarks>
internal static unsafe partial class FqLanes
{
    /// <summary>The number of elements side by side.</summary>
    public const int Lanes = 8;

    /// <summary>The largest <see cref="Length"/> of all machines.</summary>
    public const int MaxLength = NarrowLimbs * Lanes;

    private const int WideLimbs = 7, WideLimbBits = 55;

    /// <summary>The number of limbs of an element.</summary>
    public static int Limbs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsWide ? WideLimbs : NarrowLimbs;
    }

    /// <summary>The bits of a limb.</summary>
    public static int LimbBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsWide ? WideLimbBits : NarrowLimbBits;
    }

    /// <summary>The size of eight elements in 64-bit words.</summary>
    public static int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsWide ? WideLimbs * Lanes : NarrowLimbs * Lanes;
    }

    /// <summary>Whether this machine has the instructions, those of one form or of the other.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsWide || (Avx2.IsSupported && Fma.IsSupported);
    }

    /// <summary>Whether a limb of the eight lanes is one vector of integers: what <see cref="Curves.Lanes.LanePoint"/> needs.</summary>
    public static bool IsWide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported && Avx512DQ.IsSupported && Avx512BW.IsSupported;
    }

    /// <summary>Returns <c>a + b</c>, wide when both are normal.</summary>
    public static void Add(long* result, long* a, long* b)
    {
        if (!IsWide)
        {
            AddNarrow((double*)result, (double*)a, (double*)b);
            return;
        }

        for (int i = 0; i < Length; i += Lanes)
            (Vector512.Load(a + i) + Vector512.Load(b + i)).Store(result + i);
    }

    /// <summary>Returns <c>a + 2b</c>, wide when a is the difference of some normal c and b.</summary>
    public static void AddTwice(long* result, long* a, long* b)
    {
        if (!IsWide)
        {
            AddTwiceNarrow((double*)result, (double*)a, (double*)b);
            return;
        }

        for (int i = 0; i < Length; i += Lanes)
        {
            Vector512<long> once = Vector512.Load(b + i);
            (Vector512.Load(a + i) + once + once).Store(result + i);
        }
    }

    /// <summary>Returns <c>a − b</c>, wide when both are normal.</summary>
    public static void Subtract(long* result, long* a, long* b)
    {
        if (!IsWide)
        {
            SubtractNarrow((double*)result, (double*)a, (double*)b);
            return;
        }

        for (int i = 0; i < Length; i += Lanes)
            (Vector512.Load(a + i) - Vector512.Load(b + i)).Store(result + i);
    }

    /// <summary>Returns <c>−a</c>, of the same kind.</summary>
    public static void Negate(long* result, long* a)
    {
        if (!IsWide)
        {
            NegateNarrow((double*)result, (double*)a);
            return;
        }

        for (int i = 0; i < Length; i += Lanes)
            (-Vector512.Load(a + i)).Store(result + i);
    }

    /// <summary>Carries from limb to limb, so that a wide element has the limbs of a normal one; its value stays.</summary>
    public static void Carry(long* result, long* a)
    {
        if (!IsWide)
        {
            CarryNarrow((double*)result, (double*)a);
            return;
        }

        Vector512<long> half = Vector512.Create(1L << (WideLimbBits - 1)), mask = Vector512.Create((1L << WideLimbBits) - 1), carry = Vector512<long>.Zero;
        for (int i = 0; i < Length - Lanes; i += Lanes)
        {
            Vector512<long> limb = Vector512.Load(a + i) + carry + half;
            ((limb & mask) - half).Store(result + i);
            carry = Vector512.ShiftRightArithmetic(limb, WideLimbBits);
        }

        (Vector512.Load(a + Length - Lanes) + carry).Store(result + Length - Lanes);
    }

    /// <summary>Copies the lanes of <paramref name="mask"/> from <paramref name="source"/> and leaves the others.</summary>
    public static void Blend(long* result, long* source, byte mask)
    {
        if (!IsWide)
        {
            BlendNarrow(result, source, mask);
            return;
        }

        Vector512<long> select = LaneMask(mask);
        for (int i = 0; i < Length; i += Lanes)
            Vector512.ConditionalSelect(select, Vector512.Load(source + i), Vector512.Load(result + i)).Store(result + i);
    }

    /// <summary>Moves lane (i + <paramref name="distance"/>) mod 8 to lane i; <paramref name="result"/> is not <paramref name="a"/>.</summary>
    public static void Rotate(long* result, long* a, int distance)
    {
        if (!IsWide)
        {
            RotateNarrow(result, a, distance);
            return;
        }

        Vector512<long> from = (Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7) + Vector512.Create((long)distance)) & Vector512.Create(7L);
        for (int i = 0; i < Length; i += Lanes)
            Avx512F.PermuteVar8x64(Vector512.Load(a + i), from).Store(result + i);
    }

    /// <summary>The lanes in which a centered or wide difference of centered elements stands for zero.</summary>
    [SkipLocalsInit]
    public static byte ZeroLanes(long* difference)
    {
        if (!IsWide)
            return ZeroLanesNarrow((double*)difference);
        long* normal = stackalloc long[MaxLength];
        Carry(normal, difference);
        // Between −q and q, with a hair on both sides, zero is −q, 0 or q.
        Vector512<long> zero = Vector512<long>.AllBitsSet, plus = zero, minus = zero;
        for (int i = 0; i < WideLimbs; i++)
        {
            Vector512<long> limb = Vector512.Load(normal + i * Lanes);
            zero &= Vector512.Equals(limb, Vector512<long>.Zero);
            plus &= Vector512.Equals(limb, Vector512.Create(Prime[2 * WideLimbs + i]));
            minus &= Vector512.Equals(limb, Vector512.Create(-Prime[2 * WideLimbs + i]));
        }

        return (byte)(zero | plus | minus).ExtractMostSignificantBits();
    }

    private static Vector512<long> LaneMask(byte mask)
    {
        Vector512<long> bits = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.Equals(Vector512.Create((long)mask) & bits, bits);
    }
}
