using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <content>Lanes with AVX2 and FMA: limbs are doubles, and a limb of the eight lanes is two vectors of 4, its halves.</content>
/// <remarks>
/// <para>
/// <b>Layout.</b> 8 limbs of 48 bits, whole numbers held by doubles, limb i of the eight lanes at words 8i to 8i + 7; R = 2^384. Normal elements have limbs 0 to 6
/// in [−2^47, 2^47]; everything else that is said of normal, wide and centered elements holds. So sums and differences are those of doubles.
/// </para>
/// <para>
/// <b>Products.</b> AVX2 has no 64-bit product, so a column Σ xᵢ·yⱼ is summed in floating point, exactly. With H starting at 1.5·2^100, whose unit in the last place
/// is 2^48, H' = fma(x, y, H) adds the product rounded to a multiple of 2^48, and fma(x, y, H − H') is what the rounding left, at most 2^47: both exact, since
/// H − H' is, and a rest that small is a whole number a double holds. The rests add up to L. Two fused multiply-adds, a difference and a sum for each product.
/// The carry to the next column is H/2^48; H + L − H moves L's own multiple of 2^48 there, and leaves the column's digit.
/// </para>
/// <para>
/// <b>Bounds.</b> H stays in its binade while the products' sum is below 2^99: a wide factor and a normal one make 8·2^95, two products of normal ones 16·2^94, the
/// reduction 8·2^94 more: 1.5·2^98. L is a sum of at most 24 rests of 2^47, and of a carry, and below 2^53.
/// </para>
/// <para>
/// The reduction is the same as with AVX-512 but for signed digits: f is −12885098499, so the first steps hardly move the result, and the product of elements of absolute
/// value i·q and k·q is at most (0.102·i·k + 0.501)·q. The arithmetic is IEEE 754 in the rounding to nearest that .NET guarantees, so it gives the same bits everywhere.
/// </para>
/// </remarks>
internal static unsafe partial class FqLanes
{
    private const int NarrowLimbs = 8, NarrowLimbBits = 48, Halves = Lanes / Half, Half = 4;

    // 1.5·2^100: adding and subtracting it rounds to a multiple of 2^48.
    private const double Rounder = 1.5 * (1L << 50) * (1L << 50), Down = 1.0 / (1L << NarrowLimbBits);

    private static ReadOnlySpan<double> NarrowModulus => NarrowPrime.Slice(NarrowLimbs, NarrowLimbs);

    private static void NegateNarrow(double* result, double* a)
    {
        for (int i = 0; i < NarrowLimbs * Lanes; i += Half)
            (-Vector256.Load(a + i)).Store(result + i);
    }

    private static void AddNarrow(double* result, double* a, double* b)
    {
        for (int i = 0; i < NarrowLimbs * Lanes; i += Lanes)
        {
            (Vector256.Load(a + i) + Vector256.Load(b + i)).Store(result + i);
            (Vector256.Load(a + i + Half) + Vector256.Load(b + i + Half)).Store(result + i + Half);
        }
    }

    private static void AddTwiceNarrow(double* result, double* a, double* b)
    {
        for (int i = 0; i < NarrowLimbs * Lanes; i += Half)
        {
            Vector256<double> once = Vector256.Load(b + i);
            (Vector256.Load(a + i) + once + once).Store(result + i);
        }
    }

    private static void SubtractNarrow(double* result, double* a, double* b)
    {
        for (int i = 0; i < NarrowLimbs * Lanes; i += Lanes)
        {
            (Vector256.Load(a + i) - Vector256.Load(b + i)).Store(result + i);
            (Vector256.Load(a + i + Half) - Vector256.Load(b + i + Half)).Store(result + i + Half);
        }
    }

    private static void CarryNarrow(double* result, double* a)
    {
        Vector256<double> rounder = Vector256.Create(Rounder), low = Vector256<double>.Zero, high = low;
        for (int i = 0; i < (NarrowLimbs - 1) * Lanes; i += Lanes)
        {
            Carry(result + i, Vector256.Load(a + i) + low, rounder, out low);
            Carry(result + i + Half, Vector256.Load(a + i + Half) + high, rounder, out high);
        }

        const int Top = (NarrowLimbs - 1) * Lanes;
        (Vector256.Load(a + Top) + low).Store(result + Top);
        (Vector256.Load(a + Top + Half) + high).Store(result + Top + Half);
    }

