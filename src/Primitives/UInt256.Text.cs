using System.Globalization;

namespace Plimsoll.Primitives;

/// <content>Decimal and hexadecimal text.</content>
public readonly partial struct UInt256
{
    private const int MaxDecimalDigits = 78; // 2^256 − 1 is about 1.16 · 10^77
    private const int ChunkDigits = 19;
    private const ulong Chunk = 10_000_000_000_000_000_000; // 10^19, the largest power of ten in 64 bits

    /// <summary>Reads decimal digits, or hexadecimal digits of either case after <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is anything else, or the value is above 2^256 − 1.</exception>
    public static UInt256 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out UInt256 value)
            ? value
            : throw new FormatException("Not an unsigned integer of 256 bits: decimal digits, or hexadecimal digits after 0x, are expected.");

    /// <summary>Reads decimal digits (at most 78), or hexadecimal digits (at most 64) of either case after <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out UInt256 value) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? TryParseHex(text[2..], out value)
            : TryParseDecimal(text, out value);

    /// <summary>The value in decimal.</summary>
    public override string ToString()
    {
        if (FitsUInt64)
            return _l0.ToString(CultureInfo.InvariantCulture);
        Span<char> digits = stackalloc char[MaxDecimalDigits + ChunkDigits];
        int start = digits.Length;
        UInt256 rest = this;
        while (!rest.IsZero)
        {
            rest = DivRemShort(rest, Chunk, out ulong chunk);
            start -= ChunkDigits;
            chunk.TryFormat(digits[start..], out _, "D19", CultureInfo.InvariantCulture);
        }

        return digits[start..].TrimStart('0').ToString();
    }

    /// <summary>The value as JSON-RPC writes a quantity: <c>0x</c> and hexadecimal digits without leading zeros, <c>0x0</c> for 0.</summary>
    public string ToHex()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        WriteBytes(bytes);
        ReadOnlySpan<char> digits = Convert.ToHexStringLower(bytes).AsSpan().TrimStart('0');
        return digits.IsEmpty ? "0x0" : string.Concat("0x", digits);
    }

    private static bool TryParseHex(ReadOnlySpan<char> digits, out UInt256 value)
    {
        value = default;
        if (digits.Length is 0 or > 2 * ByteLength)
            return false;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return false;
            int nibble = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
            value = (value << 4) + (ulong)nibble; // at most 64 digits: nothing is shifted out
        }

        return true;
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> digits, out UInt256 value)
    {
        value = default;
        if (digits.Length is 0 or > MaxDecimalDigits)
            return false;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit)
                || !TryMultiply(value, 10, out UInt256 shifted)
                || !TryAdd(shifted, (uint)(digit - '0'), out value))
            {
                value = default;
                return false;
            }
        }

        return true;
    }
}
