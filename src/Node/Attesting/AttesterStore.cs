using System.Buffers.Binary;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Storage;
using RocksDbSharp;

namespace Plimsoll.Node.Attesting;

/// <summary>What attesters have promised: one header for each height and generation, for ever.</summary>
/// <remarks>
/// A promise is on disk before its signature exists, so no crash and no reorg makes an attester sign two headers where one can stand. Signatures are deterministic and made anew. One process at a time: RocksDB holds
/// a lock. Keys: <c>P ‖ signer ‖ generation 8 ‖ height 8</c>. A damaged entry counts as another header: nothing is signed over it.
/// </remarks>
public sealed class AttesterStore : IDisposable
{
    private const byte Promise = (byte)'P';

    private readonly RocksDb _db;
    private readonly Lock _lock = new();
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);

    /// <summary>Opens the store, or makes a new one.</summary>
    /// <param name="folder">Its folder; made if it does not exist.</param>
    /// <param name="identity">The rollup: a store of another one is refused.</param>
    /// <exception cref="StoreException">The store belongs to another rollup.</exception>
    public AttesterStore(string folder, RollupIdentity identity) => _db = OwnedDatabase.Open(folder, identity);

    /// <summary>Promises to sign no other header at a height of a generation; the promise is on disk when this returns.</summary>
    /// <returns>False when another header was promised.</returns>
    public bool TryPromise(Address signer, ulong generation, ulong height, Bytes32 headerHash)
    {
        byte[] key = [Promise, .. signer.Span, .. new byte[16]];
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(key.Length - 16), generation);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(key.Length - 8), height);
        lock (_lock)
        {
            if (_db.Get(key) is { } promised)
                return promised.AsSpan().SequenceEqual(headerHash.Span);
            _db.Put(key, headerHash.ToBytes(), cf: null, _synced);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _db.Dispose();
}
