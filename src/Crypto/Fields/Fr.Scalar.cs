using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Fields;

/// <content>Scalar arithmetic: portable, always present, the oracle of every vector path.</content>
public readonly partial struct Fr
{
    private const int Limbs = 4;

    /// <summary><c>−r⁻¹ mod 2^64</c>.</summary>
    private const ulong NegativeInverse = 0xfffffffeffffffff;

    /// <summary>r, least significant limb first.</summary>
    private static ReadOnlySpan<ulong> Modulus => [0xffffffff00000001, 0x53bda402fffe5bfe, 0x3339d80809a1d805, 0x73eda753299d7d48];

    /// <summary><c>2^512 mod r</c>: multiplying by it enters Montgomery form.</summary>
    private static Fr RadixSquared => new(0xc999e990f3f29c6d, 0x2b6cedcb87925c23, 0x05d314967254398f, 0x0748d9d99f59ff11);

    /// <inheritdoc/>
    public static Fr operator +(in Fr a, in Fr b)
    {
        Unsafe.SkipInit(out Fr sum);
        ReadOnlySpan<ulong> x = AsLimbs(in a), y = AsLimbs(in b);
        Span<ulong> z = AsMutableLimbs(ref sum);
        ulong carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            UInt128 t = (UInt128)x[i] + y[i] + carry;
            (z[i], carry) = ((ulong)t, (ulong)(t >> 64));
        }

        return SubtractModulusOnce(sum); // both below r < 2^255: no carry leaves the top limb
    }

    /// <inheritdoc/>
    public static Fr operator -(in Fr a, in Fr b)
    {
        Unsafe.SkipInit(out Fr difference);
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
    public static Fr operator -(in Fr a) => Zero - a;

    /// <inheritdoc/>
    public static Fr operator *(in Fr a, in Fr b)
    {
        ReadOnlySpan<ulong> x = AsLimbs(in a), y = AsLimbs(in b), p = Modulus;
        Span<ulong> t = stackalloc ulong[Limbs + 1];
        t.Clear();
        for (int i = 0; i < Limbs; i++)
        {
            // CIOS (Koç, Acar, Kaliski 1996); r < 2^255 keeps the sum within 4 limbs and a bit.
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

        return SubtractModulusOnce(new(t[0], t[1], t[2], t[3]));
    }

    /// <inheritdoc/>
    public static Fr Double(in Fr a) => a + a;

    /// <inheritdoc/>
    public static Fr Square(in Fr a) => a * a;

    /// <inheritdoc/>
    /// <remarks>Fermat: <c>a^(r − 2)</c>, the same operations whatever a is.</remarks>
    public static Fr Inverse(in Fr a) => FieldAlgorithms.Pow(a, [0xfffffffeffffffff, 0x53bda402fffe5bfe, 0x3339d80809a1d805, 0x73eda753299d7d48]);

    private static Fr ToMontgomery(in Fr plain) => plain * RadixSquared;

    private static Fr FromMontgomery(in Fr element) => element * new Fr(1, 0, 0, 0);

    private static bool IsBelowModulus(in Fr plain)
    {
        ReadOnlySpan<ulong> x = AsLimbs(in plain), p = Modulus;
        for (int i = Limbs - 1; i >= 0; i--)
        {
            if (x[i] != p[i])
                return x[i] < p[i];
        }

        return false;
    }

    private static Fr SubtractModulusOnce(in Fr a)
    {
        Unsafe.SkipInit(out Fr reduced);
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

    private static ReadOnlySpan<ulong> AsLimbs(in Fr a) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Fr, ulong>(ref Unsafe.AsRef(in a)), Limbs);

    private static Span<ulong> AsMutableLimbs(ref Fr a) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Fr, ulong>(ref a), Limbs);
}
