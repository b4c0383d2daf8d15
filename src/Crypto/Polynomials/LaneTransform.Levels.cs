using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Polynomials;

/// <content>The levels inside scratch memory.</content>
/// <remarks>
/// Weights (see <see cref="FrLanes"/>): forward, lanes start at 1.1 and gain 1 a level, but for block 0, whose results are reduced: after 9 + 3
/// levels at most 14. Inverse, sums double in a level without reduction and are reduced in the next; differences are multiplied.
/// </remarks>
internal sealed unsafe partial class LaneTransform
{
    /// <summary>Lanes that fit the first-level cache.</summary>
    private const int CachedLanes = 32;

    /// <summary>All levels over the whole vectors x[0] to x[size − 1], which are block b of their level; depth first while the cache is too small.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardLevels(FrLanes* x, int size, int b, FrFactor* s)
    {
        if (size > CachedLanes)
        {
            Split(x, size / 2, b, s);
            ForwardLevels(x, size / 2, 2 * b, s);
            ForwardLevels(x + size / 2, size / 2, 2 * b + 1, s);
            return;
        }

        for (int half = size / 2, blocks = 1; half >= 1; half /= 2, blocks *= 2)
        {
            for (int i = 0; i < blocks; i++)
                Split(x + 2 * half * i, half, b * blocks + i, s);
        }
    }

    private static void Split(FrLanes* x, int half, int b, FrFactor* s)
    {
        if (b == 0)
            FrLanes.SplitByOne(x, half);
        else
            FrLanes.Split(x, half, in s[b]);
    }

    /// <summary>Undoes <see cref="ForwardLevels"/>, too large by the factor size.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InverseLevels(FrLanes* x, int size, int b, FrFactor* s)
    {
        if (size > CachedLanes)
        {
            InverseLevels(x, size / 2, 2 * b, s);
            InverseLevels(x + size / 2, size / 2, 2 * b + 1, s);
            Join(x, size / 2, b, s);
            return;
        }

        for (int half = 1, blocks = size / 2; half < size; half *= 2, blocks /= 2)
        {
            for (int i = 0; i < blocks; i++)
                Join(x + 2 * half * i, half, b * blocks + i, s);
        }
    }

    private static void Join(FrLanes* x, int half, int b, FrFactor* s)
    {
        if (b == 0)
        {
            FrLanes.SplitByOne(x, half); // its own inverse, but for the factor 2
            return;
        }

        FrLanes.Join(x, half, in s[Mirrored(b)]);
        if (int.Log2(half) % 2 != 0)
            FrLanes.Reduce(x, half);
    }

    /// <summary>As <see cref="InverseLevels"/> for the last ones of all, multiplied by the scale.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InverseLastLevels(FrLanes* x, int size, FrFactor* s, in FrFactor scale)
    {
        InverseLevels(x, size / 2, 0, s);
        InverseLevels(x + size / 2, size / 2, 1, s);
        FrLanes.SplitByOne(x, size / 2);
        for (int i = 0; i < size; i++)
            FrLanes.Multiply(in x[i], in scale, out x[i]);
    }

    /// <summary>The index j with s_j = −1/s_i: all binary digits below the leading one flipped.</summary>
    private static int Mirrored(int i) => i ^ ((1 << int.Log2(i)) - 1);

    /// <summary>The last three levels of 8 vectors, the 64 elements of block b, and out of scratch.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForwardLanes(FrLanes* x, Fr* elements, int b)
    {
        FrLanes.Transpose(x); // lanes are blocks of 8 from here on
        FrFactor[] odd = twiddles.Odd;
        FrLanes.Multiply(in twiddles.LaneShare, in twiddles.Blocks[b], out FrLanes s4);
        FrLanes.Square(in s4, out FrLanes s2);
        FrLanes.Square(in s2, out FrLanes s);
        FrLanes.Split(x, 4, in s);
        FrLanes.Split(x, 2, in s2);
        FrLanes.Multiply(in s2, in odd[1], out s);
        FrLanes.Split(x + 4, 2, in s);
        FrLanes.Split(x, 1, in s4);
        for (int i = 1; i < 4; i++)
        {
            FrLanes.Multiply(in s4, in odd[i], out s);
            FrLanes.Split(x + 2 * i, 1, in s);
        }

        FrLanes.StoreTransposed(x, elements);
    }

    /// <summary>Undoes <see cref="ForwardLanes"/>, eight times too large. Twiddles are minus the inverses.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InverseLanes(Fr* elements, FrLanes* x, int b)
    {
        FrLanes.LoadTransposed(elements, x);
        FrFactor[] odd = twiddles.InverseOdd;
        FrLanes.Multiply(in twiddles.InverseLaneShare, in twiddles.InverseBlocks[b], out FrLanes s4);
        FrLanes.Join(x, 1, -s4);
        for (int i = 1; i < 4; i++)
        {
            FrLanes.Multiply(in s4, in odd[i], out FrLanes s);
            FrLanes.Join(x + 2 * i, 1, -s);
        }

        FrLanes.Square(in s4, out FrLanes s2);
        FrLanes.Join(x, 2, -s2);
        FrLanes.Multiply(in s2, in odd[1], out FrLanes s3);
        FrLanes.Join(x + 4, 2, -s3);
        FrLanes.Square(in s2, out FrLanes s1);
        FrLanes.Join(x, 4, -s1);

        // Sums of 8 or 4 elements are too heavy for what follows; the others are sums of 2, or products.
        FrLanes.Reduce(x, 2);
        FrLanes.Transpose(x);
    }
}
