using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves;

/// <summary>Signed digits of a scalar: <c>s = ± Σ d_w · 2^(c·w)</c> with <c>−2^(c−1) ≤ d_w ≤ 2^(c−1)</c>.</summary>
/// <remarks>
/// Booth's recoding: a digit is its c bits, plus the bit below them, minus 2^c times its own top bit. What the top bit
/// takes away here, the window above adds as its "bit below", so each digit is found without its neighbours.
/// </remarks>
internal static class ScalarDigits
{
    /// <summary>The words of a recoded scalar.</summary>
    public const int Length = 5;

    /// <summary>The greatest number of bits of a window.</summary>
    public const int MostWindowBits = 24;

    /// <summary>The bits of a scalar: min(s, r − s) has 254, and one more takes the last carry.</summary>
    public const int Bits = 255;

    // The top word of r/2: where only the lower words decide, either choice has 254 bits.
    private const ulong TopOfHalfModulus = 0x39f6d3a994cebea4;

    /// <summary>The number of windows of <paramref name="windowBits"/> bits that a scalar, or a part of one with fewer <paramref name="bits"/>, needs.</summary>
    public static int WindowCount(int windowBits, int bits = Bits) => (bits + windowBits - 1) / windowBits;

    /// <summary>Writes <c>2·min(s, r − s)</c>, at most 255 bits, as five words; the factor 2 puts a zero below the lowest window.</summary>
    /// <returns>Whether it is r − s, so that all digits change their sign: small negative numbers are as cheap as positive ones.</returns>
    public static bool Write(in Fr scalar, Span<ulong> words)
    {
        bool negative = WriteLesser(scalar, words);
        words[4] = 0;
        for (int i = 3; i > 0; i--)
            words[i] = words[i] << 1 | words[i - 1] >> 63;
        words[0] <<= 1;
        return negative;
    }

    /// <summary>Writes <c>min(s, r − s)</c> as four words, and returns whether it is r − s.</summary>
    public static bool WriteLesser(in Fr scalar, Span<ulong> words)
    {
        scalar.WriteLimbs(words);
        bool negative = words[3] >= TopOfHalfModulus;
        if (negative)
            SubtractFromModulus(words);
        return negative;
    }

    private static void SubtractFromModulus(Span<ulong> words)
    {
        ReadOnlySpan<ulong> modulus = [0xffffffff00000001, 0x53bda402fffe5bfe, 0x3339d80809a1d805, 0x73eda753299d7d48];
        ulong borrow = 0;
        for (int i = 0; i < 4; i++)
        {
            ulong difference = modulus[i] - words[i], result = difference - borrow;
            borrow = (modulus[i] < words[i] ? 1UL : 0) | (difference < borrow ? 1UL : 0);
            words[i] = result;
        }
    }

    /// <summary>Returns the digit of window <paramref name="window"/> of the scalar that was written to <paramref name="words"/>.</summary>
    /// <remarks>Reads 8 bytes that hold the window's bits and the one below; the fifth word lets it read there for the last window too.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int Digit(ulong* words, int window, int windowBits)
    {
        int from = window * windowBits;
        long bits = (long)(Unsafe.ReadUnaligned<ulong>((byte*)words + (from >> 3)) >> (from & 7)) & ((2L << windowBits) - 1);
        return (int)(((bits + 1) >> 1) - ((bits >> windowBits) << windowBits));
    }
}
