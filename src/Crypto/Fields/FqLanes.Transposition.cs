using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Fields;

/// <content>Between rows, one element in 8 consecutive words (7 limbs and a zero, or 8 limbs), and lanes.</content>
internal static unsafe partial class FqLanes
{
    /// <summary>The number of words of an element that stands alone.</summary>
    public const int RowLength = 8;

    /// <summary>What an owner may write to a row's last word to mark it: no limb, which is a whole double, nor the zero of a word that is free.</summary>
    public const long Mark = 1;

    /// <summary>Fills the lanes from the rows that are <paramref name="offset"/> words behind eight even addresses; their lowest bits do not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromRows(long* result, nuint* addresses, nint offset)
    {
        if (!IsWide)
        {
            FromRowsNarrow(result, addresses, offset);
            return;
        }

        Transpose(
            Row(addresses[0], offset), Row(addresses[1], offset), Row(addresses[2], offset), Row(addresses[3], offset),
            Row(addresses[4], offset), Row(addresses[5], offset), Row(addresses[6], offset), Row(addresses[7], offset),
            out Vector512<long> c0, out Vector512<long> c1, out Vector512<long> c2, out Vector512<long> c3,
            out Vector512<long> c4, out Vector512<long> c5, out Vector512<long> c6, out _);
        c0.Store(result);
        c1.Store(result + 8);
        c2.Store(result + 16);
        c3.Store(result + 24);
        c4.Store(result + 32);
        c5.Store(result + 40);
        c6.Store(result + 48);
    }

    /// <summary>As <see cref="FromRows(long*, nuint*, nint)"/>, and negates the lanes whose address is odd.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromSignedRows(long* result, nuint* addresses, nint offset)
    {
        if (!IsWide)
        {
            FromSignedRowsNarrow(result, addresses, offset);
            return;
        }

        Transpose(
            Row(addresses[0], offset), Row(addresses[1], offset), Row(addresses[2], offset), Row(addresses[3], offset),
            Row(addresses[4], offset), Row(addresses[5], offset), Row(addresses[6], offset), Row(addresses[7], offset),
            out Vector512<long> c0, out Vector512<long> c1, out Vector512<long> c2, out Vector512<long> c3,
            out Vector512<long> c4, out Vector512<long> c5, out Vector512<long> c6, out _);
        // −v = (v ^ −1) − (−1)
        Vector512<long> sign = Vector512<long>.Zero - (Vector512.Load((long*)addresses) & Vector512<long>.One);
        ((c0 ^ sign) - sign).Store(result);
        ((c1 ^ sign) - sign).Store(result + 8);
        ((c2 ^ sign) - sign).Store(result + 16);
        ((c3 ^ sign) - sign).Store(result + 24);
        ((c4 ^ sign) - sign).Store(result + 32);
        ((c5 ^ sign) - sign).Store(result + 40);
        ((c6 ^ sign) - sign).Store(result + 48);
    }

    /// <summary>Writes the lanes to the rows <paramref name="offset"/> words behind eight addresses, with a zero in each row's free word, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToRows(nuint* addresses, nint offset, long* a)
    {
        if (!IsWide)
        {
            ToRowsNarrow(addresses, offset, a);
            return;
        }

        Transpose(
            Vector512.Load(a), Vector512.Load(a + 8), Vector512.Load(a + 16), Vector512.Load(a + 24),
            Vector512.Load(a + 32), Vector512.Load(a + 40), Vector512.Load(a + 48), Vector512<long>.Zero,
            out Vector512<long> c0, out Vector512<long> c1, out Vector512<long> c2, out Vector512<long> c3,
            out Vector512<long> c4, out Vector512<long> c5, out Vector512<long> c6, out Vector512<long> c7);
        c0.Store((long*)addresses[0] + offset);
        c1.Store((long*)addresses[1] + offset);
        c2.Store((long*)addresses[2] + offset);
        c3.Store((long*)addresses[3] + offset);
        c4.Store((long*)addresses[4] + offset);
        c5.Store((long*)addresses[5] + offset);
        c6.Store((long*)addresses[6] + offset);
        c7.Store((long*)addresses[7] + offset);
    }

    /// <summary>Fills the lanes from eight rows.</summary>
    public static void FromRows(long* result, long* r0, long* r1, long* r2, long* r3, long* r4, long* r5, long* r6, long* r7)
    {
        nuint* addresses = stackalloc nuint[Lanes] { (nuint)r0, (nuint)r1, (nuint)r2, (nuint)r3, (nuint)r4, (nuint)r5, (nuint)r6, (nuint)r7 };
        FromRows(result, addresses, 0);
    }

