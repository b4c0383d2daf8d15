using Plimsoll.Batches;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Storage;
using Plimsoll.Node.Tests.Chain;
using RocksDbSharp;

namespace Plimsoll.Node.Tests.Proving;

public sealed class ProverStoreTests : IDisposable
{
    private static readonly Bytes32 s_batch = Bytes32.FromUInt256(UInt256.One), s_other = Bytes32.Zero;

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-proofs-").FullName;

    [Fact]
    public void What_was_saved_is_there_after_a_restart_until_it_is_forgotten()
    {
        Slot[] slots = [new(Fr.One, -Fr.One, Fr.Zero, Fr.FromUInt64(5)), default];
        using (ProverStore store = new(_folder, Story.Identity))
        {
            store.Save(s_batch, 0, SmallProof.Segment(0));
            store.Save(s_batch, 1, SmallProof.Segment(1));
            store.Save(s_other, 0, SmallProof.Segment(0));
            store.Save(s_batch, slots);
        }

        using ProverStore again = new(_folder, Story.Identity);
        Assert.Equal(SmallProof.Segment(1), again.FindSegment(s_batch, 1));
        Assert.Null(again.FindSegment(s_batch, 2));
        Assert.Equal(slots, again.FindSlots(s_batch));
        again.Forget(s_batch);
        Assert.Null(again.FindSegment(s_batch, 0));
        Assert.Null(again.FindSegment(s_batch, 1));
        Assert.Null(again.FindSlots(s_batch));
        Assert.NotNull(again.FindSegment(s_other, 0));
    }

    [Fact]
    public void The_store_of_another_rollup_is_refused()
    {
        new ProverStore(_folder, Story.Identity).Dispose();
        Assert.Throws<StoreException>(() => new ProverStore(_folder, Story.Identity with { ChainId = 1 }));
        new ProverStore(_folder, Story.Identity).Dispose();
    }

    [Fact]
    public void A_damaged_entry_counts_as_none()
    {
        using (ProverStore store = new(_folder, Story.Identity))
        {
            store.Save(s_batch, 0, SmallProof.Segment(0));
            store.Save(s_batch, [new(Fr.One, Fr.One, Fr.One, Fr.One)]);
        }

        using (RocksDb db = RocksDb.Open(new DbOptions(), _folder))
        {
            List<byte[]> keys = [];
            using (Iterator iterator = db.NewIterator())
            {
                for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
                    keys.Add(iterator.Key());
            }

            foreach (byte[] key in keys.Where(key => key.Length > 1))
            {
                byte[] value = db.Get(key);
                value.AsSpan(value.Length - 32).Fill(0xff);
                db.Put(key, value);
            }
        }

        using ProverStore again = new(_folder, Story.Identity);
        Assert.Null(again.FindSegment(s_batch, 0));
        Assert.Null(again.FindSlots(s_batch));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
