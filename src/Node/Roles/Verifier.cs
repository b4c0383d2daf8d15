using Plimsoll.Node.Chain;
using Plimsoll.State;

namespace Plimsoll.Node.Roles;

/// <summary>Derives every batch from L1 data alone, archives its blobs on the way, and says whether it is right.</summary>
/// <remarks>
/// Holds two states: behind the last right batch of the head's chain, and behind the last final one, which claims are proven against. With a folder for snapshots it writes
/// one every so many batches, and begins behind the newest when it starts again: what was derived once is not derived anew.
/// </remarks>
public sealed class Verifier : Role
{
    private readonly ChainTracker _tracker;
    private readonly SnapshotFolder? _snapshots;
    private readonly Action<Exception>? _onTrouble;
    private readonly SemaphoreSlim _turn = new(1);
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChainDeriver _head;
    private ChainDeriver _final;
    private VerifiedCut? _current;
    private RollupCut? _done;
    private ulong? _written; // the height of the last snapshot, once they were looked at

    /// <summary>Makes a verifier.</summary>
    /// <param name="tracker">What it follows; hosted beside it.</param>
    /// <param name="head">Derives the head; this object's from now on.</param>
    /// <param name="final">Derives the last final batch, from a state of its own; this object's from now on.</param>
    /// <param name="snapshots">Where it begins and keeps what it derived; null for nowhere.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself, snapshots that are none included.</param>
    public Verifier(
        ChainTracker tracker, ChainDeriver head, ChainDeriver final, SnapshotFolder? snapshots = null, TimeProvider? time = null, Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(final);
        (_tracker, _head, _final, _snapshots, _onTrouble) = (tracker, head, final, snapshots, onTrouble);
    }

    /// <summary>How many final batches lie between two snapshots. Default 64.</summary>
    public ulong SnapshotEvery { get; init; } = 64;

    /// <summary>The last cut that was verified; null before the first.</summary>
    public VerifiedCut? Current => Volatile.Read(ref _current);

    /// <summary>How many slots were derived for the head since the start.</summary>
    public long Slots => _head.Slots;

    /// <summary>Waits for another verified cut than one that is known.</summary>
    public async Task<VerifiedCut> NextAsync(VerifiedCut? known, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed = _changed.Task;
            if (Current is { } current && !ReferenceEquals(current, known))
                return current;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the state behind the last right batch, while nothing changes it.</summary>
    /// <param name="read">Gets the state and the cut; it leaves the state as it was.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    /// <exception cref="InvalidOperationException">Nothing was verified yet.</exception>
    public Task<T> ReadHeadAsync<T>(Func<RollupState, VerifiedCut, T> read, CancellationToken cancellationToken = default) => ReadAsync(_head, read, cancellationToken);

    /// <summary>Reads the state behind the last final batch, while nothing changes it.</summary>
    /// <param name="read">Gets the state and the cut; it leaves the state as it was.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    /// <exception cref="InvalidOperationException">Nothing was verified yet.</exception>
    public Task<T> ReadFinalAsync<T>(Func<RollupState, VerifiedCut, T> read, CancellationToken cancellationToken = default) => ReadAsync(_final, read, cancellationToken);

    /// <summary>What the pending batches of an account's withdrawals make of its running total: each that changed it, oldest first, with the total behind it.</summary>
    /// <param name="index">The account.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    /// <exception cref="InvalidOperationException">Nothing was verified yet.</exception>
    public Task<IReadOnlyList<(CommittedBatch Batch, UInt128 Withdrawn)>> PendingWithdrawalsAsync(uint index, CancellationToken cancellationToken = default) =>
        ReadHeadAsync<IReadOnlyList<(CommittedBatch, UInt128)>>(
            (_, verified) =>
            [
                .. verified.Cut.Batches.Skip((int)verified.Cut.FinalHeight).Where(batch => batch.Height <= verified.Height)
                    .Select(batch => (batch, _head.WithdrawnIn(batch.Height, index)))
                    .Where(it => it.Item2 is not null)
                    .Select(it => (it.batch, it.Item2!.Value)),
            ],
            cancellationToken);

    /// <summary>Verifies a cut now.</summary>
    /// <exception cref="BlobsMissingException">No source has the blobs of the next batch.</exception>
    /// <exception cref="BaseReplacedException">The chain below what can be taken back has changed.</exception>
    public async Task<VerifiedCut> VerifyAsync(RollupCut cut, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cut);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        VerifiedCut verified;
        try
        {
            _written ??= Begin();
            await _head.AdvanceAsync(cut, cut.Height, cancellationToken: cancellationToken).ConfigureAwait(false);
            await _final.AdvanceAsync(cut, cut.FinalHeight, judge: _head, cancellationToken).ConfigureAwait(false);
            WriteWhenDue(cut);
            // What is final on a finalized block of L1 is never taken back.
            ulong forever = _tracker.Finalized.FinalHeight;
            _head.Forget(forever);
            _final.Forget(forever);
        }
        finally
        {
            // However far it came, this is what the states are now.
            verified = new(cut, _head.Height, _head.Fault);
            Publish(verified);
            _turn.Release();
        }

        return verified;
    }

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        RollupCut cut = await _tracker.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        await VerifyAsync(cut, cancellationToken).ConfigureAwait(false);
        _done = cut;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <summary>Goes behind the newest snapshot, if there is one.</summary>
    private ulong Begin()
    {
        // Two states, so it is read twice; and only of what stays final whatever happens to L1's newest blocks.
        if (_snapshots?.ReadNewest(_tracker.Finalized, _onTrouble) is not { } first || first.Height <= _final.Height || _snapshots.ReadNewest(_tracker.Finalized) is not { } second)
            return 0;
        (_head, _final) = (_head.Behind(first), _final.Behind(second));
        return first.Height;
    }

    private void WriteWhenDue(RollupCut cut)
    {
        if (_snapshots is null || _final.Height != cut.FinalHeight || cut.FinalHeight < _written + SnapshotEvery)
            return;
        try
        {
            _snapshots.Write(cut, _final.State);
            _written = cut.FinalHeight;
        }
        catch (IOException e)
        {
            _onTrouble?.Invoke(e); // a node without snapshots is slow to start, and right
        }
    }

    private void Publish(VerifiedCut verified)
    {
        Volatile.Write(ref _current, verified);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private async Task<T> ReadAsync<T>(ChainDeriver deriver, Func<RollupState, VerifiedCut, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return read(deriver.State, Current ?? throw new InvalidOperationException("Nothing was verified yet."));
        }
        finally
        {
            _turn.Release();
        }
    }
}
