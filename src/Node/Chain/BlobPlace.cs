namespace Plimsoll.Node.Chain;

/// <summary>Which blobs, and where they were published.</summary>
/// <param name="BlockNumber">The number of the block.</param>
/// <param name="BlockTime">Its time, in Unix seconds.</param>
/// <param name="VersionedHashes">Their names, in order.</param>
public sealed record BlobPlace(ulong BlockNumber, ulong BlockTime, IReadOnlyList<Bytes32> VersionedHashes)
{
    /// <summary>The blobs of a batch.</summary>
    public static BlobPlace Of(CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new(batch.Block.Number, batch.CommittedAt, batch.Header.VersionedHashes);
    }
}
