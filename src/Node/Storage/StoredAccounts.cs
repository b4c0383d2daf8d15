using System.Buffers.Binary;
using Plimsoll.State;
using RocksDbSharp;

namespace Plimsoll.Node.Storage;

/// <summary>The accounts and fee pots of the checkpoint.</summary>
internal sealed class StoredAccounts(RocksDb db)
{
    private readonly byte[] _account = new byte[AccountEncoding.Length], _pot = new byte[16];

    /// <exception cref="StoreException">What is on disk is no account.</exception>
    public RollupState Load(int depth, in Checkpoint checkpoint, bool parallel) => RollupState.Restore(
        depth,
        checkpoint.Opened,
        checkpoint.Deposited,
        // Deposits fill indices from the last one downwards.
        db.Scan(StoreKeys.Account(0), checkpoint.Opened).Concat(db.ScanBackwards(StoreKeys.Account(uint.MaxValue), checkpoint.Deposited)).Select(pair => Read(pair.Number, pair.Value)),
        db.Scan(StoreKeys.Pot(0)).Select(pair => ((byte)pair.Number, BinaryPrimitives.ReadUInt128BigEndian(pair.Value))),
        parallel);

    public void Put(WriteBatch batch, uint index, in Account account)
    {
        AccountEncoding.Write(account, _account);
        batch.Put(StoreKeys.Account(index), _account);
    }

    public void Put(WriteBatch batch, byte token, UInt128 pot)
    {
        BinaryPrimitives.WriteUInt128BigEndian(_pot, pot);
        batch.Put(StoreKeys.Pot(token), _pot);
    }

    public void Clear(WriteBatch batch)
    {
        foreach ((ulong index, _) in db.Scan(StoreKeys.Account(0)))
            batch.Delete(StoreKeys.Account((uint)index));
        foreach ((ulong token, _) in db.Scan(StoreKeys.Pot(0)))
            batch.Delete(StoreKeys.Pot((byte)token));
    }

    private static Account Read(ulong index, byte[] bytes) =>
        AccountEncoding.TryRead(bytes, out Account account) ? account : throw new StoreException($"Account {index} on disk is none.");
}
