using System.Diagnostics;
using System.Numerics;

namespace Plimsoll.Primitives;

/// <summary>An unsigned integer of 256 bits: the word of the Ethereum virtual machine, the ABI's <c>uint256</c>.</summary>
/// <remarks>
/// The operators are checked: they throw <see cref="OverflowException"/> where the EVM would wrap around, because an amount of money that
/// wraps is a loss. Held as 4 little-endian limbs. Variable-time.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>, IComparable
{
    /// <summary>The length of the big-endian encoding, in bytes.</summary>
    public const int ByteLength = 32;

    private readonly ulong _l0, _l1, _l2, _l3; // _l3 is the most significant

    private UInt256(ulong l0, ulong l1, ulong l2, ulong l3) => (_l0, _l1, _l2, _l3) = (l0, l1, l2, l3);

    /// <summary>0.</summary>
    public static UInt256 Zero => default;

    /// <summary>1.</summary>
    public static UInt256 One => new(1, 0, 0, 0);

    /// <summary>2^256 − 1.</summary>
    public static UInt256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>Whether the value is 0.</summary>
    public bool IsZero => (_l0 | _l1 | _l2 | _l3) == 0;

    /// <summary>The number of bits the value needs: 0 for 0, 256 at most.</summary>
    public int BitLength =>
        _l3 != 0 ? 256 - BitOperations.LeadingZeroCount(_l3)
        : _l2 != 0 ? 192 - BitOperations.LeadingZeroCount(_l2)
        : _l1 != 0 ? 128 - BitOperations.LeadingZeroCount(_l1)
        : 64 - BitOperations.LeadingZeroCount(_l0);

    /// <summary>Whether the value is at most 2^64 − 1.</summary>
    public bool FitsUInt64 => (_l1 | _l2 | _l3) == 0;

    /// <summary>Widens a 64-bit value.</summary>
    public static implicit operator UInt256(ulong value) => new(value, 0, 0, 0);

    /// <summary>Narrows to 64 bits.</summary>
    /// <exception cref="OverflowException">The value is above 2^64 − 1.</exception>
    public static explicit operator ulong(UInt256 value) =>
        value.FitsUInt64 ? value._l0 : throw new OverflowException($"{value} does not fit in 64 bits.");

    /// <inheritdoc/>
    public bool Equals(UInt256 other) =>
        ((_l0 ^ other._l0) | (_l1 ^ other._l1) | (_l2 ^ other._l2) | (_l3 ^ other._l3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_l0, _l1, _l2, _l3);

    /// <inheritdoc/>
    public int CompareTo(UInt256 other) =>
        _l3 != other._l3 ? _l3.CompareTo(other._l3)
        : _l2 != other._l2 ? _l2.CompareTo(other._l2)
        : _l1 != other._l1 ? _l1.CompareTo(other._l1)
        : _l0.CompareTo(other._l0);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        UInt256 other => CompareTo(other),
        _ => throw new ArgumentException($"A {nameof(UInt256)} is expected.", nameof(obj)),
    };

    /// <summary>Returns the smaller of the two.</summary>
    public static UInt256 Min(UInt256 a, UInt256 b) => a < b ? a : b;

    /// <summary>Returns the larger of the two.</summary>
    public static UInt256 Max(UInt256 a, UInt256 b) => a > b ? a : b;

    /// <summary>Whether the two are equal.</summary>
    public static bool operator ==(UInt256 a, UInt256 b) => a.Equals(b);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(UInt256 a, UInt256 b) => !a.Equals(b);

    /// <summary>Whether a is below b.</summary>
    public static bool operator <(UInt256 a, UInt256 b) => a.CompareTo(b) < 0;

    /// <summary>Whether a is above b.</summary>
    public static bool operator >(UInt256 a, UInt256 b) => a.CompareTo(b) > 0;

    /// <summary>Whether a is at most b.</summary>
    public static bool operator <=(UInt256 a, UInt256 b) => a.CompareTo(b) <= 0;

    /// <summary>Whether a is at least b.</summary>
    public static bool operator >=(UInt256 a, UInt256 b) => a.CompareTo(b) >= 0;
}
