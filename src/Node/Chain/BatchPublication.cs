using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Transactions;
using Plimsoll.State;

namespace Plimsoll.Node.Chain;

/// <summary>A batch ready for L1: the header that follows a cut's head, and the blobs that it names.</summary>
/// <param name="Header">The header.</param>
/// <param name="Sidecar">The blobs with commitments and cell proofs.</param>
public sealed record BatchPublication(BatchHeader Header, BlobSidecar Sidecar)
{
    /// <summary>Makes header and blobs.</summary>
    /// <param name="cut">Where L1 stands: the batch follows its head.</param>
    /// <param name="context">Time and committer.</param>
    /// <param name="slots">The slots with the root after each.</param>
    /// <param name="queueCount">So many of them stand for the head's next queue items.</param>
    /// <exception cref="ArgumentException">The queue does not hold so many items.</exception>
    public static BatchPublication Prepare(RollupCut cut, in BatchContext context, ReadOnlySpan<Slot> slots, int queueCount)
    {
        ArgumentNullException.ThrowIfNull(cut);
        BatchHeader parent = cut.Head;
        ulong queueEnd = parent.QueueEnd + (ulong)queueCount;
        if (queueCount > slots.Length || queueEnd > (ulong)cut.Queue.Count)
            throw new ArgumentException("The queue does not hold so many items.", nameof(queueCount));
        BlobSidecar sidecar = SidecarOf(BatchLayout.Pack(cut.Identity.Layout, slots));
        return new(
            new(
                cut.HashAt(cut.Height),
                slots[^1].PostRoot,
                (uint)queueCount,
                (uint)slots.Length,
                queueEnd,
                queueEnd == 0 ? Fr.Zero : cut.Queue[(int)queueEnd - 1].Item.Link,
                context.BatchTime,
                parent.SequenceEnd + (ulong)(slots.Length - queueCount),
                context.Committer,
                cut.Identity.Profile.Id,
                sidecar.VersionedHashes()),
            sidecar);
    }

    /// <summary>Returns blobs with their commitments and cell proofs.</summary>
    /// <param name="elements">The elements of all blobs, one blob behind the other.</param>
    public static BlobSidecar SidecarOf(ReadOnlySpan<Fr> elements)
    {
        List<ReadOnlyMemory<byte>> blobs = [], commitments = [], proofs = [];
        for (int i = 0; i < elements.Length; i += FullLayout.ElementsPerBlob)
        {
            Blob blob = Blob.FromElements(elements.Slice(i, FullLayout.ElementsPerBlob));
            blobs.Add(blob.Bytes.ToArray());
            commitments.Add(BlobKzg.Mainnet.Commit(blob).ToBytes());
            foreach (KzgProof proof in CellKzg.Mainnet.ComputeProofs(blob))
                proofs.Add(proof.ToBytes());
        }

        return new(blobs, commitments, proofs);
    }
}
