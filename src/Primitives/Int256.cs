using System.Diagnostics;

namespace Plimsoll.Primitives;

/// <summary>A signed integer of 256 bits in two's complement: the ABI's <c>int256</c>. It is carried, compared and shown, not computed with.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Int256 : IEquatable<Int256>, IComparable<Int256>
{
    private readonly UInt256 _bits;

    private Int256(UInt256 bits) => _bits = bits;

    /// <summary>The number in two's complement, as one word of the EVM.</summary>
    public UInt256 TwosComplement => _bits;

    /// <summary>Whether the number is below 0.</summary>
    public bool IsNegative => _bits.BitLength == 256;

    /// <summary>The distance from 0.</summary>
    public UInt256 Magnitude => IsNegative ? Negate(_bits) : _bits;

    /// <summary>The smallest width of two's complement that holds the number, in bits: 1 for 0 and −1, 256 at most.</summary>
    public int BitLength => 1 + (IsNegative ? Magnitude - UInt256.One : _bits).BitLength;

    /// <summary>Reads one word of the EVM as two's complement.</summary>
    public static Int256 FromTwosComplement(UInt256 bits) => new(bits);

    /// <summary>Widens a 64-bit value.</summary>
    public static implicit operator Int256(long value) =>
        new(value >= 0 ? (ulong)value : Negate((ulong)(-(value + 1)) + 1));

    /// <summary>Reads decimal digits with an optional minus sign, or hexadecimal digits of a non-negative number after <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is anything else, or the number is not within −2^255 and 2^255 − 1.</exception>
    public static Int256 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Int256 value) ? value : throw new FormatException("Not a signed integer of 256 bits.");

    /// <summary>Reads decimal digits with an optional minus sign, or hexadecimal digits of a non-negative number after <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Int256 value)
    {
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        value = default;
        if (!UInt256.TryParse(negative ? text[1..] : text, out UInt256 magnitude))
            return false;
        if (negative && text[1..].StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return false;
        Int256 candidate = new(negative ? Negate(magnitude) : magnitude);
        if (candidate.Magnitude != magnitude || (candidate.IsNegative != negative && !magnitude.IsZero))
            return false;
        value = candidate;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Int256 other) => _bits == other._bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Int256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bits.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Int256 other) =>
        IsNegative == other.IsNegative ? _bits.CompareTo(other._bits) : IsNegative ? -1 : 1;

    /// <summary>The number in decimal.</summary>
    public override string ToString() => IsNegative ? $"-{Magnitude}" : _bits.ToString();

    private static UInt256 Negate(UInt256 value)
    {
        UInt256.TrySubtract(UInt256.Zero, value, out UInt256 negated);
        return negated;
    }

    /// <summary>Whether the two are equal.</summary>
    public static bool operator ==(Int256 a, Int256 b) => a.Equals(b);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(Int256 a, Int256 b) => !a.Equals(b);

    /// <summary>Whether a is below b.</summary>
    public static bool operator <(Int256 a, Int256 b) => a.CompareTo(b) < 0;

    /// <summary>Whether a is above b.</summary>
    public static bool operator >(Int256 a, Int256 b) => a.CompareTo(b) > 0;

    /// <summary>Whether a is at most b.</summary>
    public static bool operator <=(Int256 a, Int256 b) => a.CompareTo(b) <= 0;

    /// <summary>Whether a is at least b.</summary>
    public static bool operator >=(Int256 a, Int256 b) => a.CompareTo(b) >= 0;
}
