using System.Numerics;
using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <content>The fast inversion, for public values.</content>
public readonly unsafe partial struct Fq
{
    // Signed limbs of 62 bits; 7 of them hold the transition's intermediate values, which stay between −2q and q.
    private const int InversionLimbs = 7, InversionBits = 62;

    private const long InversionMask = (1L << InversionBits) - 1;

    /// <summary>Returns <c>a⁻¹</c>, and zero for zero, in a time that tells about a: not for secrets.</summary>
    /// <remarks>
    /// Bernstein and Yang, "Fast constant-time gcd computation and modular inversion" (2019): 62 division steps at a time are collected
    /// in a 2×2 matrix of words, which is then applied to the long numbers. Here trailing zeros are skipped at once. About 13 matrices.
    /// </remarks>
    public static Fq InverseVariableTime(in Fq a)
    {
        long* f = stackalloc long[InversionLimbs], g = stackalloc long[InversionLimbs];
        long* d = stackalloc long[InversionLimbs], e = stackalloc long[InversionLimbs], modulus = stackalloc long[InversionLimbs];
        ulong* words = stackalloc ulong[6] { 0xb9feffffffffaaab, 0x1eabfffeb153ffff, 0x6730d2a0f6b0f624, 0x64774b84f38512bf, 0x4b1ba7b6434bacd7, 0x1a0111ea397fe69a };
        ToInversionLimbs(modulus, words);
        Unsafe.CopyBlock(f, modulus, InversionLimbs * sizeof(long));
        Fq copy = a;
        ToInversionLimbs(g, (ulong*)&copy);
        for (int i = 0; i < InversionLimbs; i++)
            (d[i], e[i]) = (0, 0);
        e[0] = 1;

        // Invariants: d·a ≡ f and e·a ≡ g, up to the powers of two that the steps divide by.
        long eta = -1;
        int length = InversionLimbs;
        while (true)
        {
            eta = Divide(eta, (ulong)f[0], (ulong)g[0], out long u, out long v, out long q, out long r);
            UpdateCofactors(d, e, modulus, u, v, q, r);
            UpdateNumbers(f, g, length, u, v, q, r);
            long rest = 0;
            for (int i = 0; i < length; i++)
                rest |= g[i];
            if (rest == 0)
                break;
            // Top limbs that are only a sign move into the limb below.
            long fTop = f[length - 1], gTop = g[length - 1];
            if (length > 1 && (fTop ^ fTop >> 63) == 0 && (gTop ^ gTop >> 63) == 0)
            {
                f[length - 2] |= fTop << InversionBits;
                g[length - 2] |= gTop << InversionBits;
                length--;
            }
        }

        // f is ±1 (±q for a = 0, when d is 0), and d between −2q and q.
        Normalize(d, modulus, f[length - 1] < 0);
        Fq inverse = FromInversionLimbs(d);
        return inverse * RadixSquared * RadixSquared; // a was a·R: the inverse lacks R twice
    }

    // The matrix (u v; q r) of 62 division steps, and the new η; f is odd. Bernstein and Yang's δ is −η.
    private static long Divide(long eta, ulong f, ulong g, out long u, out long v, out long q, out long r)
    {
        ulong a = 1, b = 0, c = 0, d = 1;
        for (int left = InversionBits; ;)
        {
            int zeros = BitOperations.TrailingZeroCount(g | (ulong.MaxValue << left));
            g >>= zeros;
            a <<= zeros;
            b <<= zeros;
            eta -= zeros;
            left -= zeros;
            if (left == 0)
                break;

            // Now both are odd; a multiple w·f is added to g that clears up to 6 or 4 bits, not more than the steps allow without a swap.
            ulong w;
            if (eta < 0)
            {
                eta = -eta;
                (f, g, a, c, b, d) = (g, 0 - f, c, 0 - a, d, 0 - b);
                ulong mask = (ulong.MaxValue >> (64 - (int)Math.Min(eta + 1, left))) & 63;
                w = (f * g * (f * f - 2)) & mask; // −g/f mod 64
            }
            else
            {
                ulong mask = (ulong.MaxValue >> (64 - (int)Math.Min(eta + 1, left))) & 15;
                w = f + (((f + 1) & 4) << 1); // 1/f mod 16
                w = ((0 - w) * g) & mask;
            }

            g += f * w;
            c += a * w;
            d += b * w;
        }

        (u, v, q, r) = ((long)a, (long)b, (long)c, (long)d);
        return eta;
    }

    // (f, g) becomes the matrix times (f, g), divided by 2^62 exactly.
    private static void UpdateNumbers(long* f, long* g, int length, long u, long v, long q, long r)
    {
        Int128Sum cf = default, cg = default;
        for (int i = 0; i < length; i++)
        {
            cf.AddProduct(u, f[i]);
            cf.AddProduct(v, g[i]);
            cg.AddProduct(q, f[i]);
            cg.AddProduct(r, g[i]);
            if (i > 0)
            {
                f[i - 1] = (long)cf.Low & InversionMask;
                g[i - 1] = (long)cg.Low & InversionMask;
            }

            cf.ShiftLimb();
            cg.ShiftLimb();
        }

        f[length - 1] = (long)cf.Low;
        g[length - 1] = (long)cg.Low;
    }

    // (d, e) becomes the matrix times (d, e), plus the multiples of q that make the division by 2^62 exact.
    private static void UpdateCofactors(long* d, long* e, long* modulus, long u, long v, long q, long r)
    {
        const ulong InverseOfModulus = 0x760C000300030003 & (ulong)InversionMask;
        long dSign = d[InversionLimbs - 1] >> 63, eSign = e[InversionLimbs - 1] >> 63;
        long md = (u & dSign) + (v & eSign), me = (q & dSign) + (r & eSign);
        Int128Sum cd = default, ce = default;
        for (int i = 0; i < InversionLimbs; i++)
        {
            cd.AddProduct(u, d[i]);
            cd.AddProduct(v, e[i]);
            ce.AddProduct(q, d[i]);
            ce.AddProduct(r, e[i]);
            if (i == 0)
            {
                md -= (long)(InverseOfModulus * cd.Low + (ulong)md) & InversionMask;
                me -= (long)(InverseOfModulus * ce.Low + (ulong)me) & InversionMask;
            }

            cd.AddProduct(modulus[i], md);
            ce.AddProduct(modulus[i], me);
            if (i > 0)
            {
                d[i - 1] = (long)cd.Low & InversionMask;
                e[i - 1] = (long)ce.Low & InversionMask;
            }

            cd.ShiftLimb();
            ce.ShiftLimb();
        }

        d[InversionLimbs - 1] = (long)cd.Low;
        e[InversionLimbs - 1] = (long)ce.Low;
    }

    // Brings a number between −2q and q, or its negative, between 0 and q − 1.
    private static void Normalize(long* d, long* modulus, bool negate)
    {
        AddMultiple(d, modulus, d[InversionLimbs - 1] < 0 ? 1 : 0, negate);
        AddMultiple(d, modulus, d[InversionLimbs - 1] < 0 ? 1 : 0, false);
    }

    private static void AddMultiple(long* d, long* modulus, long multiple, bool negate)
    {
        long carry = 0;
        for (int i = 0; i < InversionLimbs; i++)
        {
            long limb = d[i] + multiple * modulus[i];
            carry += negate ? -limb : limb;
            d[i] = i < InversionLimbs - 1 ? carry & InversionMask : carry;
            carry >>= InversionBits;
        }
    }

    private static void ToInversionLimbs(long* limbs, ulong* words)
    {
        for (int i = 0; i < InversionLimbs; i++)
        {
            int word = i * InversionBits / 64, shift = i * InversionBits % 64;
            ulong bits = words[word] >> shift;
            if (shift > 64 - InversionBits && word + 1 < 6)
                bits |= words[word + 1] << (64 - shift);
            limbs[i] = (long)bits & InversionMask;
        }
    }

    private static Fq FromInversionLimbs(long* limbs) => new(
        (ulong)limbs[0] | (ulong)limbs[1] << 62,
        (ulong)limbs[1] >> 2 | (ulong)limbs[2] << 60,
        (ulong)limbs[2] >> 4 | (ulong)limbs[3] << 58,
        (ulong)limbs[3] >> 6 | (ulong)limbs[4] << 56,
        (ulong)limbs[4] >> 8 | (ulong)limbs[5] << 54,
        (ulong)limbs[5] >> 10 | (ulong)limbs[6] << 52);

    // A signed sum of products in two words; Int128's own operators are several times slower.
    private struct Int128Sum
    {
        public ulong Low;
        private long _high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddProduct(long a, long b)
        {
            long high = Math.BigMul(a, b, out long low);
            Low += (ulong)low;
            _high += high + (Low < (ulong)low ? 1 : 0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void ShiftLimb()
        {
            Low = Low >> InversionBits | (ulong)_high << (64 - InversionBits);
            _high >>= InversionBits;
        }
    }
}
