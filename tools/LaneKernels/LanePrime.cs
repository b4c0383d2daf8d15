using System.Numerics;

namespace Plimsoll.Tools.LaneKernels;

/// <summary>The constants of a prime in signed limbs of 55 bits.</summary>
internal sealed class LanePrime
{
    public const int LimbBits = 55, Limbs = 7;

    public LanePrime(BigInteger p)
    {
        P = p;
        BigInteger radix = BigInteger.One << LimbBits;
        BigInteger inverse = BigInteger.ModPow(p % radix, (radix >> 1) - 1, radix); // the unit group's exponent is 2^53
        Factor = Centered(-inverse);
        if (!(Factor * p + 1).IsZero && (Factor * p + 1) % radix != 0)
            throw new InvalidOperationException("The factor does not make p ≡ −1.");
        Friendly = (Factor * p + 1) / radix;
    }

    public BigInteger P { get; }

    /// <summary>f with <c>f·p ≡ −1 mod 2^55</c>, of least absolute value.</summary>
    public BigInteger Factor { get; }

    /// <summary><c>(f·p + 1) / 2^55</c>: adding digit·f·p to a number and shifting out its lowest digit is adding digit·this one limb up.</summary>
    public BigInteger Friendly { get; }

    /// <summary>Signed limbs, all but the top one between −2^54 and 2^54 − 1.</summary>
    public static long[] Split(BigInteger value)
    {
        long[] limbs = new long[Limbs];
        for (int i = 0; i < Limbs - 1; i++)
        {
            limbs[i] = (long)Centered(value);
            value = (value - limbs[i]) >> LimbBits;
        }

        limbs[^1] = (long)value;
        return limbs;
    }

    private static BigInteger Centered(BigInteger value)
    {
        BigInteger radix = BigInteger.One << LimbBits, digit = ((value % radix) + radix) % radix;
        return digit >= radix >> 1 ? digit - radix : digit;
    }
}
