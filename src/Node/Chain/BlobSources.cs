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
            IReadOnlyList<ReadOnlyMemory<byte>>? found = null;
            try
            {
                found = await source.FindAsync(place, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RpcException or IOException)
            {
                last = e;
            }

            if (found is null)
                continue;
            await KeepAsync(place, found, cancellationToken).ConfigureAwait(false);
            return found;
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
            await archive.AddAsync(place.VersionedHashes[i], blobs[i], cancellationToken).ConfigureAwait(false);
    }
}
