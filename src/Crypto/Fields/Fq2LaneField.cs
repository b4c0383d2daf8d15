using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <summary>𝔽q² in lanes: all products of a coefficient are summed before one reduction.</summary>
/// <remarks>
/// <para>
/// Four products of limbs and two reductions cost what Karatsuba's three products with three reductions do, without its sums.
/// With AVX-512 they need normal factors, so a wide one is carried first.
/// </para>
/// <para>
/// With AVX2 a wide factor may stay, and two may meet in a single product: the fullest column, the seventh, has 14 products of 2^95 (or 7 of 2^96), and 1.5·2^95
/// from the reduction, where 16·2^95 = 2^99 is allowed; the top limbs are below 2^47, so that the eighth has less. The sum of two products of a wide and a normal element, as
/// the product of two wide ones, is at most (0.102·5.76 + 0.501)·q = 1.09q in absolute value, which is normal.
/// </para>
/// </remarks>
internal readonly unsafe struct Fq2LaneField : ILaneField<Fq2>
{
    private const int WordsPerAlignment = 8;

    private static int Length => FqLanes.Length;

    public static int Coefficients => 2;

    [SkipLocalsInit]
    public static void Multiply(long* result, long* a, long* b)
    {
        long* buffer = stackalloc long[3 * FqLanes.MaxLength + WordsPerAlignment];
        long* c0 = AlignedWords.Align(buffer), a0 = Narrowed(c0 + Length, a), a1 = a0 + Length, b1 = b + Length;
        FqLanes.ProductDifference(c0, a0, b, a1, b1);
        FqLanes.ProductSum(result + Length, a0, b1, a1, b);
        Copy(result, c0);
    }

    [SkipLocalsInit]
    public static void MultiplyLess(long* result, long* a, long* b, long* c)
    {
        long* buffer = stackalloc long[3 * FqLanes.MaxLength + WordsPerAlignment];
        long* c0 = AlignedWords.Align(buffer), a0 = Narrowed(c0 + Length, a), a1 = a0 + Length, b1 = b + Length;
        FqLanes.ProductDifferenceLess(c0, a0, b, a1, b1, c);
        FqLanes.ProductSumLess(result + Length, a0, b1, a1, b, c + Length);
        Copy(result, c0);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public static void MultiplyEach(long* results, long* a, long* b, int count)
    {
        int stride = 2 * Length;
        if (FqLanes.IsWide) // carries first
        {
            for (int i = 0; i < count; i++, results += stride, a += stride, b += stride)
                Multiply(results, a, b);
            return;
        }

        long* buffer = stackalloc long[ILaneField.MostTogether * FqLanes.MaxLength + WordsPerAlignment], firsts = AlignedWords.Align(buffer);
        for (int i = 0; i < count; i++)
            FqLanes.ProductDifference(firsts + i * Length, a + i * stride, b + i * stride, a + i * stride + Length, b + i * stride + Length);
        for (int i = 0; i < count; i++, results += stride, a += stride, b += stride)
        {
            FqLanes.ProductSum(results + Length, a, b + Length, a + Length, b);
            Copy(results, firsts + i * Length);
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public static void MultiplyLessEach(long* results, long* a, long* b, long* c, int count)
    {
        int stride = 2 * Length;
        if (FqLanes.IsWide)
        {
            for (int i = 0; i < count; i++, results += stride, a += stride, b += stride, c += stride)
                MultiplyLess(results, a, b, c);
            return;
        }

        long* buffer = stackalloc long[ILaneField.MostTogether * FqLanes.MaxLength + WordsPerAlignment], firsts = AlignedWords.Align(buffer);
        for (int i = 0; i < count; i++)
            FqLanes.ProductDifferenceLess(firsts + i * Length, a + i * stride, b + i * stride, a + i * stride + Length, b + i * stride + Length, c + i * stride);
        for (int i = 0; i < count; i++, results += stride, a += stride, b += stride, c += stride)
        {
            FqLanes.ProductSumLess(results + Length, a, b + Length, a + Length, b, c + Length);
            Copy(results, firsts + i * Length);
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public static void Square(long* result, long* a)
    {
        long* buffer = stackalloc long[3 * FqLanes.MaxLength + WordsPerAlignment];
        long* sum = AlignedWords.Align(buffer), difference = sum + Length, twice = difference + Length;
        SumAndDifference(sum, difference, twice, a);
        FqLanes.Multiply(result + Length, twice, a + Length);
        FqLanes.Multiply(result, sum, difference);
    }

    /// <inheritdoc/>
    /// <remarks>(a0 + a1)(a0 − a1) and 2·a0·a1.</remarks>
    [SkipLocalsInit]
    public static void SquareLess(long* result, long* a, long* c)
    {
        long* buffer = stackalloc long[3 * FqLanes.MaxLength + WordsPerAlignment];
        long* sum = AlignedWords.Align(buffer), difference = sum + Length, twice = difference + Length;
        SumAndDifference(sum, difference, twice, a);
        FqLanes.MultiplyLess(result + Length, twice, a + Length, c + Length);
        FqLanes.MultiplyLess(result, sum, difference, c);
    }

    // A wide factor as the kernels of this machine take it.
    private static long* Narrowed(long* buffer, long* a)
    {
        if (!FqLanes.IsWide)
            return a;
        FqLanes.Carry(buffer, a);
        FqLanes.Carry(buffer + Length, a + Length);
        return buffer;
    }

    private static void SumAndDifference(long* sum, long* difference, long* twice, long* a)
    {
        FqLanes.Add(sum, a, a + Length);
        FqLanes.Subtract(difference, a, a + Length);
        if (FqLanes.IsWide)
            FqLanes.Carry(difference, difference);
        FqLanes.Add(twice, a, a);
    }

    private static void Copy(long* result, long* a) => Unsafe.CopyBlock(result, a, (uint)(Length * sizeof(long)));
}
