using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;
using RocksDbSharp;

namespace Plimsoll.Node.Storage;

/// <content>Blocks and their confirmations, by user slot.</content>
public sealed partial class SequencerStore
{
    /// <summary>Returns the block that holds a user slot, with its confirmation and the one before.</summary>
    /// <returns>Null if no block on disk holds it.</returns>
    public (Block Block, SoftConfirmation Confirmation, SoftConfirmation? Before)? FindBlock(ulong slot)
    {
        if (LastConfirmation(slot) is not { } confirmation || _db.Get(StoreKeys.Log(confirmation.Entry)) is not { } bytes
            || LogEncoding.Decode(bytes) is not LogEntry.Taken { Block: var block } || block.FirstSlot != confirmation.FirstSlot)
        {
            return null;
        }

        return (block, confirmation, confirmation.FirstSlot == 0 ? null : LastConfirmation(confirmation.FirstSlot - 1));
    }

    /// <summary>The confirmation of the last block that begins at a slot or before it.</summary>
    public SoftConfirmation? LastConfirmation(ulong slot = ulong.MaxValue)
    {
        using Iterator iterator = _db.NewIterator();
        iterator.SeekForPrev(StoreKeys.Confirmation(slot));
        return iterator.Valid() && iterator.Key() is [(byte)'S', ..] ? SoftConfirmation.Decode(iterator.Value()) : null;
    }

    private ulong BlocksBefore(ulong slot) => slot == 0 ? 0 : LastConfirmation(slot - 1)?.Block ?? 0;

    /// <summary>Deletes the log and the confirmations that nobody reads any more; the block with the oldest slot that is kept stays whole.</summary>
    private void Prune(WriteBatch batch, in Checkpoint checkpoint)
    {
        if (checkpoint.Position.SequenceEnd <= KeptSlots || LastConfirmation(checkpoint.Position.SequenceEnd - KeptSlots) is not { } oldest)
            return;
        Delete(StoreKeys.Log(0), StoreKeys.Log(Math.Min(oldest.Entry, checkpoint.LogStart)));
        Delete(StoreKeys.Confirmation(0), StoreKeys.Confirmation(oldest.FirstSlot));

        void Delete(byte[] from, byte[] before) => batch.DeleteRange(from, (ulong)from.Length, before, (ulong)before.Length);
    }
}
