using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Plimsoll.Primitives;

/// <summary>32 bytes without a meaning of their own: a hash, a storage key, the ABI's <c>bytes32</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Bytes32 : IEquatable<Bytes32>, IComparable<Bytes32>
{
    /// <summary>The length, in bytes.</summary>
    public const int ByteLength = 32;

    private readonly ulong _w0, _w1, _w2, _w3; // the bytes in the order they are written, never read as numbers

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public Bytes32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteLength)
            throw new ArgumentException($"Exactly {ByteLength} bytes are expected, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<Bytes32>(bytes);
    }

    /// <summary>32 zero bytes.</summary>
    public static Bytes32 Zero => default;

    /// <summary>Whether all bytes are zero.</summary>
    public bool IsZero => (_w0 | _w1 | _w2 | _w3) == 0;

    /// <summary>The bytes, without a copy; valid as long as the variable that holds this value.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => MemoryMarshal.AsBytes(new ReadOnlySpan<Bytes32>(in this));

    /// <summary>Reads 64 hexadecimal digits of either case, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Bytes32 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Bytes32 value) ? value : throw new FormatException("Not 32 bytes: 64 hexadecimal digits are expected.");

    /// <summary>Reads 64 hexadecimal digits of either case, with or without <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Bytes32 value)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bool read = Hex.TryDecodeExactly(text, bytes);
        value = read ? new(bytes) : default;
        return read;
    }

    /// <summary>Returns the big-endian encoding of a number.</summary>
    public static Bytes32 FromUInt256(UInt256 number)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        number.WriteBytes(bytes);
        return new(bytes);
    }

    /// <summary>Returns the number of which these bytes are the big-endian encoding.</summary>
    public UInt256 ToUInt256() => UInt256.FromBytes(Span);

    /// <summary>Returns a copy of the bytes.</summary>
    public byte[] ToBytes() => Span.ToArray();

    /// <inheritdoc/>
    public bool Equals(Bytes32 other) => ((_w0 ^ other._w0) | (_w1 ^ other._w1) | (_w2 ^ other._w2) | (_w3 ^ other._w3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Bytes32 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_w0, _w1, _w2, _w3);

    /// <summary>Compares byte by byte, the first byte first.</summary>
    public int CompareTo(Bytes32 other) => Span.SequenceCompareTo(other.Span);

    /// <summary>The bytes in hexadecimal, with prefix, all digits.</summary>
    public override string ToString() => Hex.Encode(Span);

    /// <summary>Whether the two are the same bytes.</summary>
    public static bool operator ==(Bytes32 a, Bytes32 b) => a.Equals(b);

    /// <summary>Whether the two are different bytes.</summary>
    public static bool operator !=(Bytes32 a, Bytes32 b) => !a.Equals(b);

    /// <summary>Whether a comes before b.</summary>
    public static bool operator <(Bytes32 a, Bytes32 b) => a.CompareTo(b) < 0;

    /// <summary>Whether a comes after b.</summary>
    public static bool operator >(Bytes32 a, Bytes32 b) => a.CompareTo(b) > 0;

    /// <summary>Whether a comes before b or equals it.</summary>
    public static bool operator <=(Bytes32 a, Bytes32 b) => a.CompareTo(b) <= 0;

    /// <summary>Whether a comes after b or equals it.</summary>
    public static bool operator >=(Bytes32 a, Bytes32 b) => a.CompareTo(b) >= 0;
}
