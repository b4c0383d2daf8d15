using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves;

/// <summary>Signed digits of a scalar: <c>s = Σ d_w · 2^(c·w)</c> with <c>−2^(c−1) ≤ d_w ≤ 2^(c−1)</c>.</summary>
/// <remarks>
/// Booth's recoding: a digit is its c bits, plus the bit below them, minus 2^c times its own top bit. What the top bit
/// takes away here, the window above adds as its "bit below", so each digit is found without its neighbours.
/// </remarks>
internal static class ScalarDigits
{
    /// <summary>The number of bits of r, hence of every canonical scalar.</summary>
    public const int ScalarBits = 255;

    /// <summary>The number of windows of <paramref name="windowBits"/> bits that a scalar needs; one bit more than r has, for the last carry.</summary>
    public static int WindowCount(int windowBits) => ScalarBits / windowBits + 1;

    /// <summary>Returns the digit of window <paramref name="window"/>; <paramref name="windowBits"/> is between 1 and 31.</summary>
    public static int Digit(ReadOnlySpan<ulong> limbs, int window, int windowBits)
    {
        int low = window * windowBits - 1; // the bit below the window comes along
        long bits = low < 0 ? (long)(Bits(limbs, 0) << 1) : (long)Bits(limbs, low);
        bits &= (2L << windowBits) - 1;
        return (int)(((bits + 1) >> 1) - ((bits >> windowBits) << windowBits));
    }

    /// <summary>Writes <c>min(s, r − s)</c>, at most 254 bits, as four limbs.</summary>
    /// <returns>Whether it is r − s.</returns>
    public static bool WriteAbsolute(in Fr scalar, Span<ulong> limbs)
    {
        scalar.WriteLimbs(limbs);
        if (limbs[3] < HalfOfModulusTop)
            return false;
        (-scalar).WriteLimbs(limbs);
        return true;
    }

    // The top limb of r/2: where only the lower limbs decide, either choice has 254 bits.
    private const ulong HalfOfModulusTop = 0x39f6d3a994cebea4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(ReadOnlySpan<ulong> limbs, int from)
    {
        int limb = from >> 6, shift = from & 63;
        ulong low = limb < limbs.Length ? limbs[limb] >> shift : 0;
        return shift == 0 || limb + 1 >= limbs.Length ? low : low | (limbs[limb + 1] << (64 - shift));
    }
}