    /// <summary>Takes the nearest multiple of q from 4 lanes and carries: the result, of <see cref="Lanes"/> words a limb, is normal and centered.</summary>
    /// <param name="result">4 lanes of an element.</param>
    /// <param name="a">Limbs at most 2^51.9; the top one tells the multiple.</param>
    /// <param name="stride">Words between the limbs of <paramref name="a"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CenterNarrow(double* result, double* a, int stride)
    {
        const int Top = NarrowLimbs - 1;
        ReadOnlySpan<double> prime = NarrowPrime;
        Vector256<double> multiple = Avx.RoundToNearestInteger(Vector256.Load(a + Top * stride) * Vector256.Create(prime[2 * NarrowLimbs + 3]));
        Vector256<double> rounder = Vector256.Create(Rounder), carry = Vector256<double>.Zero;
        for (int i = 0; i < Top; i++)
        {
            Vector256<double> limb = Fma.MultiplyAddNegated(multiple, Vector256.Create(prime[NarrowLimbs + i]), Vector256.Load(a + i * stride));
            Carry(result + i * Lanes, limb + carry, rounder, out carry);
        }

        (Fma.MultiplyAddNegated(multiple, Vector256.Create(prime[NarrowLimbs + Top]), Vector256.Load(a + Top * stride)) + carry).Store(result + Top * Lanes);
    }

    // No kernels of their own: they would have more variables than the compiler follows, and take five times as long.
    [SkipLocalsInit]
    private static void ProductSumLessNarrow(long* result, long* a, long* b, long* c, long* d, long* e)
    {
        long* buffer = stackalloc long[NarrowLimbs * Lanes + Lanes], sum = AlignedWords.Align(buffer);
        ProductSumNarrow(sum, a, b, c, d);
        CenterLess((double*)result, (double*)sum, (double*)e);
    }

    [SkipLocalsInit]
    private static void ProductDifferenceLessNarrow(long* result, long* a, long* b, long* c, long* d, long* e)
    {
        long* buffer = stackalloc long[NarrowLimbs * Lanes + Lanes], difference = AlignedWords.Align(buffer);
        ProductDifferenceNarrow(difference, a, b, c, d);
        CenterLess((double*)result, (double*)difference, (double*)e);
    }

