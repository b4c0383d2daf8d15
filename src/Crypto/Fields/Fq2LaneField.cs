using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <summary>𝔽q² in lanes: all products of a coefficient are summed before one reduction.</summary>
/// <remarks>
/// Four products of limbs and two reductions cost what Karatsuba's three products with three reductions do, without its sums;
/// they need normal factors, so a wide one is carried first.
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
        long* a0 = AlignedWords.Align(buffer), a1 = a0 + Length, c0 = a1 + Length, b1 = b + Length;
        FqLanes.Carry(a0, a);
        FqLanes.Carry(a1, a + Length);
        FqLanes.ProductDifference(c0, a0, b, a1, b1);
        FqLanes.ProductSum(result + Length, a0, b1, a1, b);
        Copy(result, c0);
    }

    [SkipLocalsInit]
    public static void MultiplyLess(long* result, long* a, long* b, long* c)
    {
        long* buffer = stackalloc long[3 * FqLanes.MaxLength + WordsPerAlignment];
        long* a0 = AlignedWords.Align(buffer), a1 = a0 + Length, c0 = a1 + Length, b1 = b + Length;
        FqLanes.Carry(a0, a);
        FqLanes.Carry(a1, a + Length);
        FqLanes.ProductDifferenceLess(c0, a0, b, a1, b1, c);
        FqLanes.ProductSumLess(result + Length, a0, b1, a1, b, c + Length);
        Copy(result, c0);
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
    /// <remarks>(a0 + a1)(a0 − a1) and 2·a0·a1: a wide factor each.</remarks>
    [SkipLocalsInit]
    public static void SquareLess(long* result, long* a, long* c)
    {
        long* buffer = stackalloc long[3 * FqLanes.MaxLength + WordsPerAlignment];
        long* sum = AlignedWords.Align(buffer), difference = sum + Length, twice = difference + Length;
        SumAndDifference(sum, difference, twice, a);
        FqLanes.MultiplyLess(result + Length, twice, a + Length, c + Length);
        FqLanes.MultiplyLess(result, sum, difference, c);
    }

    private static void SumAndDifference(long* sum, long* difference, long* twice, long* a)
    {
        FqLanes.Add(sum, a, a + Length);
        FqLanes.Subtract(difference, a, a + Length);
        FqLanes.Carry(difference, difference);
        FqLanes.Add(twice, a, a);
    }

    private static void Copy(long* result, long* a) => Unsafe.CopyBlock(result, a, (uint)(Length * sizeof(long)));
}
