using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Chain;

/// <summary>Asks one source after the other, and archives what it finds.</summary>
/// <param name="archive">Where blobs are kept, and looked for first; null for nowhere.</param>
/// <param name="sources">The others, in order.</param>
public sealed class BlobSources(BlobArchive? archive, params IReadOnlyList<IBlobSource> sources) : IBlobSource
{
    /// <summary>Finds blobs, and says so when there are none.</summary>
    /// <exception cref="BlobsMissingException">No source has them all; the inner exception is the last source's, if one failed.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> GetAsync(BlobPlace place, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (archive is not null && await archive.FindAsync(place, cancellationToken).ConfigureAwait(false) is { } kept)
            return kept;
        Exception? last = null;
        foreach (IBlobSource source in sources)
        {
            try
            {
                if (await source.FindAsync(place, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    await KeepAsync(place, found, cancellationToken).ConfigureAwait(false);
                    return found;
                }
            }
            catch (Exception e) when (e is RpcException or IOException)
            {
                last = e;
            }
        }

        throw new BlobsMissingException(place, last);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>?> FindAsync(BlobPlace place, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync(place, cancellationToken).ConfigureAwait(false);
        }
        catch (BlobsMissingException)
        {
            return null;
        }
    }

    private async Task KeepAsync(BlobPlace place, IReadOnlyList<ReadOnlyMemory<byte>> blobs, CancellationToken cancellationToken)
    {
        for (int i = 0; i < blobs.Count && archive is not null; i++)
        {
            archive.Remove(place.VersionedHashes[i]); // the archive did not give it: what is there, if anything, is damaged
            await archive.AddAsync(place.VersionedHashes[i], blobs[i], cancellationToken).ConfigureAwait(false);
        }
    }
}
