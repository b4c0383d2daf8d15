namespace Plimsoll.Node.Chain;

/// <summary>Somewhere that may have blobs. What it gives is checked by itself: a blob has the name that was asked for.</summary>
public interface IBlobSource
{
    /// <summary>Finds blobs.</summary>
    /// <returns>All of them, in order, 131,072 bytes each; or null when not all are there.</returns>
    /// <exception cref="L1.Rpc.RpcException">It cannot be asked, or answers something else.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>?> FindAsync(BlobPlace place, CancellationToken cancellationToken = default);
}
