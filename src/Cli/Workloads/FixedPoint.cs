namespace Plimsoll.Cli.Workloads;

/// <summary>Decimal numbers as integers; nothing is rounded while reading.</summary>
internal static class FixedPoint
{
    // 26 digits: below 2^87, so that two of them multiply within 2^174 after a check, and a sum of many stays below 2^120.
    private const int MaxDigits = 26;

    /// <summary>Reads digits with at most one point; no sign, exponent, space or separator.</summary>
    /// <param name="text">As 137.3.</param>
    /// <param name="decimals">How many digits behind the point the result holds.</param>
    /// <param name="value">The number times 10^decimals.</param>
    /// <returns>False when the text is anything else, too long, or has more digits behind the point.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, int decimals, out UInt128 value)
    {
        value = default;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point], part = point < 0 ? [] : text[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && part.IsEmpty) || part.Length > decimals || whole.Length + decimals > MaxDigits)
            return false;
        if (whole.ContainsAnyExceptInRange('0', '9') || part.ContainsAnyExceptInRange('0', '9'))
            return false;
        foreach (char digit in whole)
            value = value * 10 + (uint)(digit - '0');
        for (int i = 0; i < decimals; i++)
            value = value * 10 + (i < part.Length ? (uint)(part[i] - '0') : 0);
        return true;
    }

    /// <summary>Returns a·b / divisor, rounded up; false when the product does not fit 128 bits.</summary>
    public static bool TryMultiplyRoundingUp(UInt128 a, UInt128 b, UInt128 divisor, out UInt128 result)
    {
        result = default;
        if (a != UInt128.Zero && b > UInt128.MaxValue / a)
            return false;
        UInt128 product = a * b;
        result = product / divisor + (product % divisor == UInt128.Zero ? UInt128.Zero : UInt128.One);
        return true;
    }
}