    private static void CenterLess(double* result, double* a, double* b)
    {
        SubtractNarrow(a, a, b);
        CenterNarrow(result, a, Lanes);
        CenterNarrow(result + Half, a + Half, Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(double* result, Vector256<double> limb, Vector256<double> rounder, out Vector256<double> carry)
    {
        Vector256<double> multiple = limb + rounder - rounder;
        (limb - multiple).Store(result);
        carry = multiple * Vector256.Create(Down);
    }

    private static void BlendNarrow(long* result, long* source, byte mask)
    {
        Vector256<long> low = Vector256.Create(1L, 2, 4, 8), high = Vector256.Create(16L, 32, 64, 128), bits = Vector256.Create((long)mask);
        low = Vector256.Equals(bits & low, low);
        high = Vector256.Equals(bits & high, high);
        for (int i = 0; i < NarrowLimbs * Lanes; i += Lanes)
        {
            Vector256.ConditionalSelect(low, Vector256.Load(source + i), Vector256.Load(result + i)).Store(result + i);
            Vector256.ConditionalSelect(high, Vector256.Load(source + i + Half), Vector256.Load(result + i + Half)).Store(result + i + Half);
        }
    }

    private static void RotateNarrow(long* result, long* a, int distance)
    {
        for (int i = 0; i < NarrowLimbs * Lanes; i += Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++)
                result[i + lane] = a[i + ((lane + distance) & (Lanes - 1))];
        }
    }

    [SkipLocalsInit]
    private static byte ZeroLanesNarrow(double* difference)
    {
        double* normal = stackalloc double[NarrowLimbs * Lanes];
        CarryNarrow(normal, difference);
        uint lanes = 0;
        for (int half = 0; half < Halves; half++)
        {
            // Doubles compare as numbers: −0 is 0.
            Vector256<double> zero = Vector256<long>.AllBitsSet.AsDouble(), plus = zero, minus = zero;
            for (int i = 0; i < NarrowLimbs; i++)
            {
                Vector256<double> limb = Vector256.Load(normal + i * Lanes + half * Half), q = Vector256.Create(NarrowModulus[i]);
                zero &= Vector256.Equals(limb, Vector256<double>.Zero);
                plus &= Vector256.Equals(limb, q);
                minus &= Vector256.Equals(limb, -q);
            }

            lanes |= (zero | plus | minus).ExtractMostSignificantBits() << (half * Half);
        }

        return (byte)lanes;
    }

    private static void FromRowsNarrow(long* result, nuint* addresses, nint offset)
    {
        for (int half = 0; half < Halves; half++, addresses += Half, result += Half)
        {
            for (int limbs = 0; limbs < NarrowLimbs; limbs += Half)
            {
                Transpose(
                    NarrowRow(addresses[0], offset + limbs), NarrowRow(addresses[1], offset + limbs),
                    NarrowRow(addresses[2], offset + limbs), NarrowRow(addresses[3], offset + limbs),
                    out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3);
                c0.Store(result + limbs * Lanes);
                c1.Store(result + limbs * Lanes + 8);
                c2.Store(result + limbs * Lanes + 16);
                c3.Store(result + limbs * Lanes + 24);
            }
        }
    }

    private static void FromSignedRowsNarrow(long* result, nuint* addresses, nint offset)
    {
        for (int half = 0; half < Halves; half++, addresses += Half, result += Half)
        {
            Vector256<long> sign = Vector256.Load((long*)addresses) << 63;
            for (int limbs = 0; limbs < NarrowLimbs; limbs += Half)
            {
                Transpose(
                    NarrowRow(addresses[0], offset + limbs), NarrowRow(addresses[1], offset + limbs),
                    NarrowRow(addresses[2], offset + limbs), NarrowRow(addresses[3], offset + limbs),
                    out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3);
                (c0 ^ sign).Store(result + limbs * Lanes);
                (c1 ^ sign).Store(result + limbs * Lanes + 8);
                (c2 ^ sign).Store(result + limbs * Lanes + 16);
                (c3 ^ sign).Store(result + limbs * Lanes + 24);
            }
        }
    }

    private static void ToRowsNarrow(nuint* addresses, nint offset, long* a)
    {
        for (int half = 0; half < Halves; half++, addresses += Half, a += Half)
        {
            for (int limbs = 0; limbs < NarrowLimbs; limbs += Half)
            {
                long* from = a + limbs * Lanes;
                Transpose(
                    Vector256.Load(from), Vector256.Load(from + 8), Vector256.Load(from + 16), Vector256.Load(from + 24),
                    out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3);
                c0.Store((long*)addresses[0] + offset + limbs);
                c1.Store((long*)addresses[1] + offset + limbs);
                c2.Store((long*)addresses[2] + offset + limbs);
                c3.Store((long*)addresses[3] + offset + limbs);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> NarrowRow(nuint address, nint offset) => Vector256.Load((long*)(address & ~(nuint)1) + offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector256<long> r0, Vector256<long> r1, Vector256<long> r2, Vector256<long> r3,
        out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3)
    {
        Vector256<long> even01 = Avx2.UnpackLow(r0, r1), odd01 = Avx2.UnpackHigh(r0, r1), even23 = Avx2.UnpackLow(r2, r3), odd23 = Avx2.UnpackHigh(r2, r3);
        c0 = Avx2.Permute2x128(even01, even23, 0x20);
        c1 = Avx2.Permute2x128(odd01, odd23, 0x20);
        c2 = Avx2.Permute2x128(even01, even23, 0x31);
        c3 = Avx2.Permute2x128(odd01, odd23, 0x31);
    }
}
