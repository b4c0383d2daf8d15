using System.Buffers.Binary;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;
using Plimsoll.State;
using RocksDbSharp;

namespace Plimsoll.Node.Storage;

/// <summary>What a sequencer must not forget: a log of its steps, and the accounts as of the last batch that L1 will not let go of.</summary>
/// <remarks>
/// Each write is one atomic, synced RocksDB batch: after a crash at any moment the store holds all of it or nothing. A restart loads the accounts,
/// checks their root, and executes the log behind them again. One process at a time: RocksDB holds a lock. Spec: docs/spec/storage.md, iSEQ-001.
/// </remarks>
public sealed class SequencerStore : IDisposable
{
    private const int CheckpointLength = 8 + 4 + 8 + 8 + 32 + 4 + 4 + 8;
    private const ulong DefaultKeptSlots = 1_000_000;

    private readonly RocksDb _db;
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private readonly Dictionary<ulong, ulong> _logEnds = []; // of each closed batch: the number of the entry behind it
    private readonly int _depth;
    private Checkpoint _checkpoint;
    private ulong _nextEntry, _openBatch;

    /// <summary>For how many user slots before the checkpoint receipts can still be read; the log before is deleted. Default 1,000,000.</summary>
    public ulong KeptSlots { get; init; } = DefaultKeptSlots;

