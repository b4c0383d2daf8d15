using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <content>Square roots: q ≡ 3 (mod 4).</content>
public readonly partial struct Fq
{
    /// <summary>(q − 3) / 4, least significant limb first.</summary>
    private static ReadOnlySpan<ulong> QuarterExponent =>
        [0xee7fbfffffffeaaa, 0x07aaffffac54ffff, 0xd9cc34a83dac3d89, 0xd91dd2e13ce144af, 0x92c6e9ed90d2eb35, 0x0680447a8e5ff9a6];

    /// <inheritdoc/>
    /// <remarks><c>a^((q + 1) / 4)</c>, checked by squaring.</remarks>
    public static bool TrySqrt(in Fq a, out Fq root)
    {
        root = a * InverseRoot(a);
        if (Square(root) == a)
            return true;
        root = Zero;
        return false;
    }

    /// <summary>Returns <c>e = a^((q − 3) / 4)</c>, from which roots and inverses follow: <c>a·e² = χ(a)</c>, the quadratic character.</summary>
    /// <remarks>
    /// So <c>(a·e)² = χ(a)·a</c> and <c>a⁻¹ = χ(a)·e²</c>; zero for zero. Sliding windows of 5 bits: 379 squares and about 80 products,
    /// the same whatever a is.
    /// </remarks>
    internal static Fq InverseRoot(in Fq a)
    {
        const int width = 5;
        OddPowers powers = default;
        powers[0] = a;
        Fq square = Square(a);
        for (int i = 1; i < 1 << (width - 1); i++)
            powers[i] = powers[i - 1] * square;

        Fq result = One;
        for (int top = 378; top >= 0;)
        {
            if (Bit(top) == 0)
            {
                result = Square(result);
                top--;
                continue;
            }

            // The longest window that starts and ends with a one.
            int bottom = Math.Max(top - width + 1, 0);
            while (Bit(bottom) == 0)
                bottom++;
            int window = 0;
            for (int i = top; i >= bottom; i--)
            {
                result = Square(result);
                window = 2 * window + Bit(i);
            }

            result *= powers[window >> 1];
            top = bottom - 1;
        }

        return result;

        static int Bit(int i) => (int)(QuarterExponent[i / 64] >> (i % 64)) & 1;
    }

    [InlineArray(16)]
    private struct OddPowers
    {
        private Fq _first;
    }
}
