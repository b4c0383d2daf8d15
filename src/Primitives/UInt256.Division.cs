namespace Plimsoll.Primitives;

/// <content>Division: Knuth, The Art of Computer Programming, volume 2, section 4.3.1, algorithm D, on 64-bit digits.</content>
public readonly partial struct UInt256
{
    /// <summary>Returns a / b, rounded down.</summary>
    /// <exception cref="DivideByZeroException">b is 0.</exception>
    public static UInt256 operator /(UInt256 a, UInt256 b) => DivRem(a, b).Quotient;

    /// <summary>Returns the remainder of a / b.</summary>
    /// <exception cref="DivideByZeroException">b is 0.</exception>
    public static UInt256 operator %(UInt256 a, UInt256 b) => DivRem(a, b).Remainder;

    /// <summary>Returns a / b, rounded up.</summary>
    /// <exception cref="DivideByZeroException">b is 0.</exception>
    public static UInt256 DivideRoundingUp(UInt256 a, UInt256 b)
    {
        (UInt256 quotient, UInt256 remainder) = DivRem(a, b);
        return remainder.IsZero ? quotient : quotient + One;
    }

    /// <summary>Returns the quotient, rounded down, and the remainder.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static (UInt256 Quotient, UInt256 Remainder) DivRem(UInt256 dividend, UInt256 divisor)
    {
        if (divisor.IsZero)
            throw new DivideByZeroException();
        if (dividend < divisor)
            return (Zero, dividend);
        if (!divisor.FitsUInt64)
            return DivRemLong(dividend, divisor);
        UInt256 quotient = DivRemShort(dividend, divisor._l0, out ulong remainder);
        return (quotient, remainder);
    }

    private static UInt256 DivRemShort(UInt256 dividend, ulong divisor, out ulong remainder)
    {
        remainder = 0;
        ulong q3 = DivideDigit(dividend._l3, divisor, ref remainder);
        ulong q2 = DivideDigit(dividend._l2, divisor, ref remainder);
        ulong q1 = DivideDigit(dividend._l1, divisor, ref remainder);
        ulong q0 = DivideDigit(dividend._l0, divisor, ref remainder);
        return new(q0, q1, q2, q3);
    }

    private static ulong DivideDigit(ulong digit, ulong divisor, ref ulong remainder)
    {
        (UInt128 quotient, UInt128 rest) = UInt128.DivRem(new UInt128(remainder, digit), divisor);
        remainder = (ulong)rest;
        return (ulong)quotient;
    }

    /// <summary>Divides by a divisor of two to four digits; the dividend is not below it.</summary>
    private static (UInt256 Quotient, UInt256 Remainder) DivRemLong(UInt256 dividend, UInt256 divisor)
    {
        int digits = (divisor.BitLength + 63) / 64;
        int shift = (256 - divisor.BitLength) & 63; // normalises: the top digit of v gets its highest bit
        Span<ulong> v = stackalloc ulong[4];
        (divisor << shift).WriteLimbs(v);
        Span<ulong> u = stackalloc ulong[5];
        (dividend << shift).WriteLimbs(u);
        u[4] = shift == 0 ? 0 : dividend._l3 >> (64 - shift);
        Span<ulong> q = stackalloc ulong[4];
        q.Clear();
        for (int j = 4 - digits; j >= 0; j--)
            q[j] = NextDigit(u.Slice(j, digits + 1), v[..digits]);
        UInt256 remainder = new UInt256(u[0], u[1], u[2], u[3]) >> shift; // the remainder is below v, so u[4] is 0
        return (new(q[0], q[1], q[2], q[3]), remainder);
    }

    /// <summary>Returns one digit of the quotient, and leaves the rest in u (steps D3 to D6).</summary>
    private static ulong NextDigit(Span<ulong> u, ReadOnlySpan<ulong> v)
    {
        int n = v.Length;
        ulong estimate = EstimateDigit(u[n], u[n - 1], u[n - 2], v[n - 1], v[n - 2]);
        ulong carry = 0;
        ulong borrow = 0;
        for (int i = 0; i < n; i++)
        {
            UInt128 step = (UInt128)estimate * v[i] + carry;
            carry = (ulong)(step >> 64);
            u[i] = SubtractLimb(u[i], (ulong)step, ref borrow);
        }

        u[n] = SubtractLimb(u[n], carry, ref borrow);
        if (borrow == 0)
            return estimate;
        ulong returned = 0; // the estimate was one too large (D6, with probability about 2^-63 on random digits)
        for (int i = 0; i < n; i++)
            u[i] = AddLimb(u[i], v[i], ref returned);
        u[n] += returned;
        return estimate - 1;
    }

    private static ulong EstimateDigit(ulong u2, ulong u1, ulong u0, ulong v1, ulong v0)
    {
        (UInt128 estimate, UInt128 rest) = u2 >= v1
            ? (ulong.MaxValue, new UInt128(u2, u1) - (UInt128)ulong.MaxValue * v1)
            : UInt128.DivRem(new UInt128(u2, u1), v1);
        while ((rest >> 64) == UInt128.Zero && estimate * v0 > new UInt128((ulong)rest, u0))
        {
            estimate--;
            rest += v1;
        }

        return (ulong)estimate;
    }
}
