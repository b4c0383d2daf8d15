using System.Buffers.Binary;
using Plimsoll.Batches;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Storage;
using Plimsoll.Proofs;
using RocksDbSharp;

namespace Plimsoll.Node.Proving;

/// <summary>What a prover must not do twice, nor lose: proven segments, and signatures that L1 does not hold.</summary>
/// <remarks>
/// Which batches are to be proven L1 says; what is kept here is the work. Each write is atomic and synced, so a crash at any moment loses at most the segment that was in work. One process at a time:
/// RocksDB holds a lock. What is read is checked: a damaged entry counts as none. Keys: <c>S ‖ header hash ‖ segment 2</c>, <c>O ‖ header hash</c>.
/// </remarks>
public sealed class ProverStore : IDisposable
{
    private const int SlotLength = FullLayout.ElementsPerSlot * Fr.ByteLength;
    private const byte Segments = (byte)'S', Operations = (byte)'O';

    private readonly RocksDb _db;
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);

    /// <summary>Opens the store, or makes a new one.</summary>
    /// <param name="folder">Its folder; made if it does not exist.</param>
    /// <param name="identity">The rollup: a store of another one is refused.</param>
    /// <exception cref="StoreException">The store belongs to another rollup.</exception>
    public ProverStore(string folder, RollupIdentity identity) => _db = OwnedDatabase.Open(folder, identity);

    /// <summary>A segment that was proven; null if it was not.</summary>
    public SegmentProof? FindSegment(Bytes32 headerHash, int segment) =>
        _db.Get(Key(headerHash, segment)) is { } bytes && BatchProofEncoding.TryDecodeSegment(bytes, out SegmentProof? proof) ? proof : null;

    /// <summary>Keeps a proven segment; it is on disk when this returns.</summary>
    public void Save(Bytes32 headerHash, int segment, SegmentProof proof) => _db.Put(Key(headerHash, segment), BatchProofEncoding.Encode(proof), cf: null, _synced);

    /// <summary>The slots of a batch with signatures; null if they are not kept.</summary>
    public IReadOnlyList<Slot>? FindSlots(Bytes32 headerHash)
    {
        if (_db.Get([Operations, .. headerHash.Span]) is not { } bytes || bytes.Length % SlotLength != 0)
            return null;
        Slot[] slots = new Slot[bytes.Length / SlotLength];
        Span<Fr> part = stackalloc Fr[FullLayout.ElementsPerSlot];
        for (int i = 0; i < slots.Length; i++)
        {
            for (int k = 0; k < part.Length; k++)
            {
                if (!Fr.TryFromBytes(bytes.AsSpan(SlotLength * i + Fr.ByteLength * k, Fr.ByteLength), out part[k]))
                    return null;
            }

            slots[i] = new(part[0], part[1], part[2], part[3]);
        }

        return slots;
    }

    /// <summary>Keeps the slots of a batch with signatures.</summary>
    public void Save(Bytes32 headerHash, IReadOnlyList<Slot> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        byte[] bytes = new byte[SlotLength * slots.Count];
        for (int i = 0; i < slots.Count; i++)
        {
            Slot slot = slots[i];
            int offset = SlotLength * i;
            foreach (Fr element in (ReadOnlySpan<Fr>)[slot.W, slot.X, slot.Y, slot.PostRoot])
            {
                element.WriteBytes(bytes.AsSpan(offset, Fr.ByteLength));
                offset += Fr.ByteLength;
            }
        }

        byte[] key = [Operations, .. headerHash.Span];
        _db.Put(key, bytes, cf: null, _synced);
    }

    /// <summary>Forgets a batch: L1 holds its proof, or does not want one any more.</summary>
    public void Forget(Bytes32 headerHash)
    {
        using WriteBatch batch = new();
        byte[] slots = [Operations, .. headerHash.Span], prefix = [Segments, .. headerHash.Span];
        bool isKept = _db.Get(slots) is not null;
        batch.Delete(slots);
        using Iterator iterator = _db.NewIterator();
        for (iterator.Seek(prefix); iterator.Valid() && iterator.Key().AsSpan().StartsWith(prefix); iterator.Next())
        {
            isKept = true;
            batch.Delete(iterator.Key());
        }

        if (isKept)
            _db.Write(batch, _synced);
    }

    /// <inheritdoc/>
    public void Dispose() => _db.Dispose();

    private static byte[] Key(in Bytes32 headerHash, int segment)
    {
        byte[] key = [Segments, .. headerHash.Span, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(key.Length - 2), checked((ushort)segment));
        return key;
    }
}