    /// <summary>Opens the store, or makes a new one.</summary>
    /// <param name="folder">Its folder; made if it does not exist.</param>
    /// <param name="settings">Chain and rollup: a store of another one is refused.</param>
    /// <param name="depth">Levels of the account tree.</param>
    /// <exception cref="StoreException">The store belongs to another rollup, or is damaged.</exception>
    public SequencerStore(string folder, SequencerSettings settings, int depth)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Directory.CreateDirectory(folder);
        _depth = depth;
        _db = RocksDb.Open(new DbOptions().SetCreateIfMissing(true), folder);
        try
        {
            CheckIdentity(settings, depth);
            _checkpoint = _db.Get(StoreKeys.Checkpoint) is { } bytes ? ReadCheckpoint(bytes) : new(default, new RollupState(depth).Root, 0, 0, 0);
            _nextEntry = _checkpoint.LogStart;
        }
        catch
        {
            _db.Dispose();
            throw;
        }
    }

    /// <summary>Makes the sequencer that the store remembers.</summary>
    /// <param name="settings">Where and how.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    /// <exception cref="StoreException">The accounts do not lead to the checkpoint's root, or the log does not continue it.</exception>
    public Sequencer Load(SequencerSettings settings, bool parallel = true)
    {
        RollupState state = LoadState(parallel);
        if (state.Root != _checkpoint.Root)
            throw new StoreException($"The accounts on disk lead to the root {state.Root}, not to {_checkpoint.Root} of batch {_checkpoint.Position.Number}.");
        Sequencer sequencer = new(settings, state, _checkpoint.Position, BlocksBefore(_checkpoint.Position.SequenceEnd));
        _openBatch = _checkpoint.Position.Number;
        foreach ((ulong number, byte[] value) in Scan(StoreKeys.Log(_checkpoint.LogStart)))
        {
            if (number != _nextEntry)
                throw new StoreException($"Entry {_nextEntry} of the log is missing.");
            LogEntry entry = LogEncoding.Decode(value);
            try
            {
                sequencer.Replay(entry);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                throw new StoreException($"Entry {number} of the log does not continue the state: {e.Message}");
            }

            _nextEntry++;
            Follow(entry, _nextEntry);
        }

        return sequencer;
    }

    /// <summary>Appends steps to the log, with the confirmation of the block among them; returns when they are on disk.</summary>
    /// <param name="entries">In order.</param>
    /// <param name="confirmations">Of the blocks among the entries.</param>
    /// <param name="takenBack">From which slot on older confirmations are void, if batches were taken back.</param>
    public void Append(IReadOnlyList<LogEntry> entries, IReadOnlyList<SoftConfirmation> confirmations, ulong? takenBack = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(confirmations);
        using WriteBatch batch = new();
        ulong next = _nextEntry;
        foreach (LogEntry entry in entries)
        {
            batch.Put(StoreKeys.Log(next), LogEncoding.Encode(entry));
            next++;
            Follow(entry, next);
        }

        if (takenBack is { } slot)
        {
            foreach ((ulong number, _) in Scan(StoreKeys.Confirmation(slot)))
                batch.Delete(StoreKeys.Confirmation(number));
        }

        foreach (SoftConfirmation confirmation in confirmations)
            batch.Put(StoreKeys.Confirmation(confirmation.FirstSlot), confirmation.Encode());
        _db.Write(batch, _synced);
        _nextEntry = next;
    }

    /// <summary>Moves the checkpoint forward: accounts and position change at once.</summary>
    /// <exception cref="ArgumentException">The batch was not closed in this log.</exception>
    public void Save(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        if (!_logEnds.TryGetValue(release.Position.Number, out ulong logStart))
            throw new ArgumentException($"Batch {release.Position.Number} was not closed in this log.", nameof(release));
        using WriteBatch batch = new();
        byte[] bytes = new byte[AccountEncoding.Length];
        foreach ((uint index, Account account) in release.Changes.Accounts)
        {
            AccountEncoding.Write(account, bytes);
            batch.Put(StoreKeys.Account(index), bytes);
        }

        foreach ((byte token, UInt128 amount) in release.Changes.Pots)
        {
            byte[] pot = new byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(pot, amount);
            batch.Put(StoreKeys.Pot(token), pot);
        }

        Checkpoint checkpoint = new(release.Position, release.Root, release.Changes.Opened, release.Changes.Deposited, logStart);
        batch.Put(StoreKeys.Checkpoint, Write(checkpoint));
        Prune(batch, checkpoint);
        _db.Write(batch, _synced);
        _checkpoint = checkpoint;
        foreach (ulong number in _logEnds.Keys.Where(number => number <= release.Position.Number).ToArray())
            _logEnds.Remove(number);
    }

    /// <summary>Replaces accounts and position by a state that was derived from L1: how a sequencer begins on a rollup that has a history, or on batches that are not its own.</summary>
    /// <remarks>After a crash in the middle of it the store stands at genesis, which L1 then shows to be too old: it is replaced once more.</remarks>
    /// <param name="state">The committed state.</param>
    /// <param name="position">The last batch in it.</param>
    /// <param name="keptSlots">Confirmations of slots before this one stay, with the log that receipts are read from.</param>
    public void Initialise(RollupState state, SequencerPosition position, ulong keptSlots = 0)
    {
        ArgumentNullException.ThrowIfNull(state);
        using (WriteBatch clearing = new())
        {
            foreach (byte letter in "AP"u8)
            {
                using Iterator iterator = _db.NewIterator();
                for (iterator.Seek([letter]); iterator.Valid() && iterator.Key() is [var first, ..] && first == letter; iterator.Next())
                    clearing.Delete(iterator.Key());
            }

            foreach ((ulong slot, _) in Scan(StoreKeys.Confirmation(keptSlots)))
                clearing.Delete(StoreKeys.Confirmation(slot));
            clearing.Put(StoreKeys.Checkpoint, Write(new(default, new RollupState(_depth).Root, 0, 0, _nextEntry))); // what is in the log leads somewhere else
            _db.Write(clearing, _synced);
        }

        byte[] bytes = new byte[AccountEncoding.Length];
        foreach ((uint index, Account account)[] chunk in state.Accounts().Chunk(1 << 14))
        {
            using WriteBatch batch = new();
            foreach ((uint index, Account account) in chunk)
            {
                AccountEncoding.Write(account, bytes);
                batch.Put(StoreKeys.Account(index), bytes);
            }

            _db.Write(batch);
        }

        using WriteBatch last = new(); // synced: what was written before it is on disk when it is
        for (int token = 0; token < RollupState.TokenCount; token++)
        {
            byte[] pot = new byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(pot, state.Pot((byte)token));
            last.Put(StoreKeys.Pot((byte)token), pot);
        }

        _checkpoint = new(position, state.Root, state.Opened, state.Deposited, _nextEntry);
        last.Put(StoreKeys.Checkpoint, Write(_checkpoint));
        _db.Write(last, _synced);
        _openBatch = position.Number;
        _logEnds.Clear();
    }

    /// <summary>Returns the block that holds a user slot, with its confirmation and the one before.</summary>
    /// <returns>Null if no block on disk holds it.</returns>
    public (Block Block, SoftConfirmation Confirmation, SoftConfirmation? Before)? FindBlock(ulong slot)
    {
        if (LastConfirmation(slot) is not { } confirmation || _db.Get(StoreKeys.Log(confirmation.Entry)) is not { } bytes
            || LogEncoding.Decode(bytes) is not LogEntry.Taken { Block: var block } || block.FirstSlot != confirmation.FirstSlot)
        {
            return null;
        }

        return (block, confirmation, confirmation.FirstSlot == 0 ? null : LastConfirmation(confirmation.FirstSlot - 1));
    }

    /// <summary>The confirmation of the last block that begins at a slot or before it.</summary>
    public SoftConfirmation? LastConfirmation(ulong slot = ulong.MaxValue)
    {
        using Iterator iterator = _db.NewIterator();
        iterator.SeekForPrev(StoreKeys.Confirmation(slot));
        return iterator.Valid() && iterator.Key() is [(byte)'S', ..] ? SoftConfirmation.Decode(iterator.Value()) : null;
    }

    /// <summary>The root behind the checkpoint's batch.</summary>
    internal Fr BaseRoot => _checkpoint.Root;

    /// <summary>The number of the next entry of the log.</summary>
    internal ulong NextEntry => _nextEntry;

    /// <inheritdoc/>
    public void Dispose() => _db.Dispose();

    /// <summary>Deletes the log and the confirmations that nobody reads any more; the block with the oldest slot that is kept stays whole.</summary>
    private void Prune(WriteBatch batch, in Checkpoint checkpoint)
    {
        if (checkpoint.Position.SequenceEnd <= KeptSlots || LastConfirmation(checkpoint.Position.SequenceEnd - KeptSlots) is not { } oldest)
            return;
        Delete(StoreKeys.Log(0), StoreKeys.Log(Math.Min(oldest.Entry, checkpoint.LogStart)));
        Delete(StoreKeys.Confirmation(0), StoreKeys.Confirmation(oldest.FirstSlot));

        void Delete(byte[] from, byte[] before) => batch.DeleteRange(from, (ulong)from.Length, before, (ulong)before.Length);
    }

    private ulong BlocksBefore(ulong slot) => slot == 0 ? 0 : LastConfirmation(slot - 1)?.Block ?? 0;

    private void Follow(LogEntry entry, ulong next)
    {
        switch (entry)
        {
            case LogEntry.Opened:
                _openBatch++;
                break;
            case LogEntry.Closed:
                _logEnds[_openBatch] = next;
                break;
            case LogEntry.Rewound rewound:
                _openBatch = rewound.Number - 1;
                break;
        }
    }

    private RollupState LoadState(bool parallel) => RollupState.Restore(
        _depth,
        _checkpoint.Opened,
        _checkpoint.Deposited,
        Scan(StoreKeys.Account(0), _checkpoint.Opened).Concat(ScanBackwards(_checkpoint.Deposited)).Select(pair => ReadAccount(pair.Number, pair.Value)),
        Scan(StoreKeys.Pot(0)).Select(pair => ((byte)pair.Number, BinaryPrimitives.ReadUInt128BigEndian(pair.Value))),
        parallel);

    private static Account ReadAccount(ulong index, byte[] bytes) =>
        AccountEncoding.TryRead(bytes, out Account account) ? account : throw new StoreException($"Account {index} on disk is none.");

    private IEnumerable<(ulong Number, byte[] Value)> Scan(byte[] first, ulong limit = ulong.MaxValue)
    {
        using Iterator iterator = _db.NewIterator();
        for (iterator.Seek(first); limit > 0 && iterator.Valid() && iterator.Key() is { Length: 9 } key && key[0] == first[0]; iterator.Next(), limit--)
            yield return (StoreKeys.NumberOf(key), iterator.Value());
    }

    // Deposits fill indices from the last one downwards.
    private IEnumerable<(ulong Number, byte[] Value)> ScanBackwards(ulong limit)
    {
        byte[] last = StoreKeys.Account(uint.MaxValue);
        using Iterator iterator = _db.NewIterator();
        for (iterator.SeekForPrev(last); limit > 0 && iterator.Valid() && iterator.Key() is { Length: 9 } key && key[0] == last[0]; iterator.Prev(), limit--)
            yield return (StoreKeys.NumberOf(key), iterator.Value());
    }

    private void CheckIdentity(SequencerSettings settings, int depth)
    {
        byte[] identity = new byte[8 + Address.ByteLength + 1];
        BinaryPrimitives.WriteUInt64BigEndian(identity, settings.ChainId);
        settings.Rollup.Span.CopyTo(identity.AsSpan(8));
        identity[^1] = (byte)depth;
        byte[]? stored = _db.Get(StoreKeys.Identity);
        if (stored is null)
            _db.Put(StoreKeys.Identity, identity, cf: null, _synced);
        else if (!stored.AsSpan().SequenceEqual(identity))
            throw new StoreException("The store belongs to another chain, rollup or tree depth.");
    }

    private static byte[] Write(in Checkpoint checkpoint)
    {
        byte[] bytes = new byte[CheckpointLength];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, checkpoint.Position.Number);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), checkpoint.Position.BatchTime);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(12), checkpoint.Position.QueueEnd);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(20), checkpoint.Position.SequenceEnd);
        checkpoint.Root.WriteBytes(bytes.AsSpan(28, 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(60), checkpoint.Opened);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(64), checkpoint.Deposited);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(68), checkpoint.LogStart);
        return bytes;
    }

    private static Checkpoint ReadCheckpoint(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != CheckpointLength || !Fr.TryFromBytes(bytes.Slice(28, 32), out Fr root))
            throw new StoreException("The checkpoint on disk is none.");
        SequencerPosition position = new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[20..]));
        return new(
            position, root, BinaryPrimitives.ReadUInt32BigEndian(bytes[60..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[64..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[68..]));
    }
}
