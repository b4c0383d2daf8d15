namespace Plimsoll.Primitives;

/// <content>Checked addition, subtraction, multiplication and shifts.</content>
public readonly partial struct UInt256
{
    /// <summary>Returns a + b.</summary>
    /// <exception cref="OverflowException">The sum is above 2^256 − 1.</exception>
    public static UInt256 operator +(UInt256 a, UInt256 b) =>
        TryAdd(a, b, out UInt256 sum) ? sum : throw Overflow();

    /// <summary>Returns a − b.</summary>
    /// <exception cref="OverflowException">b is above a.</exception>
    public static UInt256 operator -(UInt256 a, UInt256 b) =>
        TrySubtract(a, b, out UInt256 difference) ? difference : throw Overflow();

    /// <summary>Returns a · b.</summary>
    /// <exception cref="OverflowException">The product is above 2^256 − 1.</exception>
    public static UInt256 operator *(UInt256 a, UInt256 b) =>
        TryMultiply(a, b, out UInt256 product) ? product : throw Overflow();

    /// <summary>Returns a · 2^count; the bits shifted out above are lost, as in the EVM.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not between 0 and 255.</exception>
    public static UInt256 operator <<(UInt256 a, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 255);
        (ulong l0, ulong l1, ulong l2, ulong l3) = (count >> 6) switch
        {
            0 => (a._l0, a._l1, a._l2, a._l3),
            1 => (0UL, a._l0, a._l1, a._l2),
            2 => (0UL, 0UL, a._l0, a._l1),
            _ => (0UL, 0UL, 0UL, a._l0),
        };
        int bits = count & 63;
        return bits == 0
            ? new(l0, l1, l2, l3)
            : new(l0 << bits, (l1 << bits) | (l0 >> (64 - bits)), (l2 << bits) | (l1 >> (64 - bits)), (l3 << bits) | (l2 >> (64 - bits)));
    }

    /// <summary>Returns a / 2^count, rounded down.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not between 0 and 255.</exception>
    public static UInt256 operator >>(UInt256 a, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 255);
        (ulong l0, ulong l1, ulong l2, ulong l3) = (count >> 6) switch
        {
            0 => (a._l0, a._l1, a._l2, a._l3),
            1 => (a._l1, a._l2, a._l3, 0UL),
            2 => (a._l2, a._l3, 0UL, 0UL),
            _ => (a._l3, 0UL, 0UL, 0UL),
        };
        int bits = count & 63;
        return bits == 0
            ? new(l0, l1, l2, l3)
            : new((l0 >> bits) | (l1 << (64 - bits)), (l1 >> bits) | (l2 << (64 - bits)), (l2 >> bits) | (l3 << (64 - bits)), l3 >> bits);
    }

    /// <summary>Adds, and says whether the sum fits; the result is the sum modulo 2^256 either way.</summary>
    public static bool TryAdd(UInt256 a, UInt256 b, out UInt256 sum)
    {
        ulong carry = 0;
        ulong l0 = AddLimb(a._l0, b._l0, ref carry);
        ulong l1 = AddLimb(a._l1, b._l1, ref carry);
        ulong l2 = AddLimb(a._l2, b._l2, ref carry);
        ulong l3 = AddLimb(a._l3, b._l3, ref carry);
        sum = new(l0, l1, l2, l3);
        return carry == 0;
    }

    /// <summary>Subtracts, and says whether b was at most a; the result is the difference modulo 2^256 either way.</summary>
    public static bool TrySubtract(UInt256 a, UInt256 b, out UInt256 difference)
    {
        ulong borrow = 0;
        ulong l0 = SubtractLimb(a._l0, b._l0, ref borrow);
        ulong l1 = SubtractLimb(a._l1, b._l1, ref borrow);
        ulong l2 = SubtractLimb(a._l2, b._l2, ref borrow);
        ulong l3 = SubtractLimb(a._l3, b._l3, ref borrow);
        difference = new(l0, l1, l2, l3);
        return borrow == 0;
    }

    /// <summary>Multiplies, and says whether the product fits; the result is the product modulo 2^256 either way.</summary>
    public static bool TryMultiply(UInt256 a, UInt256 b, out UInt256 product)
    {
        Span<ulong> left = stackalloc ulong[4];
        Span<ulong> right = stackalloc ulong[4];
        Span<ulong> full = stackalloc ulong[8];
        full.Clear();
        a.WriteLimbs(left);
        b.WriteLimbs(right);
        for (int i = 0; i < 4; i++)
        {
            ulong carry = 0;
            for (int j = 0; j < 4; j++)
            {
                UInt128 step = (UInt128)left[i] * right[j] + full[i + j] + carry; // at most (2^64 − 1)² + 2·(2^64 − 1) = 2^128 − 1
                full[i + j] = (ulong)step;
                carry = (ulong)(step >> 64);
            }

            full[i + 4] = carry;
        }

        product = new(full[0], full[1], full[2], full[3]);
        return (full[4] | full[5] | full[6] | full[7]) == 0;
    }

    private static ulong AddLimb(ulong a, ulong b, ref ulong carry)
    {
        ulong sum = a + b;
        ulong carried = sum < a ? 1UL : 0UL;
        sum += carry;
        carry = carried + (sum < carry ? 1UL : 0UL);
        return sum;
    }

    private static ulong SubtractLimb(ulong a, ulong b, ref ulong borrow)
    {
        ulong difference = a - b;
        ulong borrowed = a < b ? 1UL : 0UL;
        borrowed += difference < borrow ? 1UL : 0UL;
        difference -= borrow;
        borrow = borrowed;
        return difference;
    }

    private void WriteLimbs(Span<ulong> limbs)
    {
        limbs[3] = _l3;
        limbs[2] = _l2;
        limbs[1] = _l1;
        limbs[0] = _l0;
    }

    private static OverflowException Overflow() => new("The result does not fit in an unsigned integer of 256 bits.");
}
