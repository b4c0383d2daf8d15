using System.Buffers.Binary;
using Plimsoll.Primitives;

namespace Plimsoll.State;

/// <summary>The 31 bytes that say what an operation does: one field element of a blob.</summary>
/// <remarks>
/// Kind 1, from 4, to 4, amount 16, fee 2, valid-until 4 bytes, most significant first. The type holds any 31 bytes; whether they are a
/// valid operation is for <see cref="WordRules"/> to say. Spec: docs/spec/operations.md#the-word.
/// </remarks>
/// <param name="Kind">What to do.</param>
/// <param name="From">The index of the account that pays.</param>
/// <param name="To">The index of the account that is paid.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="EncodedFee">See <see cref="Fee"/>.</param>
/// <param name="ValidUntil">Unix seconds; the batch's time may not be later.</param>
public readonly record struct OperationWord(OperationKind Kind, uint From, uint To, UInt128 Amount, ushort EncodedFee, uint ValidUntil)
{
    /// <summary>The length, in bytes.</summary>
    public const int ByteLength = 31;

    /// <summary>The word that stands for one item of the queue on L1.</summary>
    public static OperationWord Queue { get; } = new(OperationKind.Queue, 0, 0, 0, 0, 0);

    /// <summary>The fee in the token's smallest unit.</summary>
    public UInt128 Fee => State.Fee.Decode(EncodedFee);

    /// <summary>The owner that an extension word names: the 20 bytes behind the kind.</summary>
    public Address ExtensionOwner
    {
        get
        {
            Span<byte> bytes = stackalloc byte[ByteLength];
            Write(bytes);
            return new(bytes.Slice(1, Address.ByteLength));
        }
    }

    /// <summary>The extension word that names an owner, zero for none.</summary>
    public static OperationWord Extension(Address owner)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bytes.Clear();
        bytes[0] = (byte)OperationKind.Extension;
        owner.Span.CopyTo(bytes[1..]);
        return Read(bytes);
    }

    /// <summary>Reads 31 bytes; every sequence of them is a word.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static OperationWord Read(ReadOnlySpan<byte> bytes) => new(
        (OperationKind)bytes[0],
        BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[9..]),
        BinaryPrimitives.ReadUInt16BigEndian(bytes[25..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[27..]));

    /// <summary>Writes 31 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less room.</exception>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes[27..], ValidUntil);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[25..], EncodedFee);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[9..], Amount);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[5..], To);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], From);
        bytes[0] = (byte)Kind;
    }

    /// <summary>Reads a field element; false when it is 2^248 or above.</summary>
    public static bool TryFromField(in Fr element, out OperationWord word)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        element.WriteBytes(bytes);
        bool fits = bytes[0] == 0;
        word = fits ? Read(bytes[1..]) : default;
        return fits;
    }

    /// <summary>Returns the word as a field element.</summary>
    public Fr ToField()
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes[0] = 0;
        Write(bytes[1..]);
        return Fr.FromBytes(bytes);
    }
}
