using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Plimsoll.Primitives;

/// <summary>The 20 bytes that name an account on Ethereum.</summary>
/// <remarks>
/// Text with letters of both cases carries a checksum (EIP-55), which takes Keccak-256 to check: <c>Plimsoll.L1.AddressChecksum</c> reads
/// and writes it. This type writes lower case, and refuses mixed case rather than to skip the check.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>The length, in bytes.</summary>
    public const int ByteLength = 20;

    private readonly uint _w0, _w1, _w2, _w3, _w4; // the bytes in the order they are written, never read as numbers

    /// <summary>Copies exactly 20 bytes.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteLength)
            throw new ArgumentException($"Exactly {ByteLength} bytes are expected, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<Address>(bytes);
    }

    /// <summary>The zero address, which nobody has the key of.</summary>
    public static Address Zero => default;

    /// <summary>Whether this is the zero address.</summary>
    public bool IsZero => (_w0 | _w1 | _w2 | _w3 | _w4) == 0;

    /// <summary>The bytes, without a copy; valid as long as the variable that holds this value.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => MemoryMarshal.AsBytes(new ReadOnlySpan<Address>(in this));

    /// <summary>Reads 40 hexadecimal digits, with or without <c>0x</c>, whose letters are of one case.</summary>
    /// <exception cref="FormatException">The text is anything else, or its letters are of both cases and so carry a checksum.</exception>
    public static Address Parse(ReadOnlySpan<char> text)
    {
        if (!TryParseIgnoringCase(text, out Address address))
            throw new FormatException("Not an address: 40 hexadecimal digits are expected.");
        return IsMixedCase(text)
            ? throw new FormatException("The address mixes upper and lower case, so it carries an EIP-55 checksum: read it with AddressChecksum.Parse.")
            : address;
    }

    /// <summary>Reads 40 hexadecimal digits, with or without <c>0x</c>, whose letters are of one case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address)
    {
        if (TryParseIgnoringCase(text, out address) && !IsMixedCase(text))
            return true;
        address = default;
        return false;
    }

    /// <summary>Reads 40 hexadecimal digits and does not look at their case: for callers that check it themselves.</summary>
    public static bool TryParseIgnoringCase(ReadOnlySpan<char> text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bool read = Hex.TryDecodeExactly(text, bytes);
        address = read ? new(bytes) : default;
        return read;
    }

    /// <summary>Returns a copy of the bytes.</summary>
    public byte[] ToBytes() => Span.ToArray();

    /// <inheritdoc/>
    public bool Equals(Address other) =>
        ((_w0 ^ other._w0) | (_w1 ^ other._w1) | (_w2 ^ other._w2) | (_w3 ^ other._w3) | (_w4 ^ other._w4)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_w0, _w1, _w2, _w3, _w4);

    /// <summary>Compares byte by byte, the first byte first.</summary>
    public int CompareTo(Address other) => Span.SequenceCompareTo(other.Span);

    /// <summary>The bytes in lower-case hexadecimal, with prefix.</summary>
    public override string ToString() => Hex.Encode(Span);

    private static bool IsMixedCase(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> digits = Hex.WithoutPrefix(text);
        return digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
    }

    /// <summary>Whether the two are the same address.</summary>
    public static bool operator ==(Address a, Address b) => a.Equals(b);

    /// <summary>Whether the two are different addresses.</summary>
    public static bool operator !=(Address a, Address b) => !a.Equals(b);

    /// <summary>Whether a comes before b.</summary>
    public static bool operator <(Address a, Address b) => a.CompareTo(b) < 0;

    /// <summary>Whether a comes after b.</summary>
    public static bool operator >(Address a, Address b) => a.CompareTo(b) > 0;

    /// <summary>Whether a comes before b or equals it.</summary>
    public static bool operator <=(Address a, Address b) => a.CompareTo(b) <= 0;

    /// <summary>Whether a comes after b or equals it.</summary>
    public static bool operator >=(Address a, Address b) => a.CompareTo(b) >= 0;
}
