namespace Plimsoll.Crypto.Pairings;

/// <summary>Eight elements of 𝔽q² side by side: the lanes of the coefficients of 1, then those of u.</summary>
internal static unsafe class Fq2Lanes
{
    /// <summary>The size of eight elements in 64-bit words.</summary>
    public static int Length => 2 * FqLanes.Length;

    /// <summary>Writes the lane-wise products; the result is neither factor.</summary>
    /// <remarks>Schoolbook with one reduction per coefficient, which is as cheap as Karatsuba and has no sums.</remarks>
    public static void Multiply(long* result, long* a, long* b)
    {
        long* a1 = a + FqLanes.Length, b1 = b + FqLanes.Length;
        FqLanes.ProductDifference(result, a, b, a1, b1);
        FqLanes.ProductSum(result + FqLanes.Length, a, b1, a1, b);
    }

    /// <summary>Fills the lanes from at most eight elements, and the others with zero.</summary>
    public static void FromFq2(long* result, ReadOnlySpan<Fq2> elements)
    {
        Fq2* padded = stackalloc Fq2[FqLanes.Lanes];
        Span<Fq2> all = new(padded, FqLanes.Lanes);
        all.Clear();
        elements.CopyTo(all);
        FqLanes.FromFq(result, (Fq*)padded, 2);
        FqLanes.FromFq(result + FqLanes.Length, (Fq*)padded + 1, 2);
    }

    /// <summary>Returns the elements of the first lanes.</summary>
    public static void ToFq2(Span<Fq2> elements, long* a)
    {
        Fq2* all = stackalloc Fq2[FqLanes.Lanes];
        FqLanes.ToFq((Fq*)all, 2, a);
        FqLanes.ToFq((Fq*)all + 1, 2, a + FqLanes.Length);
        new ReadOnlySpan<Fq2>(all, elements.Length).CopyTo(elements);
    }
}
