using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <content>Products, by the kernels of this machine. Results may overwrite operands.</content>
internal static unsafe partial class FqLanes
{
    /// <summary>Returns <c>a·b/R</c>; one factor may be wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(long* result, long* a, long* b)
    {
        if (IsWide)
            MultiplyWide(result, a, b);
        else
            MultiplyNarrow(result, a, b);
    }

    /// <summary>Returns <c>a·b/R − c</c>, centered; one factor and c may be wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyLess(long* result, long* a, long* b, long* c)
    {
        if (IsWide)
            MultiplyLessWide(result, a, b, c);
        else
            MultiplyLessNarrow(result, a, b, c);
    }

    /// <summary>Returns <c>a²/R</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square(long* result, long* a)
    {
        if (IsWide)
            SquareWide(result, a);
        else
            SquareNarrow(result, a);
    }

    /// <summary>Returns <c>a²/R − c</c>, centered; c may be wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SquareLess(long* result, long* a, long* c)
    {
        if (IsWide)
            SquareLessWide(result, a, c);
        else
            SquareLessNarrow(result, a, c);
    }

    /// <summary>Returns <c>(a·b + c·d)/R</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ProductSum(long* result, long* a, long* b, long* c, long* d)
    {
        if (IsWide)
            ProductSumWide(result, a, b, c, d);
        else
            ProductSumNarrow(result, a, b, c, d);
    }

    /// <summary>Returns <c>(a·b + c·d)/R − e</c>, centered; e may be wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ProductSumLess(long* result, long* a, long* b, long* c, long* d, long* e)
    {
        if (IsWide)
            ProductSumLessWide(result, a, b, c, d, e);
        else
            ProductSumLessNarrow(result, a, b, c, d, e);
    }

    /// <summary>Returns <c>(a·b − c·d)/R</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ProductDifference(long* result, long* a, long* b, long* c, long* d)
    {
        if (IsWide)
            ProductDifferenceWide(result, a, b, c, d);
        else
            ProductDifferenceNarrow(result, a, b, c, d);
    }

    /// <summary>Returns <c>(a·b − c·d)/R − e</c>, centered; e may be wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ProductDifferenceLess(long* result, long* a, long* b, long* c, long* d, long* e)
    {
        if (IsWide)
            ProductDifferenceLessWide(result, a, b, c, d, e);
        else
            ProductDifferenceLessNarrow(result, a, b, c, d, e);
    }
}
