namespace Plimsoll.Node.Chain;

/// <summary>No source has a batch's blobs. They are what the state is derived from: without them, or a snapshot, nobody can go on.</summary>
public sealed class BlobsMissingException : Exception
{
    internal BlobsMissingException(BlobPlace place, Exception? last)
        : base($"No source has the blobs of block {place.BlockNumber} ({string.Join(", ", place.VersionedHashes)}).", last) => Place = place;

    /// <summary>The blobs.</summary>
    public BlobPlace Place { get; }
}
