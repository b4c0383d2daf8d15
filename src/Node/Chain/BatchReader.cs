using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.State;

namespace Plimsoll.Node.Chain;

/// <summary>From what L1 holds of a batch to what derivation takes.</summary>
public static class BatchReader
{
    /// <summary>Returns the header's part: context, counts, and the items that the first slots stand for.</summary>
    /// <param name="cut">A cut on whose chain the batch is, or was when it was committed.</param>
    /// <param name="batch">The batch.</param>
    public static BatchInput InputOf(RollupCut cut, CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentNullException.ThrowIfNull(batch);
        BatchHeader header = batch.Header;
        BatchContext context = new(cut.Identity.ChainId, cut.Identity.Rollup, checked((uint)header.BatchTime), header.Committer);
        int first = (int)(header.QueueEnd - header.QueueCount);
        QueuedOperation[] items = [.. cut.Queue.GetRange(first, (int)header.QueueCount).Select(entry => entry.Item.Operation)];
        return new(context, (int)header.SlotCount, header.NewRoot, items);
    }

    /// <summary>Returns the elements of all blobs, one blob behind the other.</summary>
    /// <param name="blobs">The batch's blobs, each checked against its name.</param>
    /// <exception cref="ArgumentException">One is no blob: then it has no name, and no source lets it through.</exception>
    public static Fr[] ElementsOf(IReadOnlyList<ReadOnlyMemory<byte>> blobs)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        Fr[] elements = new Fr[blobs.Count * FullLayout.ElementsPerBlob];
        for (int i = 0; i < blobs.Count; i++)
        {
            if (!Blob.TryFromBytes(blobs[i].Span, out Blob? blob, out KzgRefusal refusal))
                throw new ArgumentException($"Blob {i} is none: {refusal}.", nameof(blobs));
            blob.Elements.CopyTo(elements.AsSpan(i * FullLayout.ElementsPerBlob));
        }

        return elements;
    }
}
