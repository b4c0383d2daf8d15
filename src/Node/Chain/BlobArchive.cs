using Plimsoll.L1.Beacon;
using Plimsoll.L1.Transactions;

namespace Plimsoll.Node.Chain;

/// <summary>Blobs in a folder, one file each, named by what they hold: kept for when beacon nodes have pruned them.</summary>
/// <remarks>
/// A file is believed no more than a beacon node: it is committed to anew when it is read. Files are written whole or not at all. Safe for concurrent use,
/// also by several processes. Layout: <c>ab/0xab….blob</c>, the first two digits behind the version being the folder.
/// </remarks>
public sealed class BlobArchive : IBlobSource
{
    private readonly string _folder;
    private readonly BlobNaming _nameOf;

    /// <summary>Opens a folder, or makes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="nameOf">Computes a blob's versioned hash; null for <see cref="BlobNames.Mainnet"/>.</param>
    public BlobArchive(string folder, BlobNaming? nameOf = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_folder, _nameOf) = (Directory.CreateDirectory(folder).FullName, nameOf ?? BlobNames.Mainnet);
    }

    /// <summary>Whether a file of that name is there; what it holds is not looked at.</summary>
    public bool Contains(Bytes32 versionedHash) => File.Exists(PathOf(versionedHash));

    /// <summary>Keeps a blob under its name, which the caller has checked; what stood there, damaged perhaps, is replaced.</summary>
    public async Task AddAsync(Bytes32 versionedHash, ReadOnlyMemory<byte> blob, CancellationToken cancellationToken = default)
    {
        string path = PathOf(versionedHash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string written = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.new";
        await File.WriteAllBytesAsync(written, blob, cancellationToken).ConfigureAwait(false);
        File.Move(written, path, overwrite: true);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>?> FindAsync(BlobPlace place, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        List<ReadOnlyMemory<byte>> blobs = [];
        foreach (Bytes32 name in place.VersionedHashes)
        {
            FileInfo file = new(PathOf(name));
            if (!file.Exists || file.Length != BlobSidecar.BlobLength)
                return null;
            byte[] blob = await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false);
            if (_nameOf(blob) != name)
                return null; // damaged: another source may have it, and it is replaced from there
            blobs.Add(blob);
        }

        return blobs;
    }

    private string PathOf(Bytes32 versionedHash)
    {
        string name = versionedHash.ToString();
        return Path.Combine(_folder, name[4..6], name + ".blob");
    }
}
