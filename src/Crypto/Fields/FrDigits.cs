using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <summary>Sixteen elements of 𝔽r side by side for long computations with AVX2 and FMA: digits stay doubles from one product to the next.</summary>
/// <remarks>
/// <para>
/// <b>Layout.</b> 5 digits of 51 bits, whole numbers held by doubles, digit i of the sixteen lanes at places 16i to 16i + 15; R = 2^255. <i>Normal</i> elements have digits 0 to 3 in
/// [−2^50, 2^50] and are at most 1.02r in absolute value; <i>centered</i> ones are normal and at most r/2·(1 + 2^−40). Products of normal elements are normal: x·y/R is at most
/// 0.91·|x|·|y|/r, and the reduction adds r/2, so the product of a centered element and another is at most 0.97r, and x⁴ of a centered x 0.98r.
/// </para>
/// <para>
/// <b>Products</b> are those of <see cref="FqLanes"/> with AVX2, four instructions for each product of digits, where <see cref="FrLanes"/> takes six and turns integers into doubles first. With
/// H starting at ±1.5·2^103, whose unit in the last place is 2^51, H' = fma(x, y, H) adds the product rounded to a multiple of 2^51, and fma(x, y, H − H') is what the rounding left, at
/// most 2^50. A column has two chains H, of opposite signs, so that their sum is the sum of the products' multiples. At 51 bits there is little room: a chain takes four products of 2^100,
/// eight rests a double. The generator counts both and carries in between; it refuses to write what would overflow.
/// </para>
/// <para>Everything is exact, so the elements are those of the scalar path.</para>
/// </remarks>
internal static unsafe partial class FrDigits
{
    /// <summary>The size of sixteen elements in doubles.</summary>
    public const int Length = Limbs * Count;

    /// <summary>The number of elements side by side.</summary>
    public const int Count = 16;

    /// <summary>The size of a factor, the same for all elements, in doubles.</summary>
    public const int FactorLength = Limbs;

    private const int Limbs = 5, LimbBits = 51, Quarter = 4, Quarters = Count / Quarter, Words = 4;

    // 1.5·2^103: adding and subtracting it rounds to a multiple of 2^51.
    private const double Rounder = 1.5 * (1L << 50) * (1L << 53), Down = 1.0 / (1L << LimbBits);

    // 2^250, which takes a·2^260 to a·2^255, and 2^260 mod r, which takes it back.
    private static readonly double[] s_enter = [0, 0, 0, 0, 1L << 46], s_leave = LeavingFactor();

