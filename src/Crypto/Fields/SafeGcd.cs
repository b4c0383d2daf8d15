using System.Numerics;
using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <summary>Inversion modulo an odd prime by division steps on the low bits.</summary>
/// <remarks>
/// Bernstein and Yang, "Fast constant-time gcd computation and modular inversion" (2019), in the variable-time form that takes
/// several steps at a time: 30 steps are worked out on the low bits of f and g, then applied to the whole numbers as one matrix.
/// Numbers are signed limbs of 30 bits, so that nothing leaves 64 bits. About 2.1 steps per bit of the modulus.
/// </remarks>
internal static class SafeGcd
{
    /// <summary>The bits of a limb, and the steps of a batch.</summary>
    public const int LimbBits = 30;

    private const int Mask = (1 << LimbBits) - 1;

    /// <summary>Replaces e by <c>e / g mod p</c>, in [0, p), for 0 ≤ g &lt; p; the result is zero when g is.</summary>
    /// <param name="prime">The modulus p, least significant limb first; the other spans have its length.</param>
    /// <param name="inverse">p⁻¹ mod 2^30.</param>
    /// <param name="g">The divisor; overwritten.</param>
    /// <param name="e">The dividend, in (−2p, p), and the result.</param>
    /// <param name="scratch">Twice the length of the others.</param>
    public static void Divide(ReadOnlySpan<int> prime, int inverse, Span<int> g, Span<int> e, Span<int> scratch)
    {
        int limbs = prime.Length;
        Span<int> f = scratch[..limbs], d = scratch.Slice(limbs, limbs);
        prime.CopyTo(f);
        d.Clear();
        // Throughout: d·g₀ ≡ e₀·f and e·g₀ ≡ e₀·g (mod p), with the values at the start marked by ₀.
        int length = limbs, eta = -1; // eta = −delta of the paper
        while (true)
        {
            Matrix step = Steps(ref eta, f[0], g[0]);
            UpdateCofactors(d, e, step, prime, inverse);
            UpdateOperands(f[..length], g[..length], step);
            if (g[..length].IndexOfAnyExcept(0) < 0)
                break;
            // A top limb that only repeats the sign goes into the one below.
            int topF = f[length - 1], topG = g[length - 1];
            if (length > 1 && topF == topF >> 31 && topG == topG >> 31)
            {
                f[length - 2] |= topF << LimbBits;
                g[length - 2] |= topG << LimbBits;
                length--;
            }
        }

        Normalize(d, f[length - 1] < 0, prime); // f = ±1, or g₀ = 0 and d = 0
        d.CopyTo(e);
    }

    // 2^30 times the matrix of 30 division steps.
    private readonly record struct Matrix(long U, long V, long Q, long R);

    private static Matrix Steps(ref int eta, int f0, int g0)
    {
        int u = 1, v = 0, q = 0, r = 1, left = LimbBits;
        uint f = (uint)f0, g = (uint)g0;
        while (true)
        {
            int zeros = BitOperations.TrailingZeroCount(g | (uint.MaxValue << left));
            g >>= zeros;
            u <<= zeros;
            v <<= zeros;
            eta -= zeros;
            left -= zeros;
            if (left == 0)
                return new(u, v, q, r);
            if (eta < 0)
            {
                eta = -eta;
                (f, g) = (g, 0 - f);
                (u, q) = (q, -u);
                (v, r) = (r, -v);
            }

            // Adding w·f clears as many low bits of g as eta and the batch allow, up to 6: w = −g/f mod 2^limit.
            int limit = Math.Min(eta + 1, left);
            uint w = (f * g * (f * f - 2)) & (uint.MaxValue >> (32 - limit)) & 63;
            g += f * w;
            q += u * (int)w;
            r += v * (int)w;
        }
    }

    // (d, e) ← matrix·(d, e) / 2^30 mod p; both stay in (−2p, p).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateCofactors(Span<int> d, Span<int> e, in Matrix step, ReadOnlySpan<int> prime, int inverse)
    {
        int top = prime.Length - 1;
        long signD = d[top] >> 31, signE = e[top] >> 31;
        // Multiples of p that make the value non-negative, and then divisible by 2^30.
        long multipleD = (step.U & signD) + (step.V & signE), multipleE = (step.Q & signD) + (step.R & signE);
        long carryD = step.U * d[0] + step.V * e[0], carryE = step.Q * d[0] + step.R * e[0];
        multipleD -= (inverse * carryD + multipleD) & Mask;
        multipleE -= (inverse * carryE + multipleE) & Mask;
        carryD = (carryD + prime[0] * multipleD) >> LimbBits;
        carryE = (carryE + prime[0] * multipleE) >> LimbBits;
        for (int i = 1; i < prime.Length && i < d.Length && i < e.Length; i++)
        {
            long di = d[i], ei = e[i], pi = prime[i];
            carryD += step.U * di + step.V * ei + pi * multipleD;
            carryE += step.Q * di + step.R * ei + pi * multipleE;
            d[i - 1] = (int)carryD & Mask;
            e[i - 1] = (int)carryE & Mask;
            carryD >>= LimbBits;
            carryE >>= LimbBits;
        }

        d[top] = (int)carryD;
        e[top] = (int)carryE;
    }

    // (f, g) ← matrix·(f, g) / 2^30, which is exact.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateOperands(Span<int> f, Span<int> g, in Matrix step)
    {
        long carryF = (step.U * f[0] + step.V * g[0]) >> LimbBits, carryG = (step.Q * f[0] + step.R * g[0]) >> LimbBits;
        for (int i = 1; i < f.Length && i < g.Length; i++)
        {
            long fi = f[i], gi = g[i];
            carryF += step.U * fi + step.V * gi;
            carryG += step.Q * fi + step.R * gi;
            f[i - 1] = (int)carryF & Mask;
            g[i - 1] = (int)carryG & Mask;
            carryF >>= LimbBits;
            carryG >>= LimbBits;
        }

        f[^1] = (int)carryF;
        g[^1] = (int)carryG;
    }

    // From (−2p, p), negated or not, to [0, p).
    private static void Normalize(Span<int> d, bool negate, ReadOnlySpan<int> prime)
    {
        AddMultiple(d, 1, prime, d[^1] < 0 ? 1 : 0); // (−p, p)
        AddMultiple(d, negate ? -1 : 1, prime, 0);
        AddMultiple(d, 1, prime, d[^1] < 0 ? 1 : 0);
    }

    // d ← sign·d + multiple·p.
    private static void AddMultiple(Span<int> d, int sign, ReadOnlySpan<int> prime, int multiple)
    {
        long carry = 0;
        for (int i = 0; i < d.Length; i++)
        {
            carry += (long)sign * d[i] + (long)multiple * prime[i];
            d[i] = i == d.Length - 1 ? (int)carry : (int)carry & Mask;
            carry >>= LimbBits;
        }
    }
}
