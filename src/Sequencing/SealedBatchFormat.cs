using System.Buffers.Binary;
using Plimsoll.Batches;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>Sealed batches as bytes, for a batcher in another process.</summary>
/// <remarks>
/// Big-endian, nothing between: number 8, chain id 8, rollup 20, batch time 4, committer 20, new root 32, slots of the queue 4, queue end 8, sequence end 8; then W, X, Y
/// and the root after it of each slot, 32 each. Reading is total and strict: what is read is written again as the same bytes.
/// </remarks>
public static class SealedBatchFormat
{
    /// <summary>Bytes of a slot, and of what stands before the first.</summary>
    public const int SlotLength = 4 * Fr.ByteLength, HeadLength = 8 + 8 + Address.ByteLength + 4 + Address.ByteLength + Fr.ByteLength + 4 + 8 + 8;

    private const int Rollup = 16, Time = Rollup + Address.ByteLength, Committer = Time + 4, Root = Committer + Address.ByteLength, Counts = Root + Fr.ByteLength;

    /// <summary>Returns the bytes of a batch.</summary>
    public static byte[] Encode(SealedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        byte[] bytes = new byte[HeadLength + SlotLength * batch.Slots.Count];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, batch.Number);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), batch.Context.ChainId);
        batch.Context.Rollup.Span.CopyTo(bytes.AsSpan(Rollup));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Time), batch.Context.BatchTime);
        batch.Context.Committer.Span.CopyTo(bytes.AsSpan(Committer));
        batch.NewRoot.WriteBytes(bytes.AsSpan(Root));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Counts), batch.QueueCount);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(Counts + 4), batch.QueueEnd);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(Counts + 12), batch.SequenceEnd);
        for (int i = 0; i < batch.Slots.Count; i++)
        {
            Span<byte> slot = bytes.AsSpan(HeadLength + i * SlotLength, SlotLength);
            batch.Slots[i].W.WriteBytes(slot);
            batch.Slots[i].X.WriteBytes(slot[Fr.ByteLength..]);
            batch.Slots[i].Y.WriteBytes(slot[(2 * Fr.ByteLength)..]);
            batch.Slots[i].PostRoot.WriteBytes(slot[(3 * Fr.ByteLength)..]);
        }

        return bytes;
    }

    /// <summary>Reads a batch.</summary>
    /// <returns>False when these are not the bytes of one; whether it is right is for derivation to say.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out SealedBatch? batch)
    {
        batch = null;
        if (bytes.Length <= HeadLength || (bytes.Length - HeadLength) % SlotLength != 0 || !Fr.TryFromBytes(bytes.Slice(Root, Fr.ByteLength), out Fr root))
            return false;
        Slot[] slots = new Slot[(bytes.Length - HeadLength) / SlotLength];
        uint queueCount = BinaryPrimitives.ReadUInt32BigEndian(bytes[Counts..]);
        if (queueCount > slots.Length)
            return false;
        for (int i = 0; i < slots.Length; i++)
        {
            ReadOnlySpan<byte> slot = bytes.Slice(HeadLength + i * SlotLength, SlotLength);
            if (!Fr.TryFromBytes(slot[..Fr.ByteLength], out Fr w) || !Fr.TryFromBytes(slot.Slice(Fr.ByteLength, Fr.ByteLength), out Fr x)
                || !Fr.TryFromBytes(slot.Slice(2 * Fr.ByteLength, Fr.ByteLength), out Fr y) || !Fr.TryFromBytes(slot[(3 * Fr.ByteLength)..], out Fr after))
            {
                return false;
            }

            slots[i] = new(w, x, y, after);
        }

        BatchContext context = new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            new(bytes.Slice(Rollup, Address.ByteLength)),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[Time..]),
            new(bytes.Slice(Committer, Address.ByteLength)));
        batch = new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            context,
            root,
            (int)queueCount,
            BinaryPrimitives.ReadUInt64BigEndian(bytes[(Counts + 4)..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[(Counts + 12)..]),
            slots);
        return true;
    }
}
