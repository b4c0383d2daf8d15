using System.Buffers.Binary;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Storage;

/// <summary>A checkpoint as it is on disk, big-endian. Spec: docs/spec/storage.md.</summary>
internal static class CheckpointEncoding
{
    private const int Length = 8 + 4 + 8 + 8 + 32 + 4 + 4 + 8;

    public static byte[] Encode(in Checkpoint checkpoint)
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, checkpoint.Position.Number);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), checkpoint.Position.BatchTime);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(12), checkpoint.Position.QueueEnd);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(20), checkpoint.Position.SequenceEnd);
        checkpoint.Root.WriteBytes(bytes.AsSpan(28, 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(60), checkpoint.Opened);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(64), checkpoint.Deposited);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(68), checkpoint.LogStart);
        return bytes;
    }

    /// <exception cref="StoreException">It is none.</exception>
    public static Checkpoint Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || !Fr.TryFromBytes(bytes.Slice(28, 32), out Fr root))
            throw new StoreException("The checkpoint on disk is none.");
        SequencerPosition position = new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[20..]));
        return new(
            position, root, BinaryPrimitives.ReadUInt32BigEndian(bytes[60..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[64..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[68..]));
    }
}
