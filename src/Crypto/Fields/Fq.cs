using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Crypto.Fields;

/// <summary>An element of the BLS12-381 base field 𝔽q.</summary>
/// <remarks>
/// Held in Montgomery form (<c>a·2^392 mod q</c>) as 6 little-endian 64-bit words, always below q;
/// the radix is that of the scalar kernel's 7 limbs of 56 bits.
/// Variable-time: do not use it on long-lived secrets unless the member says that it is constant-time.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct Fq : IField<Fq>
{
    /// <summary>The length of the canonical big-endian encoding, in bytes.</summary>
    public const int ByteLength = 48;

    private readonly ulong _l0, _l1, _l2, _l3, _l4, _l5; // _l5 is the most significant

    private Fq(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4, ulong l5) => (_l0, _l1, _l2, _l3, _l4, _l5) = (l0, l1, l2, l3, l4, l5);

    /// <inheritdoc/>
    public static Fq Zero => default;

    /// <inheritdoc/>
    public static Fq One => Radix;

    /// <inheritdoc/>
    public bool IsZero => (_l0 | _l1 | _l2 | _l3 | _l4 | _l5) == 0;

    /// <summary>Returns the element that equals <paramref name="value"/>.</summary>
    public static Fq FromUInt64(ulong value) => ToMontgomery(new(value, 0, 0, 0, 0, 0));

    /// <inheritdoc/>
    public bool Equals(Fq other) =>
        ((_l0 ^ other._l0) | (_l1 ^ other._l1) | (_l2 ^ other._l2) | (_l3 ^ other._l3) | (_l4 ^ other._l4) | (_l5 ^ other._l5)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fq other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_l0, _l1, _l2, _l3);

    /// <summary>The canonical value in hexadecimal, with prefix, all digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        WriteBytes(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"0x{Convert.ToHexStringLower(bytes)}");
    }

    /// <summary>Whether the two are the same element.</summary>
    public static bool operator ==(in Fq a, in Fq b) => a.Equals(b);

    /// <summary>Whether the two are different elements.</summary>
    public static bool operator !=(in Fq a, in Fq b) => !a.Equals(b);
}
