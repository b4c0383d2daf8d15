using Plimsoll.L1.Signing;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Storage;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>Finds the receipt of a slot in the store, and signs it by itself. Safe for concurrent use.</summary>
internal sealed class ReceiptBook(SequencerStore store, ReceiptSigner signer)
{
    private readonly Lock _lock = new();

    public FoundReceipt? Find(ulong slot)
    {
        if (store.FindBlock(slot) is not { } found)
            return null;
        Bytes32 previous = found.Before is { } before && before.Generation == found.Confirmation.Generation ? before.Hash : Bytes32.Zero;
        lock (_lock)
        {
            int position = 0;
            foreach ((Receipt receipt, Bytes32 hash) in signer.Receipts(found.Block, found.Confirmation.Generation, previous, found.Confirmation.Deadline))
            {
                Submission submission = found.Block.Operations[position++];
                if (receipt.Slot == slot)
                    return new(found.Block, submission, receipt, hash, signer.Sign(receipt), found.Confirmation);
                previous = hash;
            }
        }

        return null;
    }
}

/// <summary>An operation with the promise it was given.</summary>
internal sealed record FoundReceipt(Block Block, Submission Submission, Receipt Receipt, Bytes32 Hash, EcdsaSignature Signature, SoftConfirmation Confirmation);
