using System.Security.Cryptography;

namespace Plimsoll.Crypto.Curves;

/// <summary>The digits of <see cref="SeedDigits"/> for a secret scalar: the same value, with no branch, index or division that depends on it.</summary>
internal static class SecretDigits
{
    /// <summary>Writes d₀ to d₃.</summary>
    /// <remarks>Three long divisions, bit by bit: the hardware's division takes a time that depends on its operands.</remarks>
    public static void Of(in Fr scalar, Span<ulong> digits)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.WriteLimbs(limbs);
        for (int i = 0; i < 3; i++)
            digits[i] = DivideBySeed(limbs);
        digits[3] = limbs[0];
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(limbs));
    }

    private static ulong DivideBySeed(Span<ulong> limbs)
    {
        ulong remainder = 0;
        for (int i = limbs.Length - 1; i >= 0; i--)
        {
            ulong limb = limbs[i], quotient = 0;
            for (int bit = 63; bit >= 0; bit--)
            {
                // The shifted remainder is below 2|x| < 2^65; its top bit is kept apart.
                ulong top = remainder >> 63;
                remainder = (remainder << 1) | ((limb >> bit) & 1);
                ulong difference = unchecked(remainder - Endomorphism.Seed);
                ulong borrow = ((~remainder & Endomorphism.Seed) | (~(remainder ^ Endomorphism.Seed) & difference)) >> 63;
                ulong fits = top | (borrow ^ 1);
                remainder = unchecked(remainder - (Endomorphism.Seed & (0 - fits)));
                quotient = (quotient << 1) | fits;
            }

            limbs[i] = quotient;
        }

        return remainder;
    }
}
