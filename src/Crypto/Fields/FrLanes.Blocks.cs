using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <content>What a transform needs beyond arithmetic: a packed form for memory, and lanes turned into places. Vectors only, wide or narrow.</content>
/// <remarks>
/// <para>Packed, 8 elements are 4 vectors of 64-bit words, word after word: the 256 bytes of 8 <see cref="Fr"/>, in another order and not canonical.</para>
/// <para>Safety of every method here: the caller guarantees that lanes are vectors, and the 256 (2048) bytes or 8 lanes behind each pointer.</para>
/// </remarks>
internal unsafe partial struct FrLanes
{
    /// <summary>Loads 8 consecutive elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LoadEight(Fr* elements, out FrLanes lanes)
    {
        if (IsNarrow)
            LoadNarrow(in *elements, 1, out lanes);
        else
            LoadVector(in *elements, out lanes);
    }

    /// <summary>Stores 8 consecutive canonical elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreEight(in FrLanes lanes, Fr* elements)
    {
        if (IsNarrow)
            StoreNarrow(in lanes, ref *elements, 1);
        else
            StoreVector(in lanes, ref *elements);
    }

    /// <summary>Reads packed words, of weight 1.1 or less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LoadPacked(ulong* words, out FrLanes lanes)
    {
        if (IsNarrow)
            LoadPackedNarrow(words, out lanes);
        else
            FromWords(Vector512.Load(words), Vector512.Load(words + 8), Vector512.Load(words + 16), Vector512.Load(words + 24), out lanes);
    }

    /// <summary>Writes packed words: the representative between r/3 and 5r/3, which is below 2^256.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void StorePacked(in FrLanes lanes, ulong* words)
    {
        if (IsNarrow)
        {
            StorePackedNarrow(in lanes, words);
            return;
        }

        Reduce(lanes._l0, lanes._l1, lanes._l2, lanes._l3, lanes._l4, 1, out FrLanes c);
        ToWords(in c, out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3);
        w0.Store(words);
        w1.Store(words + 8);
        w2.Store(words + 16);
        w3.Store(words + 24);
    }

    /// <summary>Each of the lanes is reduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Reduce(FrLanes* x, nint count)
    {
        if (IsNarrow)
        {
            for (FrLanes* last = x + count; x < last; x++)
                ReduceNarrow(in *x, out *x);
            return;
        }

        for (FrLanes* end = x + count; x < end; x++)
            Reduce(x->_l0, x->_l1, x->_l2, x->_l3, x->_l4, 0, out *x);
    }

    /// <summary>Pairs (x, y), half apart, become x + y and x − y, reduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SplitByOne(FrLanes* x, nint half)
    {
        if (IsNarrow)
        {
            SplitByOneNarrow(x, half);
            return;
        }

        for (FrLanes* end = x + half; x < end; x++)
        {
            FrLanes* y = x + half;
            Vector512<long> x0 = x->_l0, x1 = x->_l1, x2 = x->_l2, x3 = x->_l3, x4 = x->_l4;
            Vector512<long> y0 = y->_l0, y1 = y->_l1, y2 = y->_l2, y3 = y->_l3, y4 = y->_l4;
            Reduce(x0 + y0, x1 + y1, x2 + y2, x3 + y3, x4 + y4, 0, out *x);
            Reduce(x0 - y0, x1 - y1, x2 - y2, x3 - y3, x4 - y4, 0, out *y);
        }
    }

    /// <summary>Pairs (x, y), half apart, become x + y·f and x − y·f; the weight of x grows by a product's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Split(FrLanes* x, nint half, in FrFactor f)
    {
        if (IsNarrow)
            SplitNarrow(x, half, in f);
        else
            SplitVector(x, half, in f);
    }

    /// <summary>As <see cref="Split(FrLanes*, nint, in FrFactor)"/>, with a factor for every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Split(FrLanes* x, nint half, in FrLanes f)
    {
        if (IsNarrow)
            SplitByLanesNarrow(x, half, in f);
        else
            SplitByLanesVector(x, half, in f);
    }

    /// <summary>Pairs (x, y), half apart, become x + y and (y − x)·f.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Join(FrLanes* x, nint half, in FrFactor f)
    {
        if (IsNarrow)
            JoinNarrow(x, half, in f);
        else
            JoinVector(x, half, in f);
    }

    /// <summary>As <see cref="Join(FrLanes*, nint, in FrFactor)"/>, with a factor for every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Join(FrLanes* x, nint half, in FrLanes f)
    {
        if (IsNarrow)
            JoinByLanesNarrow(x, half, in f);
        else
            JoinByLanesVector(x, half, in f);
    }