    /// <summary>Whether this machine has the instructions, and not those of AVX-512.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => FrLanes.HasSignedDigits;
    }

    /// <summary>Writes the digits of an element in this form, to multiply with or to add: centered.</summary>
    public static void WriteFactor(in Fr element, Span<double> factor) => Split(element * s_toRadix, factor);

    // 2^−5, since an Fr holds a·2^260.
    private static readonly Fr s_toRadix = Fr.Inverse(Fr.FromUInt64(32));

    /// <summary>Loads 16 elements a stride apart; they come out centered. Safety: the caller has checked that they are there.</summary>
    [SkipLocalsInit]
    public static void Load(double* result, Fr* source, nint stride)
    {
        double* digits = stackalloc double[2 * Length];
        double* zero = digits + Length;
        new Span<double>(zero, Length).Clear();
        Vector256<ulong> mask = Vector256.Create((1UL << LimbBits) - 1);
        ulong* words = (ulong*)source;
        nint step = Words * stride;
        for (int quarter = 0; quarter < Quarters; quarter++, words += Quarter * step)
        {
            Vector256<ulong> w0 = Vector256.Load(words), w1 = Vector256.Load(words + step), w2 = Vector256.Load(words + 2 * step), w3 = Vector256.Load(words + 3 * step);
            FrLanes.Transpose(ref w0, ref w1, ref w2, ref w3);
            double* own = digits + quarter * Quarter;
            Real(w0 & mask).Store(own);
            Real(((w0 >> 51) | (w1 << 13)) & mask).Store(own + Count);
            Real(((w1 >> 38) | (w2 << 26)) & mask).Store(own + 2 * Count);
            Real(((w2 >> 25) | (w3 << 39)) & mask).Store(own + 3 * Count);
            Real(w3 >> 12).Store(own + 4 * Count);
        }

        // The digits have no sign and may be twice as large as those of normal elements; the factor's only digit is small.
        fixed (double* enter = s_enter)
            ScaleAdd(result, enter, digits, zero);
    }

    /// <summary>Stores 16 canonical elements one after the other. Safety: the caller has checked that there is room.</summary>
    [SkipLocalsInit]
    public static void Store(Fr* destination, double* a)
    {
        double* product = stackalloc double[2 * Length];
        double* zero = product + Length;
        new Span<double>(zero, Length).Clear();
        fixed (double* leave = s_leave)
            ScaleAdd(product, leave, a, zero);
        for (int quarter = 0; quarter < Quarters; quarter++, destination += Quarter)
        {
            Canonical(product + quarter * Quarter, out Vector256<ulong> w0, out Vector256<ulong> w1, out Vector256<ulong> w2, out Vector256<ulong> w3);
            FrLanes.Transpose(ref w0, ref w1, ref w2, ref w3);
            ulong* words = (ulong*)destination;
            w0.Store(words);
            w1.Store(words + 4);
            w2.Store(words + 8);
            w3.Store(words + 12);
        }
    }

    /// <summary>Returns <c>a + factor</c>, digit by digit.</summary>
    public static void AddFactor(double* result, double* a, double* factor)
    {
        for (int limb = 0; limb < Limbs; limb++)
        {
            Vector256<double> f = Vector256.Create(factor[limb]);
            for (int i = limb * Count; i < (limb + 1) * Count; i += Quarter)
                (Vector256.Load(a + i) + f).Store(result + i);
        }
    }

    /// <summary>Returns <c>a + factor</c>, centered.</summary>
    public static void AddFactorCentered(double* result, double* a, double* factor)
    {
        AddFactor(result, a, factor);
        Center(result, result);
    }

    /// <summary>Returns <c>a + b</c>, centered.</summary>
    public static void AddCentered(double* result, double* a, double* b)
    {
        for (int i = 0; i < Length; i += Quarter)
            (Vector256.Load(a + i) + Vector256.Load(b + i)).Store(result + i);
        Center(result, result);
    }

    /// <summary>Returns <c>2a + b</c>, centered.</summary>
    public static void TwiceAddCentered(double* result, double* a, double* b)
    {
        for (int i = 0; i < Length; i += Quarter)
        {
            Vector256<double> twice = Vector256.Load(a + i);
            (twice + twice + Vector256.Load(b + i)).Store(result + i);
        }

        Center(result, result);
    }

    /// <summary>Returns <c>a + b + c + d</c>, centered.</summary>
    public static void AddCentered(double* result, double* a, double* b, double* c, double* d)
    {
        for (int i = 0; i < Length; i += Quarter)
            (Vector256.Load(a + i) + Vector256.Load(b + i) + (Vector256.Load(c + i) + Vector256.Load(d + i))).Store(result + i);
        Center(result, result);
    }

    /// <summary>Takes the nearest multiple of r from each lane and carries: the result is centered.</summary>
    /// <param name="result">The element.</param>
    /// <param name="a">Digits at most 2^52.5 in absolute value, the value at most 4.3r.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Center(double* result, double* a)
    {
        for (int i = 0; i < Count; i += 2 * Quarter)
            CenterTwo(result + i, a + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CenterTwo(double* result, double* a)
    {
        const int Top = (Limbs - 1) * Count;
        ReadOnlySpan<double> prime = Prime;
        Vector256<double> rounder = Vector256.Create(Rounder), down = Vector256.Create(Down), inverse = Vector256.Create(prime[2 * Limbs + 1]);
        Vector256<double> n = Avx.RoundToNearestInteger(Vector256.Load(a + Top) * inverse), carry = Vector256<double>.Zero;
        Vector256<double> m = Avx.RoundToNearestInteger(Vector256.Load(a + Top + Quarter) * inverse), other = Vector256<double>.Zero;
        for (int limb = 0; limb < Limbs - 1; limb++)
        {
            Vector256<double> p = Vector256.Create(prime[Limbs + limb]);
            Vector256<double> x = Fma.MultiplyAddNegated(n, p, Vector256.Load(a + limb * Count)) + carry;
            Vector256<double> y = Fma.MultiplyAddNegated(m, p, Vector256.Load(a + limb * Count + Quarter)) + other;
            Vector256<double> multipleX = x + rounder - rounder, multipleY = y + rounder - rounder;
            (x - multipleX).Store(result + limb * Count);
            (y - multipleY).Store(result + limb * Count + Quarter);
            carry = multipleX * down;
            other = multipleY * down;
        }

        Vector256<double> top = Vector256.Create(prime[2 * Limbs - 1]);
        (Fma.MultiplyAddNegated(n, top, Vector256.Load(a + Top)) + carry).Store(result + Top);
        (Fma.MultiplyAddNegated(m, top, Vector256.Load(a + Top + Quarter)) + other).Store(result + Top + Quarter);
    }

    /// <summary>Begins a column with x·y: h in multiples of 2^51 above z, and what is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void First(Vector256<double> x, Vector256<double> y, Vector256<double> z, out Vector256<double> h, out Vector256<double> l)
    {
        h = Fma.MultiplyAdd(x, y, z);
        l = Fma.MultiplyAdd(x, y, z - h);
    }

    /// <summary>Adds x·y to a column: to h, in multiples of 2^51, and what is left to l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<double> x, Vector256<double> y, ref Vector256<double> h, ref Vector256<double> l)
    {
        Vector256<double> next = Fma.MultiplyAdd(x, y, h);
        l += Fma.MultiplyAdd(x, y, h - next);
        h = next;
    }

    /// <summary>Moves l's own multiple of 2^51 to h.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(ref Vector256<double> h, ref Vector256<double> l)
    {
        Vector256<double> next = h + l;
        l -= next - h;
        h = next;
    }

    /// <summary>x·y less its nearest multiple of 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Rest(Vector256<double> x, Vector256<double> y, Vector256<double> z) => Fma.MultiplyAdd(x, y, z - Fma.MultiplyAdd(x, y, z));

    // A whole number below 2^52.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Real(Vector256<ulong> x) => (x | Vector256.Create(0x4330000000000000UL)).AsDouble() - Vector256.Create((double)(1L << 52));

    // The words of a centered element: r is added to a negative one, whose carried top digit has the sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Canonical(double* a, out Vector256<ulong> w0, out Vector256<ulong> w1, out Vector256<ulong> w2, out Vector256<ulong> w3)
    {
        const double Whole = 1.5 * (1L << 52);
        Vector256<double> negative = Vector256<double>.Zero;
        // The highest digit that is not zero has the sign.
        for (int limb = 0; limb < Limbs; limb++)
        {
            Vector256<double> digit = Vector256.Load(a + limb * Count), zero = Vector256.Equals(digit, Vector256<double>.Zero);
            negative = Vector256.ConditionalSelect(zero, negative, Vector256.LessThan(digit, Vector256<double>.Zero));
        }

        Vector256<long> mask = Vector256.Create((1L << LimbBits) - 1), carry = Vector256<long>.Zero;
        Vector256<ulong>* limbs = stackalloc Vector256<ulong>[Limbs];
        for (int limb = 0; limb < Limbs; limb++)
        {
            Vector256<double> digit = Vector256.Load(a + limb * Count) + (negative & Vector256.Create(Prime[Limbs + limb])) + Vector256.Create(Whole);
            // Above 2^63 less 2^51: the shift is logical, and 2^12 too much.
            Vector256<long> value = digit.AsInt64() - Vector256.Create(BitConverter.DoubleToInt64Bits(Whole)) + carry + Vector256.Create(1L << 62);
            limbs[limb] = (value & mask).AsUInt64();
            carry = (value >>> LimbBits) - Vector256.Create(1L << (62 - LimbBits));
        }

        w0 = limbs[0] | (limbs[1] << 51);
        w1 = (limbs[1] >> 13) | (limbs[2] << 38);
        w2 = (limbs[2] >> 26) | (limbs[3] << 25);
        w3 = (limbs[3] >> 39) | (limbs[4] << 12);
    }

    // An Fr's own words of one are its radix.
    private static double[] LeavingFactor()
    {
        double[] factor = new double[FactorLength];
        Split(Fr.One, factor);
        return factor;
    }

    // Signed digits of an element's words.
    [SkipLocalsInit]
    private static void Split(in Fr element, Span<double> factor)
    {
        const ulong Mask = (1UL << LimbBits) - 1;
        ulong* w = stackalloc ulong[Words];
        *(Fr*)w = element;
        double* lanes = stackalloc double[Length];
        new Span<double>(lanes, Length).Clear();
        lanes[0] = w[0] & Mask;
        lanes[Count] = ((w[0] >> 51) | (w[1] << 13)) & Mask;
        lanes[2 * Count] = ((w[1] >> 38) | (w[2] << 26)) & Mask;
        lanes[3 * Count] = ((w[2] >> 25) | (w[3] << 39)) & Mask;
        lanes[4 * Count] = w[3] >> 12;
        Center(lanes, lanes);
        for (int limb = 0; limb < Limbs; limb++)
            factor[limb] = lanes[limb * Count];
    }
}
