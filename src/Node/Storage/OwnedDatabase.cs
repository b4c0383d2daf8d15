using RocksDbSharp;

namespace Plimsoll.Node.Storage;

/// <summary>A RocksDB folder that belongs to one rollup for ever: what it belongs to is the first thing in it.</summary>
internal static class OwnedDatabase
{
    private static readonly byte[] s_owner = "I"u8.ToArray();

    /// <summary>Opens a folder, or makes a new one; a lock keeps every other process out.</summary>
    /// <param name="folder">The folder; made if it does not exist.</param>
    /// <param name="owner">Whom it has to belong to: another folder's is refused.</param>
    /// <param name="refusal">What the refusal says.</param>
    /// <exception cref="StoreException">It belongs to another.</exception>
    /// <exception cref="IOException">Another process has it open, or it cannot be read.</exception>
    public static RocksDb Open(string folder, byte[] owner, string refusal)
    {
        Directory.CreateDirectory(folder);
        RocksDb db = OpenAlone(folder);
        if (db.Get(s_owner) is not { } stored)
        {
            db.Put(s_owner, owner, cf: null, new WriteOptions().SetSync(true));
        }
        else if (!stored.AsSpan().SequenceEqual(owner))
        {
            db.Dispose();
            throw new StoreException(refusal);
        }

        return db;
    }

    private static RocksDb OpenAlone(string folder)
    {
        try
        {
            return RocksDb.Open(new DbOptions().SetCreateIfMissing(true), folder);
        }
        catch (RocksDbException e)
        {
            throw new IOException($"{folder} does not open; does another process have it? {e.Message}", e);
        }
    }

    /// <summary>Opens the folder of a rollup whose genesis header names it: that binds chain, rollup and profile.</summary>
    /// <exception cref="StoreException">It belongs to another.</exception>
    public static RocksDb Open(string folder, Chain.RollupIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Open(folder, identity.GenesisHash.ToBytes(), "The store belongs to another rollup.");
    }
}
