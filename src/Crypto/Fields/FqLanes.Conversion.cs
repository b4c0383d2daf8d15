using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <content>Between <see cref="Fq"/> and lanes. Only here does one representation know of the other.</content>
/// <remarks>
/// Fq holds <c>a·R' mod q</c> for a radix R' of its own in 6 words of 64 bits; one product with a constant changes R' into R or back.
/// The constants come from Fq's own arithmetic, so R' may change without this file.
/// </remarks>
internal static unsafe partial class FqLanes
{
    private const int Words = 6, WordBits = 64;

    private static readonly long[] s_enter = EnteringFactor(), s_leave = LeavingFactor();

    /// <summary>Fills the lanes from eight elements of Fq that stand <paramref name="stride"/> elements apart; the result is centered.</summary>
    [SkipLocalsInit]
    public static void FromFq(long* result, Fq* elements, nint stride)
    {
        long* bits = stackalloc long[MaxLength];
        for (int lane = 0; lane < Lanes; lane++, elements += stride)
        {
            Split(bits + lane, (ulong*)elements);
        }

        MultiplyCentered(result, bits, s_enter);
    }

    /// <summary>Fills every lane with the same element; the result is centered.</summary>
    public static void Broadcast(long* result, in Fq element)
    {
        Fq copy = element;
        FromFq(result, &copy, 0);
    }

    /// <summary>Returns the elements of the eight lanes, <paramref name="stride"/> elements apart.</summary>
    [SkipLocalsInit]
    public static void ToFq(Fq* elements, nint stride, long* a)
    {
        long* product = stackalloc long[MaxLength];
        MultiplyCentered(product, a, s_leave);
        for (int lane = 0; lane < Lanes; lane++, elements += stride)
            *elements = Canonical(product + lane);
    }

    [SkipLocalsInit]
    private static void MultiplyCentered(long* result, long* a, ReadOnlySpan<long> factor)
    {
        long* operands = stackalloc long[2 * MaxLength];
        for (int i = 0; i < Limbs; i++)
        {
            for (int lane = 0; lane < Lanes; lane++)
                (operands[i * Lanes + lane], operands[Length + i * Lanes + lane]) = (factor[i], 0);
        }

        MultiplyLess(result, a, operands, operands + Length);
    }

    // Splits 6 words into limbs without sign, the limbs 8 places apart.
    private static void Split(long* limbs, ulong* words)
    {
        if (!IsWide)
        {
            SplitNarrow((double*)limbs, words);
            return;
        }

        const ulong Mask = (1UL << WideLimbBits) - 1;
        ulong w0 = words[0], w1 = words[1], w2 = words[2], w3 = words[3], w4 = words[4], w5 = words[5];
        limbs[0 * Lanes] = (long)(w0 & Mask);
        limbs[1 * Lanes] = (long)((w0 >> 55 | w1 << 9) & Mask);
        limbs[2 * Lanes] = (long)((w1 >> 46 | w2 << 18) & Mask);
        limbs[3 * Lanes] = (long)((w2 >> 37 | w3 << 27) & Mask);
        limbs[4 * Lanes] = (long)((w3 >> 28 | w4 << 36) & Mask);
        limbs[5 * Lanes] = (long)((w4 >> 19 | w5 << 45) & Mask);
        limbs[6 * Lanes] = (long)(w5 >> 10);
    }

    private static void SplitNarrow(double* limbs, ulong* words)
    {
        const long Mask = (1L << NarrowLimbBits) - 1;
        for (int i = 0; i < NarrowLimbs; i++)
        {
            int word = i * NarrowLimbBits / WordBits, shift = i * NarrowLimbBits % WordBits;
            ulong bits = words[word] >> shift;
            if (shift > WordBits - NarrowLimbBits)
                bits |= words[word + 1] << (WordBits - shift);
            limbs[i * Lanes] = (long)bits & Mask;
        }
    }

    // Joins the limbs of one lane, a number between −q and q, to the words of the same residue between 0 and q. Constant-time.
    private static Fq Canonical(long* lane)
    {
        ulong* words = stackalloc ulong[Words];
        long sign = Join(words, lane, 0);
        _ = Join(words, lane, sign & 1);
        return Unsafe.Read<Fq>(words);
    }

    // Returns the number's sign: 0 or −1.
    private static long Join(ulong* words, long* lane, long multipleOfPrime)
    {
        new Span<ulong>(words, Words).Clear();
        long carry = 0;
        for (int limb = 0; limb < Limbs; limb++)
        {
            carry += IsWide
                ? lane[limb * Lanes] + multipleOfPrime * Prime[2 * WideLimbs + limb]
                : (long)((double*)lane)[limb * Lanes] + multipleOfPrime * (long)NarrowModulus[limb];
            ulong digit = limb == Limbs - 1 ? (ulong)carry : (ulong)carry & ((1UL << LimbBits) - 1);
            carry >>= LimbBits;
            int word = limb * LimbBits / WordBits, shift = limb * LimbBits % WordBits;
            words[word] |= digit << shift;
            if (shift > WordBits - LimbBits && word + 1 < Words)
                words[word + 1] |= digit >> (WordBits - shift);
        }

        return carry >> 63;
    }

    // Enters from Fq: R² / R'.
    private static long[] EnteringFactor()
    {
        Fq radix = Fq.One; // its words are R' mod q, here read as a canonical value
        Span<byte> bytes = stackalloc byte[Fq.ByteLength];
        for (int i = 0; i < Words; i++)
            BinaryPrimitives.WriteUInt64BigEndian(bytes[(Fq.ByteLength - 8 * (i + 1))..], ((ulong*)&radix)[i]);
        Fq factor = FieldAlgorithms.Pow(Fq.FromUInt64(2), [(ulong)(2 * Limbs * LimbBits)]) * Fq.Inverse(Fq.FromBytes(bytes));
        ulong* words = stackalloc ulong[Words];
        factor.WriteLimbs(new Span<ulong>(words, Words));
        return SignedLimbs(words);
    }

    // Leaves to Fq: R'.
    private static long[] LeavingFactor()
    {
        Fq radix = Fq.One;
        return SignedLimbs((ulong*)&radix);
    }

    private static long[] SignedLimbs(ulong* words)
    {
        long* bits = stackalloc long[MaxLength];
        Split(bits, words);
        long[] limbs = new long[Limbs];
        if (!IsWide)
        {
            CarryNarrow((double*)bits, (double*)bits); // the other lanes are anything
            for (int i = 0; i < NarrowLimbs; i++)
                limbs[i] = bits[i * Lanes];
            return limbs;
        }

        long carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            long digit = bits[i * Lanes] + carry;
            carry = i < Limbs - 1 ? (digit + (1L << (LimbBits - 1))) >> LimbBits : 0;
            limbs[i] = digit - (carry << LimbBits);
        }

        return limbs;
    }
}
