using System.Collections.Frozen;
using Plimsoll.Batches;
using Plimsoll.State;

namespace Plimsoll.Node.Chain;

/// <summary>Rebuilds a rollup's state from L1 data, batch by batch, and takes batches back when L1 does.</summary>
/// <remarks>
/// What every verifying node runs (iDA-001). It stops before the first batch that is wrong: what stands behind it falls with it. Not safe for concurrent use.
/// Memory: the state, and a mark and the changes of each batch that can still be taken back. Spec: docs/spec/derivation-from-l1.md.
/// </remarks>
public sealed class ChainDeriver
{
    private readonly BlobSources _blobs;
    private readonly DataLayout _layout;
    private readonly ulong _baseHeight;
    private readonly Bytes32 _baseHash;
    private readonly StateMark _baseMark;
    private readonly List<DerivedBatch> _derived = [];
    private int _forgotten; // so many of them cannot be taken back any more

    /// <summary>Begins at genesis.</summary>
    public ChainDeriver(RollupIdentity identity, BlobSources blobs)
        : this(new RollupState(identity.Profile.Depth), 0, identity.GenesisHash, blobs, identity.Layout)
    {
    }

    /// <summary>Begins behind a batch whose state is known, as from a snapshot.</summary>
    /// <param name="state">The committed state behind the batch; this object's from now on.</param>
    /// <param name="height">The batch's height; 0 for genesis.</param>
    /// <param name="headerHash">Its name.</param>
    /// <param name="blobs">Where blobs come from.</param>
    /// <param name="layout">What of a slot is in them.</param>
    public ChainDeriver(RollupState state, ulong height, Bytes32 headerHash, BlobSources blobs, DataLayout layout = DataLayout.Full)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(blobs);
        (State, _baseHeight, _baseHash, _blobs, _layout) = (state, height, headerHash, blobs, layout);
        _baseMark = state.Mark();
    }

    /// <summary>Another one, with the same sources of blobs, behind a snapshot's batch.</summary>
    public ChainDeriver Behind(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot.State, snapshot.Height, snapshot.HeaderHash, _blobs, _layout);
    }

    /// <summary>The state behind the batch of <see cref="Height"/>, committed. To be read only.</summary>
    public RollupState State { get; }

    /// <summary>The height of the last batch in the state.</summary>
    public ulong Height => _baseHeight + (ulong)_derived.Count;

    /// <summary>The name of that batch.</summary>
    public Bytes32 HeaderHash => _derived.Count == 0 ? _baseHash : _derived[^1].HeaderHash;

    /// <summary>The batch behind the state, when it is wrong.</summary>
    public FaultyBatch? Fault { get; private set; }

    /// <summary>How many slots were derived since the start, taken back ones included.</summary>
    public long Slots { get; private set; }

    /// <summary>Whether it has judged a batch to be right, and holds it.</summary>
    public bool Holds(ulong height, Bytes32 headerHash) =>
        height == _baseHeight ? headerHash == _baseHash : height > _baseHeight && height <= Height && _derived[(int)(height - _baseHeight) - 1].HeaderHash == headerHash;

    /// <summary>Brings the state to a height of a cut's chain, or to the last batch before a wrong one.</summary>
    /// <param name="cut">What L1 says.</param>
    /// <param name="height">At most the cut's; a lower one takes batches back.</param>
    /// <param name="judge">One whose verdict counts: what it holds is applied, and its signatures are not verified again. Null for none.</param>
    /// <param name="cancellationToken">Stops between batches; the next call goes on.</param>
    /// <exception cref="BlobsMissingException">No source has the blobs of the next batch; the state is that of the batch before.</exception>
    /// <exception cref="BaseReplacedException">The batch that derivation began behind, or one that was forgotten, is not on the cut's chain.</exception>
    public async Task AdvanceAsync(RollupCut cut, ulong height, ChainDeriver? judge = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, cut.Height);
        TakeBack(cut, height);
        if (Fault is { } known && (height <= Height || cut.HashAt(Height + 1) != known.Batch.HeaderHash))
            Fault = null;
        while (Fault is null && Height < height)
        {
            CommittedBatch batch = cut.Batches[(int)Height];
            IReadOnlyList<ReadOnlyMemory<byte>> blobs = await _blobs.GetAsync(BlobPlace.Of(batch), cancellationToken).ConfigureAwait(false);
            BatchInput input = BatchReader.InputOf(cut, batch);
            Fr[] elements = BatchReader.ElementsOf(blobs);
            bool isJudged = _layout == DataLayout.Full && judge?.Holds(batch.Height, batch.HeaderHash) == true && Derivation.Reapply(State, input, elements, parallel: true);
            if (isJudged || Derive(input, elements, batch.Height <= cut.FinalHeight) is not { } fault)
            {
                _derived.Add(new(batch.HeaderHash, State.Mark(), WithdrawnBy(input, elements)));
                Slots += input.SlotCount;
                continue;
            }

            int item = (int)(batch.Header.QueueEnd - batch.Header.QueueCount) + fault.Slot;
            Fault = new(batch, cut.HeaderAt(Height), fault, input, elements, fault.Kind == FaultKind.WrongQueueRoot ? cut.Queue[item].Item.PublishedKey : default);
        }
    }

    /// <summary>An account's running total of withdrawals behind a batch that changed it; null when the batch did not, or was forgotten.</summary>
    public UInt128? WithdrawnIn(ulong height, uint index) =>
        height > _baseHeight + (ulong)_forgotten && height <= Height && _derived[(int)(height - _baseHeight) - 1].Withdrawn.TryGetValue(index, out UInt128 total)
            ? total
            : null;

    /// <summary>Gives up the possibility to take back batches up to a height, and the memory that it takes.</summary>
    public void Forget(ulong height)
    {
        int count = (int)Math.Min(height > _baseHeight ? height - _baseHeight : 0, (ulong)_derived.Count);
        if (count <= _forgotten)
            return;
        State.Forget(_derived[count - 1].Behind);
        for (int i = _forgotten; i < count; i++)
            _derived[i] = _derived[i] with { Withdrawn = FrozenDictionary<uint, UInt128>.Empty };
        _forgotten = count;
    }

    // No root within a final batch means anything any more; of a pending one, any wrong root removes it.
    private Fault? Derive(BatchInput input, ReadOnlySpan<Fr> elements, bool isFinal) => _layout == DataLayout.Compact
        ? Derivation.DeriveCompact(State, input, elements, parallel: true)
        : Derivation.Derive(State, input, elements, parallel: true, isFinal ? RootCheck.BatchOnly : RootCheck.EverySlot);

    private FrozenDictionary<uint, UInt128> WithdrawnBy(BatchInput input, ReadOnlySpan<Fr> elements)
    {
        HashSet<uint> touched = [.. input.QueueItems.OfType<QueuedOperation.ForcedExit>().Select(exit => exit.From)];
        Slot[] slots = new Slot[input.SlotCount];
        _ = BatchLayout.TryUnpack(_layout, elements, slots);
        foreach (Slot slot in slots.AsSpan(input.QueueItems.Count))
        {
            if (OperationWord.TryFromField(slot.W, out OperationWord word) && word.Kind == OperationKind.Withdraw)
                touched.Add(word.From);
        }

        return touched.ToFrozenDictionary(index => index, index => State[index].Withdrawn);
    }

    private void TakeBack(RollupCut cut, ulong height)
    {
        if (cut.Height < _baseHeight || cut.HashAt(_baseHeight) != _baseHash)
            throw new BaseReplacedException(_baseHeight, _baseHash);
        int common = _derived.Count;
        while (common > 0 && (_baseHeight + (ulong)common > height || cut.HashAt(_baseHeight + (ulong)common) != _derived[common - 1].HeaderHash))
            common--;
        if (common == _derived.Count)
            return;
        if (common < _forgotten)
            throw new BaseReplacedException(_baseHeight + (ulong)_forgotten, _derived[_forgotten - 1].HeaderHash);
        State.Unwind(common == 0 ? _baseMark : _derived[common - 1].Behind);
        State.Commit();
        _derived.RemoveRange(common, _derived.Count - common);
        Fault = null;
    }

    private sealed record DerivedBatch(Bytes32 HeaderHash, StateMark Behind, FrozenDictionary<uint, UInt128> Withdrawn);
}
