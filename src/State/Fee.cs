namespace Plimsoll.State;

/// <summary>Fees as an operation carries them: two bytes, 11 bits of mantissa m above 5 bits of exponent e, worth m·10^e.</summary>
/// <remarks>The largest, 2047·10^31, is below 2^120. Spec: docs/spec/operations.md#the-word.</remarks>
public static class Fee
{
    private const int ExponentBits = 5;
    private const int MaxExponent = (1 << ExponentBits) - 1;
    private const uint MaxMantissa = (1 << (16 - ExponentBits)) - 1;

    private static readonly UInt128[] s_powersOfTen = PowersOfTen();

    /// <summary>The greatest fee that can be written.</summary>
    public static UInt128 Max { get; } = Decode(ushort.MaxValue);

    /// <summary>Returns the fee in the token's smallest unit.</summary>
    public static UInt128 Decode(ushort fee) => (uint)(fee >> ExponentBits) * s_powersOfTen[fee & MaxExponent];

    /// <summary>Returns the smallest fee that is at least <paramref name="amount"/>, with the smallest exponent that can express it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is above <see cref="Max"/>.</exception>
    public static ushort EncodeRoundingUp(UInt128 amount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Max);
        for (int exponent = 0; ; exponent++)
        {
            (UInt128 mantissa, UInt128 rest) = UInt128.DivRem(amount, s_powersOfTen[exponent]);
            if (rest != UInt128.Zero)
                mantissa++;
            if (mantissa <= MaxMantissa)
                return (ushort)(((uint)mantissa << ExponentBits) | (uint)exponent);
        }
    }

    private static UInt128[] PowersOfTen()
    {
        UInt128[] powers = new UInt128[MaxExponent + 1];
        powers[0] = UInt128.One;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
