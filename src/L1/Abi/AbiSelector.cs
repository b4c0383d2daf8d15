using System.Buffers.Binary;
using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>The first 4 bytes of the hash of a signature: what calls and errors begin with.</summary>
/// <param name="Value">The bytes as a big-endian number.</param>
public readonly record struct AbiSelector(uint Value)
{
    /// <summary>The length, in bytes.</summary>
    public const int ByteLength = 4;

    /// <summary>Returns the selector of a canonical signature such as <c>transfer(address,uint256)</c>.</summary>
    public static AbiSelector Of(string signature) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(Keccak256.HashUtf8(signature).Span));

    /// <summary>Reads the selector that data begins with.</summary>
    /// <returns>False when there are fewer than 4 bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, out AbiSelector selector)
    {
        bool read = BinaryPrimitives.TryReadUInt32BigEndian(data, out uint value);
        selector = new(value);
        return read;
    }

    /// <summary>Returns the 4 bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>The bytes in hexadecimal.</summary>
    public override string ToString() => Hex.Encode(ToBytes());
}
