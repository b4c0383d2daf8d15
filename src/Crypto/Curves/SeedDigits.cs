namespace Plimsoll.Crypto.Curves;

/// <summary>A scalar in base |x|: four digits below |x|, because r &lt; x⁴.</summary>
/// <remarks>
/// The digits are the scalar's exact decomposition along the eigenvalues of both endomorphisms: with ψ = x on G2,
/// k = d₀ − d₁·ψ + d₂·ψ² − d₃·ψ³; with φ = −x² on G1, k = (d₀ + d₁|x|) − (d₂ + d₃|x|)·φ, whose halves are below x² &lt; 2^128.
/// Source: Galbraith, Lin, Scott 2009; El Housni (eprint 2022/352). Variable-time.
/// </remarks>
internal static class SeedDigits
{
    // ⌊(2^128 − 1)/|x|⌋ − 2^64.
    private const ulong Reciprocal = 0x381204ca56cd56b5;

    /// <summary>Writes d₀ to d₃.</summary>
    public static void Of(in Fr scalar, Span<ulong> digits)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.WriteLimbs(limbs);
        for (int i = 0; i < 3; i++)
            digits[i] = DivideBySeed(limbs);
        digits[3] = limbs[0];
    }

    /// <summary>Returns <c>low + high·|x|</c>, for digits below |x|.</summary>
    public static UInt128 Pair(ulong low, ulong high) => (UInt128)high * Endomorphism.Seed + low;

    /// <summary>Returns a number of four words, below r, as <c>low + high·x²</c>; the words are left undefined.</summary>
    public static (UInt128 Low, UInt128 High) Halves(Span<ulong> limbs)
    {
        if ((limbs[3] | limbs[2] | limbs[1] >> 62) == 0) // small, as most values of a witness are
            return (new(limbs[1], limbs[0]), 0);
        ulong d0 = DivideBySeed(limbs), d1 = DivideBySeed(limbs);
        return (Pair(d0, d1), new(limbs[1], limbs[0]));
    }

    // Replaces the number by its quotient and returns the remainder. Division by a constant whose top bit is set:
    // Möller, Granlund, "Improved division by invariant integers", algorithm 4.
    private static ulong DivideBySeed(Span<ulong> limbs)
    {
        const ulong Seed = Endomorphism.Seed;
        ulong remainder = 0;
        for (int i = limbs.Length - 1; i >= 0; i--)
        {
            ulong low = limbs[i], high = Math.BigMul(remainder, Reciprocal, out ulong fraction);
            fraction += low;
            ulong quotient = high + remainder + 1 + (fraction < low ? 1UL : 0);
            remainder = low - quotient * Seed;
            if (remainder > fraction)
            {
                quotient--;
                remainder += Seed;
            }

            if (remainder >= Seed)
            {
                quotient++;
                remainder -= Seed;
            }

            limbs[i] = quotient;
        }

        return remainder;
    }
}
