using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Fields;

/// <content>Scalar arithmetic: portable, always present, the oracle of every vector path.</content>
public readonly partial struct Fq
{
    private const int Limbs = 6;

    /// <summary><c>−q⁻¹ mod 2^64</c>.</summary>
    private const ulong NegativeInverse = 0x89f3fffcfffcfffd;

    /// <summary>q, least significant limb first.</summary>
    private static ReadOnlySpan<ulong> Modulus => [0xb9feffffffffaaab, 0x1eabfffeb153ffff, 0x6730d2a0f6b0f624, 0x64774b84f38512bf, 0x4b1ba7b6434bacd7, 0x1a0111ea397fe69a];

    /// <summary><c>2^768 mod q</c>: multiplying by it enters Montgomery form.</summary>
    private static Fq RadixSquared => new(0xf4df1f341c341746, 0x0a76e6a609d104f1, 0x8de5476c4c95b6d5, 0x67eb88a9939d83c0, 0x9a793e85b519952d, 0x11988fe592cae3aa);

    /// <inheritdoc/>
    public static Fq operator +(in Fq a, in Fq b)
    {
        Unsafe.SkipInit(out Fq sum);
        ReadOnlySpan<ulong> x = AsLimbs(in a), y = AsLimbs(in b);
        Span<ulong> z = AsMutableLimbs(ref sum);
        ulong carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            UInt128 t = (UInt128)x[i] + y[i] + carry;
            (z[i], carry) = ((ulong)t, (ulong)(t >> 64));
        }

        return SubtractModulusOnce(sum); // both below q < 2^383: no carry leaves the top limb
    }

    /// <inheritdoc/>
    public static Fq operator -(in Fq a, in Fq b)
    {
        Unsafe.SkipInit(out Fq difference);
        ReadOnlySpan<ulong> x = AsLimbs(in a), y = AsLimbs(in b), p = Modulus;
        Span<ulong> z = AsMutableLimbs(ref difference);
        ulong borrow = 0;
        for (int i = 0; i < Limbs; i++)
        {
            UInt128 t = (UInt128)x[i] - y[i] - borrow;
            (z[i], borrow) = ((ulong)t, (ulong)(t >> 64) & 1);
        }

        ulong mask = 0 - borrow, carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            UInt128 t = (UInt128)z[i] + (p[i] & mask) + carry;
            (z[i], carry) = ((ulong)t, (ulong)(t >> 64));
        }

        return difference;
    }

    /// <inheritdoc/>
    public static Fq operator -(in Fq a) => Zero - a;

    /// <inheritdoc/>
    public static Fq operator *(in Fq a, in Fq b)
    {
        ReadOnlySpan<ulong> x = AsLimbs(in a), y = AsLimbs(in b), p = Modulus;
        Span<ulong> t = stackalloc ulong[Limbs + 1];
        t.Clear();
        for (int i = 0; i < Limbs; i++)
        {
            // CIOS (Koç, Acar, Kaliski 1996); q < 2^383 keeps the sum within 6 limbs and a bit.
            ulong carry = 0;
            for (int j = 0; j < Limbs; j++)
            {
                UInt128 s = Math.BigMul(x[j], y[i]) + t[j] + carry;
                (t[j], carry) = ((ulong)s, (ulong)(s >> 64));
            }

            t[Limbs] = carry;
            ulong m = t[0] * NegativeInverse;
            carry = (ulong)((Math.BigMul(m, p[0]) + t[0]) >> 64);
            for (int j = 1; j < Limbs; j++)
            {
                UInt128 s = Math.BigMul(m, p[j]) + t[j] + carry;
                (t[j - 1], carry) = ((ulong)s, (ulong)(s >> 64));
            }

            t[Limbs - 1] = t[Limbs] + carry;
        }

        return SubtractModulusOnce(new(t[0], t[1], t[2], t[3], t[4], t[5]));
    }

    /// <inheritdoc/>
    public static Fq Double(in Fq a) => a + a;

    /// <inheritdoc/>
    public static Fq Square(in Fq a) => a * a;

    /// <inheritdoc/>
    /// <remarks>Fermat: <c>a^(q − 2)</c>, the same operations whatever a is.</remarks>
    public static Fq Inverse(in Fq a) => FieldAlgorithms.Pow(a, [0xb9feffffffffaaa9, 0x1eabfffeb153ffff, 0x6730d2a0f6b0f624, 0x64774b84f38512bf, 0x4b1ba7b6434bacd7, 0x1a0111ea397fe69a]);

    private static Fq ToMontgomery(in Fq plain) => plain * RadixSquared;

    private static Fq FromMontgomery(in Fq element) => element * new Fq(1, 0, 0, 0, 0, 0);

    private static bool IsBelowModulus(in Fq plain)
    {
        ReadOnlySpan<ulong> x = AsLimbs(in plain), p = Modulus;
        for (int i = Limbs - 1; i >= 0; i--)
        {
            if (x[i] != p[i])
                return x[i] < p[i];
        }

        return false;
    }

    private static Fq SubtractModulusOnce(in Fq a)
    {
        Unsafe.SkipInit(out Fq reduced);
        ReadOnlySpan<ulong> x = AsLimbs(in a), p = Modulus;
        Span<ulong> z = AsMutableLimbs(ref reduced);
        ulong borrow = 0;
        for (int i = 0; i < Limbs; i++)
        {
            UInt128 t = (UInt128)x[i] - p[i] - borrow;
            (z[i], borrow) = ((ulong)t, (ulong)(t >> 64) & 1);
        }

        return borrow == 0 ? reduced : a;
    }

    private static ReadOnlySpan<ulong> AsLimbs(in Fq a) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Fq, ulong>(ref Unsafe.AsRef(in a)), Limbs);

    private static Span<ulong> AsMutableLimbs(ref Fq a) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Fq, ulong>(ref a), Limbs);
}
