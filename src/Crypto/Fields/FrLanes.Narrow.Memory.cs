using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <content>Ways in and out of lanes with AVX2, where an element is one vector.</content>
internal unsafe partial struct FrLanes
{
    private static void BroadcastNarrow(in Fr element, out FrLanes lanes)
    {
        FrFactor factor = new(in element);
        Unsafe.SkipInit(out lanes);
        for (int limb = 0; limb < Limbs; limb++)
        {
            Vector256<long> f = Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in factor._i0), limb));
            Set(ref lanes, limb, 0, f);
            Set(ref lanes, limb, 1, f);
        }
    }

    /// <summary>Loads 8 elements a stride apart. Safety: the caller has checked that they are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadNarrow(in Fr source, int stride, out FrLanes lanes)
    {
        Unsafe.SkipInit(out lanes);
        ref readonly ulong words = ref Unsafe.As<Fr, ulong>(ref Unsafe.AsRef(in source));
        nuint step = WordsOfElement * (nuint)stride;
        for (int half = 0; half < Halves; half++)
        {
            nuint first = (nuint)(WordsOfHalf * half) * step;
            Vector256<ulong> v0 = Vector256.LoadUnsafe(in words, first), v1 = Vector256.LoadUnsafe(in words, first + step);
            Vector256<ulong> v2 = Vector256.LoadUnsafe(in words, first + 2 * step), v3 = Vector256.LoadUnsafe(in words, first + 3 * step);
            Transpose(ref v0, ref v1, ref v2, ref v3);
            FromWordsNarrow(ref lanes, half, v0, v1, v2, v3);
        }
    }

    /// <summary>Stores 8 canonical elements a stride apart. Safety: the caller has checked that there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreNarrow(in FrLanes lanes, ref Fr destination, int stride)
    {
        ref ulong words = ref Unsafe.As<Fr, ulong>(ref destination);
        nuint step = WordsOfElement * (nuint)stride;
        for (int half = 0; half < Halves; half++)
        {
            CanonicalWords(in lanes, half, out Vector256<ulong> v0, out Vector256<ulong> v1, out Vector256<ulong> v2, out Vector256<ulong> v3);
            Transpose(ref v0, ref v1, ref v2, ref v3);
            nuint first = (nuint)(WordsOfHalf * half) * step;
            v0.StoreUnsafe(ref words, first);
            v1.StoreUnsafe(ref words, first + step);
            v2.StoreUnsafe(ref words, first + 2 * step);
            v3.StoreUnsafe(ref words, first + 3 * step);
        }
    }

    private static void LoadPackedNarrow(ulong* words, out FrLanes lanes)
    {
        Unsafe.SkipInit(out lanes);
        for (int half = 0; half < Halves; half++, words += WordsOfHalf)
            FromWordsNarrow(ref lanes, half, Vector256.Load(words), Vector256.Load(words + 8), Vector256.Load(words + 16), Vector256.Load(words + 24));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StorePackedNarrow(in FrLanes lanes, ulong* words)
    {
        for (int half = 0; half < Halves; half++, words += WordsOfHalf)
        {
            ReduceNarrow(in lanes, half, 1, out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3, out Vector256<long> c4);
            ToWords(c0, c1, c2, c3, c4, out Vector256<ulong> w0, out Vector256<ulong> w1, out Vector256<ulong> w2, out Vector256<ulong> w3);
            w0.Store(words);
            w1.Store(words + 8);
            w2.Store(words + 16);
            w3.Store(words + 24);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadTransposedNarrow(Fr* elements, FrLanes* lanes)
    {
        const int Row = Count * WordsOfElement;
        for (int i = 0; i < Count; i++)
        {
            ulong* words = (ulong*)(elements + i);
            for (int half = 0; half < Halves; half++, words += WordsOfHalf * Row)
            {
                Vector256<ulong> v0 = Vector256.Load(words), v1 = Vector256.Load(words + Row), v2 = Vector256.Load(words + 2 * Row), v3 = Vector256.Load(words + 3 * Row);
                Transpose(ref v0, ref v1, ref v2, ref v3);
                FromWordsNarrow(ref lanes[i], half, v0, v1, v2, v3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreTransposedNarrow(FrLanes* lanes, Fr* elements)
    {
        const int Row = Count * WordsOfElement;
        for (int i = 0; i < Count; i++)
        {
            ulong* words = (ulong*)(elements + i);
            for (int half = 0; half < Halves; half++, words += WordsOfHalf * Row)
            {
                CanonicalWords(in lanes[i], half, out Vector256<ulong> v0, out Vector256<ulong> v1, out Vector256<ulong> v2, out Vector256<ulong> v3);
                Transpose(ref v0, ref v1, ref v2, ref v3);
                v0.Store(words);
                v1.Store(words + Row);
                v2.Store(words + 2 * Row);
                v3.Store(words + 3 * Row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeNarrow(FrLanes* lanes)
    {
        const int Next = Limbs * Count; // words from one to the next
        for (int limb = 0; limb < Limbs; limb++)
        {
            // Blocks of 4 lanes by 4 places: the two on the diagonal stay where they are, the others change places.
            ulong* words = (ulong*)lanes + Count * limb;
            TransposeBlock(words, words, Next);
            TransposeBlock(words + WordsOfHalf * Next + WordsOfHalf, words + WordsOfHalf * Next + WordsOfHalf, Next);
            TransposeBlock(words + WordsOfHalf, words + WordsOfHalf * Next, Next);
        }
    }

    // Each becomes the other's transpose.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(ulong* one, ulong* other, int next)
    {
        Vector256<ulong> v0 = Vector256.Load(one), v1 = Vector256.Load(one + next), v2 = Vector256.Load(one + 2 * next), v3 = Vector256.Load(one + 3 * next);
        Vector256<ulong> w0 = Vector256.Load(other), w1 = Vector256.Load(other + next), w2 = Vector256.Load(other + 2 * next), w3 = Vector256.Load(other + 3 * next);
        Transpose(ref v0, ref v1, ref v2, ref v3);
        Transpose(ref w0, ref w1, ref w2, ref w3);
        w0.Store(one);
        w1.Store(one + next);
        w2.Store(one + 2 * next);
        w3.Store(one + 3 * next);
        v0.Store(other);
        v1.Store(other + next);
        v2.Store(other + 2 * next);
        v3.Store(other + 3 * next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(ref Vector256<ulong> v0, ref Vector256<ulong> v1, ref Vector256<ulong> v2, ref Vector256<ulong> v3)
    {
        Vector256<ulong> a0 = Avx2.UnpackLow(v0, v1), a1 = Avx2.UnpackHigh(v0, v1), a2 = Avx2.UnpackLow(v2, v3), a3 = Avx2.UnpackHigh(v2, v3);
        v0 = Avx2.Permute2x128(a0, a2, 0x20);
        v1 = Avx2.Permute2x128(a1, a3, 0x20);
        v2 = Avx2.Permute2x128(a0, a2, 0x31);
        v3 = Avx2.Permute2x128(a1, a3, 0x31);
    }

    /// <summary>Splits 4 words of 64 bits a lane into limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FromWordsNarrow(ref FrLanes lanes, int half, Vector256<ulong> w0, Vector256<ulong> w1, Vector256<ulong> w2, Vector256<ulong> w3)
    {
        Vector256<ulong> m = Vector256.Create((ulong)LimbMask);
        Set(ref lanes, 0, half, (w0 & m).AsInt64());
        Set(ref lanes, 1, half, (((w0 >> 52) | (w1 << 12)) & m).AsInt64());
        Set(ref lanes, 2, half, (((w1 >> 40) | (w2 << 24)) & m).AsInt64());
        Set(ref lanes, 3, half, (((w2 >> 28) | (w3 << 36)) & m).AsInt64());
        Set(ref lanes, 4, half, (w3 >> 16).AsInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CanonicalWords(
        in FrLanes lanes, int half, out Vector256<ulong> w0, out Vector256<ulong> w1, out Vector256<ulong> w2, out Vector256<ulong> w3)
    {
        CanonicalNarrow(in lanes, half, out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3, out Vector256<long> c4);
        ToWords(c0, c1, c2, c3, c4, out w0, out w1, out w2, out w3);
    }

    /// <summary>Joins carried limbs of values between 0 and 2^256 to 4 words of 64 bits a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToWords(
        Vector256<long> c0, Vector256<long> c1, Vector256<long> c2, Vector256<long> c3, Vector256<long> c4,
        out Vector256<ulong> w0, out Vector256<ulong> w1, out Vector256<ulong> w2, out Vector256<ulong> w3)
    {
        Vector256<ulong> l0 = c0.AsUInt64(), l1 = c1.AsUInt64(), l2 = c2.AsUInt64(), l3 = c3.AsUInt64(), l4 = c4.AsUInt64();
        w0 = l0 | (l1 << 52);
        w1 = (l1 >> 12) | (l2 << 40);
        w2 = (l2 >> 24) | (l3 << 28);
        w3 = (l3 >> 36) | (l4 << 16);
    }
}
