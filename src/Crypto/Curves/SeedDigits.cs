namespace Plimsoll.Crypto.Curves;

/// <summary>A scalar in base |x|: four digits below |x|, because r &lt; x⁴.</summary>
/// <remarks>
/// The digits are the scalar's exact decomposition along the eigenvalues of both endomorphisms: with ψ = x on G2,
/// k = d₀ − d₁·ψ + d₂·ψ² − d₃·ψ³; with φ = −x² on G1, k = (d₀ + d₁|x|) − (d₂ + d₃|x|)·φ, whose halves are below x² &lt; 2^128.
/// Source: Galbraith, Lin, Scott 2009; El Housni (eprint 2022/352). Variable-time.
/// </remarks>
internal static class SeedDigits
{
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

    // Replaces the number by its quotient and returns the remainder.
    private static ulong DivideBySeed(Span<ulong> limbs)
    {
        ulong remainder = 0;
        for (int i = limbs.Length - 1; i >= 0; i--)
        {
            UInt128 part = new(remainder, limbs[i]);
            UInt128 quotient = part / Endomorphism.Seed; // below 2^64, for the remainder is below the divisor
            limbs[i] = (ulong)quotient;
            remainder = (ulong)(part - quotient * Endomorphism.Seed);
        }

        return remainder;
    }
}
