using System.Buffers.Binary;
using Plimsoll.L1.Signing;

namespace Plimsoll.Node.Sequencing;

/// <summary>The sequencer's signature under the last receipt of a block: through the chain of receipts it confirms every operation in it.</summary>
/// <remarks>Spec: docs/spec/soft-confirmations.md#receipts.</remarks>
/// <param name="Block">The block's number.</param>
/// <param name="FirstSlot">The number of the block's first user slot.</param>
/// <param name="Generation">Drops there had been.</param>
/// <param name="Deadline">Unix seconds of L1.</param>
/// <param name="Hash">The hash of the last receipt.</param>
/// <param name="Signature">Of that hash, by the sequencer's L1 account.</param>
/// <param name="Entry">Where the block is in the log.</param>
public sealed record SoftConfirmation(ulong Block, ulong FirstSlot, ulong Generation, ulong Deadline, Bytes32 Hash, EcdsaSignature Signature, ulong Entry)
{
    /// <summary>The length of the encoding, in bytes.</summary>
    public const int EncodedLength = 5 * sizeof(ulong) + Bytes32.ByteLength + EcdsaSignature.ByteLength;

    /// <summary>Returns block, first slot, generation, deadline, entry (8 bytes each, big-endian), hash (32) and signature (65).</summary>
    public byte[] Encode()
    {
        byte[] bytes = new byte[EncodedLength];
        Span<byte> rest = bytes;
        foreach (ulong number in (ReadOnlySpan<ulong>)[Block, FirstSlot, Generation, Deadline, Entry])
        {
            BinaryPrimitives.WriteUInt64BigEndian(rest, number);
            rest = rest[sizeof(ulong)..];
        }

        Hash.Span.CopyTo(rest);
        Signature.ToBytes().CopyTo(rest[Bytes32.ByteLength..]);
        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <returns>Null when the bytes are something else.</returns>
    public static SoftConfirmation? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != EncodedLength || !EcdsaSignature.TryFromBytes(bytes[^EcdsaSignature.ByteLength..], out EcdsaSignature signature))
            return null;
        Span<ulong> numbers = stackalloc ulong[5];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes[(sizeof(ulong) * i)..]);
        return new(numbers[0], numbers[1], numbers[2], numbers[3], new Bytes32(bytes.Slice(5 * sizeof(ulong), Bytes32.ByteLength)), signature, numbers[4]);
    }
}
