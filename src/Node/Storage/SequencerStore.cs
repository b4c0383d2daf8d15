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
public sealed partial class SequencerStore : IDisposable
{
    private const ulong DefaultKeptSlots = 1_000_000;

    private readonly RocksDb _db;
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private readonly Dictionary<ulong, ulong> _logEnds = []; // of each closed batch: the number of the entry behind it
    private readonly StoredAccounts _accounts;
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
        _depth = depth;
        _db = OwnedDatabase.Open(folder, OwnerOf(settings, depth), "The store belongs to another chain, rollup or tree depth.");
        _accounts = new(_db);
        try
        {
            _checkpoint = _db.Get(StoreKeys.Checkpoint) is { } bytes ? CheckpointEncoding.Decode(bytes) : new(default, new RollupState(depth).Root, 0, 0, 0);
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
        RollupState state = _accounts.Load(_depth, _checkpoint, parallel);
        if (state.Root != _checkpoint.Root)
            throw new StoreException($"The accounts on disk lead to the root {state.Root}, not to {_checkpoint.Root} of batch {_checkpoint.Position.Number}.");
        Sequencer sequencer = new(settings, state, _checkpoint.Position, BlocksBefore(_checkpoint.Position.SequenceEnd));
        _openBatch = _checkpoint.Position.Number;
        foreach ((ulong number, byte[] value) in _db.Scan(StoreKeys.Log(_checkpoint.LogStart)))
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
            foreach ((ulong number, _) in _db.Scan(StoreKeys.Confirmation(slot)))
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
        foreach ((uint index, Account account) in release.Changes.Accounts)
            _accounts.Put(batch, index, account);
        foreach ((byte token, UInt128 amount) in release.Changes.Pots)
            _accounts.Put(batch, token, amount);
        Checkpoint checkpoint = new(release.Position, release.Root, release.Changes.Opened, release.Changes.Deposited, logStart);
        batch.Put(StoreKeys.Checkpoint, CheckpointEncoding.Encode(checkpoint));
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
            _accounts.Clear(clearing);
            foreach ((ulong slot, _) in _db.Scan(StoreKeys.Confirmation(keptSlots)))
                clearing.Delete(StoreKeys.Confirmation(slot));
            clearing.Put(StoreKeys.Checkpoint, CheckpointEncoding.Encode(new(default, new RollupState(_depth).Root, 0, 0, _nextEntry))); // what is in the log leads somewhere else
            _db.Write(clearing, _synced);
        }

        foreach ((uint index, Account account)[] chunk in state.Accounts().Chunk(1 << 14))
        {
            using WriteBatch batch = new();
            foreach ((uint index, Account account) in chunk)
                _accounts.Put(batch, index, account);
            _db.Write(batch);
        }

        using WriteBatch last = new(); // synced: what was written before it is on disk when it is
        for (int token = 0; token < RollupState.TokenCount; token++)
            _accounts.Put(last, (byte)token, state.Pot((byte)token));
        _checkpoint = new(position, state.Root, state.Opened, state.Deposited, _nextEntry);
        last.Put(StoreKeys.Checkpoint, CheckpointEncoding.Encode(_checkpoint));
        _db.Write(last, _synced);
        _openBatch = position.Number;
        _logEnds.Clear();
    }

    /// <summary>The root behind the checkpoint's batch.</summary>
    internal Fr BaseRoot => _checkpoint.Root;

    /// <summary>The number of the next entry of the log.</summary>
    internal ulong NextEntry => _nextEntry;

    /// <inheritdoc/>
    public void Dispose() => _db.Dispose();

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

    private static byte[] OwnerOf(SequencerSettings settings, int depth)
    {
        byte[] owner = new byte[8 + Address.ByteLength + 1];
        BinaryPrimitives.WriteUInt64BigEndian(owner, settings.ChainId);
        settings.Rollup.Span.CopyTo(owner.AsSpan(8));
        owner[^1] = (byte)depth;
        return owner;
    }
}
