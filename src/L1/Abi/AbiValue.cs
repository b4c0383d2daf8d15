using System.Diagnostics;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>A value of the contract ABI: a number, an address, a truth value, bytes, text, or a sequence of values.</summary>
/// <remarks>
/// C# values convert implicitly, so a call reads <c>transfer.EncodeCall(recipient, amount)</c>; the way back is one method per kind.
/// Whether a value fits a type is decided when it is encoded. Immutable as long as the arrays it was given are.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract partial class AbiValue : IEquatable<AbiValue>
{
    private protected AbiValue()
    {
    }

    /// <summary>A number that is not negative.</summary>
    public static implicit operator AbiValue(ulong value) => new UnsignedNumber(value);

    /// <summary>A number that is not negative.</summary>
    public static implicit operator AbiValue(UInt256 value) => new UnsignedNumber(value);

    /// <summary>A number that may be negative.</summary>
    public static implicit operator AbiValue(Int256 value) => new SignedNumber(value);

    /// <summary>An address.</summary>
    public static implicit operator AbiValue(Address value) => new Account(value);

    /// <summary>A truth value.</summary>
    public static implicit operator AbiValue(bool value) => value ? Truth.True : Truth.False;

    /// <summary>Bytes: of a fixed length, or of any.</summary>
    public static implicit operator AbiValue(byte[] value) => new ByteString(value);

    /// <summary>32 bytes.</summary>
    public static implicit operator AbiValue(Bytes32 value) => new ByteString(value.ToBytes());

    /// <summary>Text.</summary>
    public static implicit operator AbiValue(string value) => new Characters(value);

    /// <summary>The elements of an array, or the fields of a struct.</summary>
    public static implicit operator AbiValue(AbiValue[] items) => new Sequence(items);

    /// <summary>The elements of an array, or the fields of a struct.</summary>
    public static AbiValue Of(params AbiValue[] items) => new Sequence(items);

    /// <summary>Returns the number.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number, or it is negative.</exception>
    public virtual UInt256 ToUInt256() => throw Mismatch("a number that is not negative");

    /// <summary>Returns the number.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number, or it is above 2^255 − 1.</exception>
    public virtual Int256 ToInt256() => throw Mismatch("a number within 256 bits and a sign");

    /// <summary>Returns the address.</summary>
    /// <exception cref="InvalidOperationException">The value is not an address.</exception>
    public virtual Address ToAddress() => throw Mismatch("an address");

    /// <summary>Returns the truth value.</summary>
    /// <exception cref="InvalidOperationException">The value is not a truth value.</exception>
    public virtual bool ToBoolean() => throw Mismatch("a truth value");

    /// <summary>Returns the bytes.</summary>
    /// <exception cref="InvalidOperationException">The value is not bytes.</exception>
    public virtual ReadOnlyMemory<byte> ToBytes() => throw Mismatch("bytes");

    /// <summary>Returns the text.</summary>
    /// <exception cref="InvalidOperationException">The value is not text.</exception>
    public virtual string ToText() => throw Mismatch("text");

    /// <summary>Returns the elements or fields.</summary>
    /// <exception cref="InvalidOperationException">The value is not a sequence.</exception>
    public virtual IReadOnlyList<AbiValue> ToItems() => throw Mismatch("a sequence");

    /// <summary>Returns the number, if it fits.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number between 0 and 2^64 − 1.</exception>
    public ulong ToUInt64() => ToUInt256() is { FitsUInt64: true } number ? (ulong)number : throw Mismatch("a number of at most 64 bits");

    /// <summary>Returns the 32 bytes.</summary>
    /// <exception cref="InvalidOperationException">The value is not 32 bytes.</exception>
    public Bytes32 ToBytes32() => ToBytes() is { Length: Bytes32.ByteLength } bytes ? new(bytes.Span) : throw Mismatch("32 bytes");

    /// <summary>The element or field with this index.</summary>
    /// <exception cref="InvalidOperationException">The value is not a sequence.</exception>
    public AbiValue this[int index] => ToItems()[index];

    /// <inheritdoc/>
    public abstract bool Equals(AbiValue? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbiValue);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <summary>The value for people to read.</summary>
    public abstract override string ToString();

    private InvalidOperationException Mismatch(string expectation)
    {
        string text = ToString();
        return new($"{expectation} is expected, not {(text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…"))}.");
    }
}