    /// <summary>Fills the lanes from eight rows, those of <paramref name="negative"/> negated.</summary>
    public static void FromRowsNegating(
        long* result, byte negative, long* r0, long* r1, long* r2, long* r3, long* r4, long* r5, long* r6, long* r7)
    {
        nuint* addresses = stackalloc nuint[Lanes] { (nuint)r0, (nuint)r1, (nuint)r2, (nuint)r3, (nuint)r4, (nuint)r5, (nuint)r6, (nuint)r7 };
        for (int lane = 0; lane < Lanes; lane++)
            addresses[lane] |= (nuint)(negative >> lane & 1);
        FromSignedRows(result, addresses, 0);
    }

    /// <summary>Writes the lanes to eight rows, with a zero in each row's free word, if there is one.</summary>
    public static void ToRows(long* a, long* r0, long* r1, long* r2, long* r3, long* r4, long* r5, long* r6, long* r7)
    {
        nuint* addresses = stackalloc nuint[Lanes] { (nuint)r0, (nuint)r1, (nuint)r2, (nuint)r3, (nuint)r4, (nuint)r5, (nuint)r6, (nuint)r7 };
        ToRows(addresses, 0, a);
    }

    /// <summary>Copies a row, and negates it on the way if <paramref name="negative"/> is 1.</summary>
    public static void CopyRow(long* to, long* from, long negative)
    {
        if (IsWide)
        {
            Vector512<long> sign = Vector512.Create(-negative); // −v = (v ^ −1) − (−1)
            ((Vector512.Load(from) ^ sign) - sign).Store(to);
            return;
        }

        Vector256<long> bit = Vector256.Create(negative << 63);
        (Vector256.Load(from) ^ bit).Store(to);
        (Vector256.Load(from + Half) ^ bit).Store(to + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Row(nuint address, nint offset) => Vector512.Load((long*)(address & ~(nuint)1) + offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector512<long> r0, Vector512<long> r1, Vector512<long> r2, Vector512<long> r3,
        Vector512<long> r4, Vector512<long> r5, Vector512<long> r6, Vector512<long> r7,
        out Vector512<long> c0, out Vector512<long> c1, out Vector512<long> c2, out Vector512<long> c3,
        out Vector512<long> c4, out Vector512<long> c5, out Vector512<long> c6, out Vector512<long> c7)
    {
        // Pairs of words, then pairs of 128-bit blocks within halves, then the halves.
        Vector512<long> even01 = Avx512F.UnpackLow(r0, r1), odd01 = Avx512F.UnpackHigh(r0, r1);
        Vector512<long> even23 = Avx512F.UnpackLow(r2, r3), odd23 = Avx512F.UnpackHigh(r2, r3);
        Vector512<long> even45 = Avx512F.UnpackLow(r4, r5), odd45 = Avx512F.UnpackHigh(r4, r5);
        Vector512<long> even67 = Avx512F.UnpackLow(r6, r7), odd67 = Avx512F.UnpackHigh(r6, r7);
        const byte Blocks02 = 0b10_00_10_00, Blocks13 = 0b11_01_11_01;
        Vector512<long> even0123A = Avx512F.Shuffle4x128(even01, even23, Blocks02), even0123B = Avx512F.Shuffle4x128(even01, even23, Blocks13);
        Vector512<long> odd0123A = Avx512F.Shuffle4x128(odd01, odd23, Blocks02), odd0123B = Avx512F.Shuffle4x128(odd01, odd23, Blocks13);
        Vector512<long> even4567A = Avx512F.Shuffle4x128(even45, even67, Blocks02), even4567B = Avx512F.Shuffle4x128(even45, even67, Blocks13);
        Vector512<long> odd4567A = Avx512F.Shuffle4x128(odd45, odd67, Blocks02), odd4567B = Avx512F.Shuffle4x128(odd45, odd67, Blocks13);
        c0 = Avx512F.Shuffle4x128(even0123A, even4567A, Blocks02);
        c4 = Avx512F.Shuffle4x128(even0123A, even4567A, Blocks13);
        c1 = Avx512F.Shuffle4x128(odd0123A, odd4567A, Blocks02);
        c5 = Avx512F.Shuffle4x128(odd0123A, odd4567A, Blocks13);
        c2 = Avx512F.Shuffle4x128(even0123B, even4567B, Blocks02);
        c6 = Avx512F.Shuffle4x128(even0123B, even4567B, Blocks13);
        c3 = Avx512F.Shuffle4x128(odd0123B, odd4567B, Blocks02);
        c7 = Avx512F.Shuffle4x128(odd0123B, odd4567B, Blocks13);
    }
}
