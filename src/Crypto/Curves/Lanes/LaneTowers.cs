using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>𝔽q: the even lanes hold the elements, the odd ones zeros. 3b = 2.</summary>
internal readonly unsafe struct FqLaneTower : ILaneTower
{
    [SkipLocalsInit]
    public static void Multiply(long* result, long* a, long* b)
    {
        long* buffer = stackalloc long[FqLanes.MaxLength + 8], zero = AlignedWords.Align(buffer);
        for (int i = 0; i < FqLanes.Length; i += FqLanes.Lanes)
            Vector512<long>.Zero.StoreAligned(zero + i);
        FqLanes.MultiplyLess(result, a, b, zero);
    }

    public static Vector512<long> MultiplyBy3B(Vector512<long> limb) => limb + limb;
}

/// <summary>𝔽q²: c0 in the even lanes, c1 in the odd ones. 3b = 2(1 + u).</summary>
internal readonly unsafe struct Fq2LaneTower : ILaneTower
{
    /// <remarks>a0·b0 − a1·b1 and a0·b1 + a1·b0, each a sum of two products with one reduction.</remarks>
    [SkipLocalsInit]
    public static void Multiply(long* result, long* a, long* b)
    {
        long* buffer = stackalloc long[4 * FqLanes.MaxLength + 8];
        long* real = AlignedWords.Align(buffer), imaginary = real + FqLanes.Length, turned = imaginary + FqLanes.Length, zero = turned + FqLanes.Length;
        for (int i = 0; i < FqLanes.Length; i += FqLanes.Lanes)
        {
            Vector512<long> limb = Vector512.Load(a + i);
            Avx512F.UnpackLow(limb, limb).StoreAligned(real + i);
            Avx512F.UnpackHigh(limb, limb).StoreAligned(imaginary + i);
            MultiplyByU(Vector512.Load(b + i)).StoreAligned(turned + i);
            Vector512<long>.Zero.StoreAligned(zero + i);
        }

        FqLanes.ProductSumLess(result, real, b, imaginary, turned, zero);
    }

    public static Vector512<long> MultiplyBy3B(Vector512<long> limb)
    {
        Vector512<long> sum = limb + MultiplyByU(limb);
        return sum + sum;
    }

    // (c0, c1) to (−c1, c0)
    private static Vector512<long> MultiplyByU(Vector512<long> limb)
    {
        Vector512<long> even = Vector512.Create(-1L, 0, -1, 0, -1, 0, -1, 0), swapped = Avx512F.Permute4x64(limb, 0b10_11_00_01);
        return (swapped ^ even) - even;
    }
}