    /// <summary>Reads 64 elements, the (8l + i)-th into lane l of the i-th lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LoadTransposed(Fr* elements, FrLanes* lanes)
    {
        if (IsNarrow)
        {
            LoadTransposedNarrow(elements, lanes);
            return;
        }

        ulong* words = (ulong*)elements;
        for (int pair = 0; pair < 4; pair++)
        {
            // 8 words are elements 2·pair and 2·pair + 1; the same of the next 8 elements are 32 words on.
            Vector512<ulong> v0 = Vector512.Load(words + 8 * pair), v1 = Vector512.Load(words + 32 + 8 * pair);
            Vector512<ulong> v2 = Vector512.Load(words + 64 + 8 * pair), v3 = Vector512.Load(words + 96 + 8 * pair);
            Vector512<ulong> v4 = Vector512.Load(words + 128 + 8 * pair), v5 = Vector512.Load(words + 160 + 8 * pair);
            Vector512<ulong> v6 = Vector512.Load(words + 192 + 8 * pair), v7 = Vector512.Load(words + 224 + 8 * pair);
            Transpose(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
            FromWords(v0, v1, v2, v3, out lanes[2 * pair]);
            FromWords(v4, v5, v6, v7, out lanes[2 * pair + 1]);
        }
    }

    /// <summary>Writes 64 canonical elements, lane l of the i-th lanes to the (8l + i)-th.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void StoreTransposed(FrLanes* lanes, Fr* elements)
    {
        if (IsNarrow)
        {
            StoreTransposedNarrow(lanes, elements);
            return;
        }

        ulong* words = (ulong*)elements;
        for (int pair = 0; pair < 4; pair++)
        {
            Canonical(in lanes[2 * pair], out FrLanes even);
            Canonical(in lanes[2 * pair + 1], out FrLanes odd);
            ToWords(in even, out Vector512<ulong> v0, out Vector512<ulong> v1, out Vector512<ulong> v2, out Vector512<ulong> v3);
            ToWords(in odd, out Vector512<ulong> v4, out Vector512<ulong> v5, out Vector512<ulong> v6, out Vector512<ulong> v7);
            Transpose(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
            v0.Store(words + 8 * pair);
            v1.Store(words + 32 + 8 * pair);
            v2.Store(words + 64 + 8 * pair);
            v3.Store(words + 96 + 8 * pair);
            v4.Store(words + 128 + 8 * pair);
            v5.Store(words + 160 + 8 * pair);
            v6.Store(words + 192 + 8 * pair);
            v7.Store(words + 224 + 8 * pair);
        }
    }

    /// <summary>Swaps lane l of the i-th lanes with lane i of the l-th, for 8 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose(FrLanes* lanes)
    {
        if (IsNarrow)
        {
            TransposeNarrow(lanes);
            return;
        }

        const int Next = 40; // words from one to the next
        for (int limb = 0; limb < 5; limb++)
        {
            ulong* words = (ulong*)lanes + 8 * limb;
            Vector512<ulong> v0 = Vector512.Load(words), v1 = Vector512.Load(words + Next);
            Vector512<ulong> v2 = Vector512.Load(words + 2 * Next), v3 = Vector512.Load(words + 3 * Next);
            Vector512<ulong> v4 = Vector512.Load(words + 4 * Next), v5 = Vector512.Load(words + 5 * Next);
            Vector512<ulong> v6 = Vector512.Load(words + 6 * Next), v7 = Vector512.Load(words + 7 * Next);
            Transpose(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
            v0.Store(words);
            v1.Store(words + Next);
            v2.Store(words + 2 * Next);
            v3.Store(words + 3 * Next);
            v4.Store(words + 4 * Next);
            v5.Store(words + 5 * Next);
            v6.Store(words + 6 * Next);
            v7.Store(words + 7 * Next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector512<ulong> v0, ref Vector512<ulong> v1, ref Vector512<ulong> v2, ref Vector512<ulong> v3,
        ref Vector512<ulong> v4, ref Vector512<ulong> v5, ref Vector512<ulong> v6, ref Vector512<ulong> v7)
    {
        // Pairs of words, then pairs of 128 bits, then of 256.
        Vector512<ulong> a0 = Avx512F.UnpackLow(v0, v1), a1 = Avx512F.UnpackHigh(v0, v1), a2 = Avx512F.UnpackLow(v2, v3), a3 = Avx512F.UnpackHigh(v2, v3);
        Vector512<ulong> a4 = Avx512F.UnpackLow(v4, v5), a5 = Avx512F.UnpackHigh(v4, v5), a6 = Avx512F.UnpackLow(v6, v7), a7 = Avx512F.UnpackHigh(v6, v7);
        const byte Even = 0x88, Odd = 0xdd;
        Vector512<ulong> b0 = Avx512F.Shuffle4x128(a0, a2, Even), b2 = Avx512F.Shuffle4x128(a0, a2, Odd);
        Vector512<ulong> b1 = Avx512F.Shuffle4x128(a1, a3, Even), b3 = Avx512F.Shuffle4x128(a1, a3, Odd);
        Vector512<ulong> b4 = Avx512F.Shuffle4x128(a4, a6, Even), b6 = Avx512F.Shuffle4x128(a4, a6, Odd);
        Vector512<ulong> b5 = Avx512F.Shuffle4x128(a5, a7, Even), b7 = Avx512F.Shuffle4x128(a5, a7, Odd);
        v0 = Avx512F.Shuffle4x128(b0, b4, Even);
        v4 = Avx512F.Shuffle4x128(b0, b4, Odd);
        v1 = Avx512F.Shuffle4x128(b1, b5, Even);
        v5 = Avx512F.Shuffle4x128(b1, b5, Odd);
        v2 = Avx512F.Shuffle4x128(b2, b6, Even);
        v6 = Avx512F.Shuffle4x128(b2, b6, Odd);
        v3 = Avx512F.Shuffle4x128(b3, b7, Even);
        v7 = Avx512F.Shuffle4x128(b3, b7, Odd);
    }
}
