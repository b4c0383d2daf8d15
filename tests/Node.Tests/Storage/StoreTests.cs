using Plimsoll.L1.Signing;
using Plimsoll.Node.Storage;
using Plimsoll.Node.Tests.Sequencing;
using Plimsoll.Sequencing;
using Plimsoll.State;
using Plimsoll.State.Tests;

namespace Plimsoll.Node.Tests.Storage;

public sealed class StoreTests
{
    [Fact]
    public void A_store_of_another_rollup_is_refused() => In(folder =>
    {
        using PrivateKey key = Bank.NewKey();
        SequencerSettings settings = Bank.SettingsOf(key);
        new SequencerStore(folder, settings, 3).Dispose();
        Assert.Throws<StoreException>(() => new SequencerStore(folder, settings with { ChainId = 1 }, 3));
        Assert.Throws<StoreException>(() => new SequencerStore(folder, settings, 4));
    });

    [Fact]
    public void A_store_that_somebody_has_open_is_refused_as_such() => In(folder =>
    {
        using PrivateKey key = Bank.NewKey();
        SequencerSettings settings = Bank.SettingsOf(key);
        using (SequencerStore open = new(folder, settings, 3))
            Assert.Contains(folder, Assert.Throws<IOException>(() => new SequencerStore(folder, settings, 3)).Message, StringComparison.Ordinal);
        new SequencerStore(folder, settings, 3).Dispose();
    });

    [Fact]
    public void A_sequencer_begins_on_a_state_that_was_derived_from_L1() => In(folder =>
    {
        using PrivateKey key = Bank.NewKey();
        SequencerSettings settings = Bank.SettingsOf(key);
        Town town = new();
        using (SequencerStore store = new(folder, settings, Town.Depth))
            store.Initialise(town.State, new(4, 1_000, 8, 17));
        using (SequencerStore store = new(folder, settings, Town.Depth))
        {
            Sequencer sequencer = store.Load(settings);
            Assert.Equal(town.State.Root, sequencer.State.Root);
            Assert.Equal(new(4, 1_000, 8, 17), sequencer.Head);
        }
    });

    [Fact]
    public void A_changed_account_is_noticed() => In(folder =>
    {
        using PrivateKey key = Bank.NewKey();
        SequencerSettings settings = Bank.SettingsOf(key);
        using (SequencerStore store = new(folder, settings, Town.Depth))
            store.Initialise(new Town().State, new(4, 1_000, 8, 17));
        using (RocksDbSharp.RocksDb db = RocksDbSharp.RocksDb.Open(new RocksDbSharp.DbOptions(), folder))
        {
            byte[] account = db.Get(StoreKeys.Account(63));
            account[40] ^= 1; // the lowest bit of the balance
            db.Put(StoreKeys.Account(63), account);
        }

        using SequencerStore changed = new(folder, settings, Town.Depth);
        Assert.Throws<StoreException>(() => changed.Load(settings));
    });

    [Fact]
    public void Log_entries_are_read_as_they_were_written_and_nothing_else_is()
    {
        LogEntry[] entries =
        [
            new LogEntry.Opened(new(7, [.. Bank.Deposits(), new QueuedOperation.ForcedExit(Town.Alice.Owner, 3), new QueuedOperation.ForcedTransfer(Town.Bob.Owner, 1, 2, 3), new QueuedOperation.ForcedKey(Town.Bob.Owner, 9, Town.Bob.Key)])),
            new LogEntry.Taken(new(1, 2, 3, [Bank.Pay(Town.Alice, Town.Bob, 1, 0), Bank.Pay(Town.Bob, Town.Carol, 1, 0)])),
            new LogEntry.Closed([1, 2, 3]),
            new LogEntry.Rewound(9),
        ];
        foreach (LogEntry entry in entries)
        {
            byte[] bytes = LogEncoding.Encode(entry);
            Assert.Equal(bytes, LogEncoding.Encode(LogEncoding.Decode(bytes)));
            Assert.Equal(entry.GetType(), LogEncoding.Decode(bytes).GetType());
            for (int length = 0; length < bytes.Length; length++)
                Assert.Throws<StoreException>(() => LogEncoding.Decode(bytes[..length]));
            Assert.Throws<StoreException>(() => LogEncoding.Decode([.. bytes, 0]));
        }
    }

    private static void In(Action<string> test)
    {
        string folder = Directory.CreateTempSubdirectory("plimsoll-store-").FullName;
        try
        {
            test(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
