using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Curves;

/// <content>Arithmetic modulo ℓ, without a branch or an address that depends on a value.</content>
public readonly partial struct JubjubScalar
{
    private const int Limbs = 4;

    /// <summary><c>−ℓ⁻¹ mod 2^64</c>.</summary>
    private const ulong NegativeInverse = 0x1ba3a358ef788ef9;

    /// <summary>ℓ, least significant limb first.</summary>
    private static ReadOnlySpan<ulong> Order => [0xd0970e5ed6f72cb7, 0xa6682093ccc81082, 0x06673b0101343b00, 0x0e7db4ea6533afa9];

    /// <summary><c>2^512 mod ℓ</c>.</summary>
    private static JubjubScalar RadixSquared => new(0x67719aa495e57731, 0x51b0cef09ce3fc26, 0x69dab7fac026e9a5, 0x04f6547b8d127688);

    /// <summary>Returns the sum.</summary>
    public static JubjubScalar operator +(in JubjubScalar a, in JubjubScalar b)
    {
        Unsafe.SkipInit(out JubjubScalar sum);
        ReadOnlySpan<ulong> x = AsLimbs(in a), y = AsLimbs(in b);
        Span<ulong> z = AsMutableLimbs(ref sum);
        ulong carry = 0;
        for (int i = 0; i < Limbs; i++)
            z[i] = AddWithCarry(x[i], y[i], ref carry);
        return SubtractOrderOnce(sum); // both below ℓ < 2^252: no carry leaves the top limb
    }

    /// <summary>Returns the difference.</summary>
    public static JubjubScalar operator -(in JubjubScalar a, in JubjubScalar b)
    {
        Unsafe.SkipInit(out JubjubScalar difference);
        ReadOnlySpan<ulong> x = AsLimbs(in a), y = AsLimbs(in b), order = Order;
        Span<ulong> z = AsMutableLimbs(ref difference);
        ulong borrow = 0, carry = 0;
        for (int i = 0; i < Limbs; i++)
            z[i] = SubtractWithBorrow(x[i], y[i], ref borrow);
        ulong mask = 0 - borrow;
        for (int i = 0; i < Limbs; i++)
            z[i] = AddWithCarry(z[i], order[i] & mask, ref carry);
        return difference;
    }

    /// <summary>Returns the additive inverse.</summary>
    public static JubjubScalar operator -(in JubjubScalar a) => Zero - a;

    /// <summary>Returns the product.</summary>
    public static JubjubScalar operator *(in JubjubScalar a, in JubjubScalar b) => MontgomeryProduct(MontgomeryProduct(a, b), RadixSquared);

    // Returns a·b·2^-256 mod ℓ for any a and for b below ℓ (CIOS; Koç, Acar, Kaliski 1996).
    private static JubjubScalar MontgomeryProduct(in JubjubScalar a, in JubjubScalar b)
    {
        ReadOnlySpan<ulong> x = AsLimbs(in a), y = AsLimbs(in b), order = Order;
        Span<ulong> t = stackalloc ulong[Limbs + 1];
        t.Clear();
        for (int i = 0; i < Limbs; i++)
        {
            ulong carry = 0;
            for (int j = 0; j < Limbs; j++)
                t[j] = MultiplyAdd(x[i], y[j], t[j], ref carry);
            t[Limbs] = carry;
            ulong m = t[0] * NegativeInverse;
            carry = 0;
            _ = MultiplyAdd(m, order[0], t[0], ref carry);
            for (int j = 1; j < Limbs; j++)
                t[j - 1] = MultiplyAdd(m, order[j], t[j], ref carry);
            t[Limbs - 1] = t[Limbs] + carry; // the running value is below 2ℓ, so it fits
        }

        return SubtractOrderOnce(new(t[0], t[1], t[2], t[3]));
    }

    private static JubjubScalar SubtractOrderOnce(in JubjubScalar a)
    {
        Unsafe.SkipInit(out JubjubScalar reduced);
        ReadOnlySpan<ulong> x = AsLimbs(in a), order = Order;
        Span<ulong> z = AsMutableLimbs(ref reduced);
        ulong borrow = 0;
        for (int i = 0; i < Limbs; i++)
            z[i] = SubtractWithBorrow(x[i], order[i], ref borrow);
        ulong mask = 0 - borrow;
        for (int i = 0; i < Limbs; i++)
            z[i] ^= mask & (z[i] ^ x[i]);
        return reduced;
    }

    private static bool IsBelowOrder(in JubjubScalar plain)
    {
        ReadOnlySpan<ulong> x = AsLimbs(in plain), order = Order;
        ulong borrow = 0;
        for (int i = 0; i < Limbs; i++)
            SubtractWithBorrow(x[i], order[i], ref borrow);
        return borrow != 0;
    }

    private static ulong AddWithCarry(ulong a, ulong b, ref ulong carry)
    {
        ulong partial = a + b, sum = partial + carry;
        carry = (partial < a ? 1UL : 0) + (sum < partial ? 1UL : 0);
        return sum;
    }

    private static ulong SubtractWithBorrow(ulong a, ulong b, ref ulong borrow)
    {
        ulong partial = a - b, difference = partial - borrow;
        borrow = (a < b ? 1UL : 0) + (partial < borrow ? 1UL : 0);
        return difference;
    }

    // Returns the low half of a·b + c + carry; the high half is the new carry.
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, ref ulong carry)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        low += c;
        high += low < c ? 1UL : 0;
        low += carry;
        high += low < carry ? 1UL : 0;
        carry = high;
        return low;
    }

    private static ReadOnlySpan<ulong> AsLimbs(in JubjubScalar a) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<JubjubScalar, ulong>(ref Unsafe.AsRef(in a)), Limbs);

    private static Span<ulong> AsMutableLimbs(ref JubjubScalar a) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<JubjubScalar, ulong>(ref a), Limbs);
}
