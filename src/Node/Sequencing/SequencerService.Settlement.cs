using Microsoft.Extensions.Logging;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Sequencing;

/// <content>What L1 does to the sequencer's batches.</content>
public sealed partial class SequencerService
{
    private ulong _carriedTo, _stillHead = ulong.MaxValue;
    private uint? _stillSince; // null until L1 was followed for the first time

    /// <summary>Compares the batches with L1 whenever it has moved.</summary>
    /// <returns>False when L1 holds other batches than these: what is confirmed now would stand on a state that is not the rollup's.</returns>
    private bool FollowSettlement()
    {
        SettlementView view = _layer.View;
        if (view.Revision == _seenRevision)
            return true;
        if (FindForeign(view) is not null)
            return false;
        if (FindFirstToRebuild(view) is { } number)
            Rebuild(number, view);
        CountCarried(view);
        Release(view);
        _outbox.RemoveUpTo(view.Head);
        if (_generation != view.Generation)
            (_generation, _lastReceipt) = (view.Generation, Bytes32.Zero);
        _seenRevision = view.Revision;
        return true;
    }

    /// <summary>Returns the first batch that is another one on L1: committed by somebody else, or gone although it could not be taken back any more.</summary>
    private ulong? FindForeign(SettlementView view)
    {
        SequencerPosition start = _sequencer.Base;
        if (view.Head < start.Number || view.Batches.TryGetValue(start.Number, out CommittedBatch known) && known.NewRoot != _store.BaseRoot)
            return start.Number;
        foreach (Batch batch in _sequencer.Batches)
        {
            if (batch.Number > view.Head || !view.Batches.TryGetValue(batch.Number, out CommittedBatch committed))
                continue;
            bool isOurs = batch.IsClosed && committed.SequenceEnd == batch.SequenceEnd && committed.QueueEnd == batch.QueueEnd
                && (batch.NewRoot is not { } root || root == committed.NewRoot);
            if (!isOurs)
                return batch.Number;
        }

        return view.Head > _sequencer.Head.Number ? _sequencer.Head.Number + 1 : null;
    }

    /// <summary>Goes on from the state that L1 holds, with what was confirmed and is not on L1, as far as it applies there.</summary>
    /// <returns>False while that state cannot be derived: nothing is confirmed meanwhile.</returns>
    private async Task<bool> BeginAnewAsync(CancellationToken stoppingToken)
    {
        EndBlock();
        if (await _derived.DeriveAsync(stoppingToken).ConfigureAwait(false) is not { } head)
            return false;
        SettlementView view = _layer.View;
        bool isHead = head.Position.Number == view.Head && (!view.Batches.TryGetValue(view.Head, out CommittedBatch committed) || committed.NewRoot == head.State.Root);
        if (!isHead || FindForeign(view) is not { } foreign)
            return false; // L1 has moved on meanwhile
        Batch[] left = [.. _sequencer.Batches.Where(batch => batch.Number >= foreign)];
        ulong kept = left is [var first, ..] ? first.FirstSlot : Math.Min(_sequencer.Head.SequenceEnd, head.Position.SequenceEnd);
        _store.Initialise(head.State, head.Position, kept);
        _sequencer = new(_settings, head.State, head.Position, _lastConfirmation?.Block ?? 0);
        Record(_sequencer.Adopt(left, TermsOf(head.Position, view), parallel: true), head.Position.Number + 1, kept, kept, view);
        _carriedTo = head.Position.SequenceEnd;
        Status = Describe();
        Allow(unused: 0);
        return true;
    }

    /// <summary>Returns the first batch that L1 cannot take any more as it is: after a drop, on a queue that has changed, without an item that is due, or too late.</summary>
    private ulong? FindFirstToRebuild(SettlementView view)
    {
        foreach (Batch batch in _sequencer.Batches)
        {
            if (batch.Number <= view.Head)
                continue;
            bool isLate = batch.SlotCount > 0 && batch.Terms.BatchTime + (ulong)_options.MaxBatchAge < view.Time;
            // The next one for L1 leaves out what is due: L1 would not take it.
            bool isShort = batch.IsClosed && batch.Number == view.Head + 1 && batch.Terms.QueueItems.Count < Math.Min(_options.MaxDueItems, _settings.Batches.MaxSlots)
                && view.DueBy(view.Time + (ulong)_options.InclusionLead) > batch.QueueEnd;
            if (view.Generation != _generation || isLate || isShort || !HasQueueOf(batch, view))
                return batch.Number;
        }

        return null;
    }

    private static bool HasQueueOf(Batch batch, SettlementView view)
    {
        if (batch.QueueEnd > (ulong)view.Queue.Count)
            return false;
        for (int i = 0; i < batch.Terms.QueueItems.Count; i++)
        {
            if (view.Queue[(int)batch.QueueStart + i] != batch.Terms.QueueItems[i])
                return false;
        }

        return true;
    }

    private void Rebuild(ulong number, SettlementView view)
    {
        EndBlock();
        Batch first = _sequencer.Batches.First(batch => batch.Number == number);
        Batch? before = _sequencer.Batches.LastOrDefault(batch => batch.Number < number);
        SequencerPosition start = before is null ? _sequencer.Base : new(before.Number, before.Terms.BatchTime, before.QueueEnd, before.SequenceEnd);
        Record(_sequencer.Rebuild(number, TermsOf(start, view), parallel: true), number, first.FirstSlot, start.SequenceEnd, view);
    }

    private RebuildTerms TermsOf(SequencerPosition start, SettlementView view)
    {
        ulong due = view.DueBy(view.Time + 2UL * _options.InclusionLead); // those that follow soon come with them, or everything would be built anew for each
        return new(Math.Max(view.Time, start.BatchTime), [.. view.Queue.Skip((int)start.QueueEnd)])
        {
            Due = (int)(Math.Max(due, start.QueueEnd) - start.QueueEnd),
            MaxItems = _options.MaxQueueItems,
        };
    }

    /// <summary>Confirms rebuilt batches, with the chain of receipts going on behind those that stay.</summary>
    private void Record(Rebuilt rebuilt, ulong number, ulong takenBack, ulong firstSlot, SettlementView view)
    {
        SoftConfirmation? last = firstSlot == 0 ? null : _store.LastConfirmation(firstSlot - 1);
        _lastReceipt = last?.Generation == view.Generation ? last.Hash : Bytes32.Zero;
        _generation = view.Generation;

        List<SoftConfirmation> confirmations = [];
        foreach (LogEntry entry in rebuilt.Entries)
        {
            if (entry is LogEntry.Taken { Block: var block })
                confirmations.Add(Confirm(block));
            _unsaved.Add(entry);
        }

        _store.Append(_unsaved, confirmations, takenBack);
        _unsaved.Clear();
        _lastConfirmation = confirmations.Count > 0 ? confirmations[^1] : _lastConfirmation;
        _outbox.RemoveFrom(number);
        _directory.Replace(_sequencer.State);
        _broken += rebuilt.Broken.Count;
        _events.Publish(new NodeEvent.BatchesRebuilt(number, view.Generation, rebuilt.Broken.Count));
        LogRebuilt(number, view.Generation, rebuilt.Broken.Count);
    }

    private void CountCarried(SettlementView view)
    {
        ulong from = Math.Max(_carriedTo, _sequencer.Base.SequenceEnd), to = from;
        if (view.Batches.TryGetValue(view.Settled, out CommittedBatch head))
            to = Math.Max(to, head.SequenceEnd);
        int closed = _sequencer.Batches.Where(batch => batch.IsClosed && batch.Number > view.Settled).Sum(batch => batch.SlotCount);
        _carried.Add((int)(to - from), view.Time, isBusy: view.Settled < view.Head || closed >= _settings.Batches.MaxSlots);
        _carriedTo = to;
        // What is committed L1 has taken, and waits for its proof: that has a time of its own.
        bool isWaiting = _sequencer.Batches.Any(batch => batch.IsClosed && batch.Number > view.Head);
        if (!isWaiting || view.Head != _stillHead)
            (_stillHead, _stillSince) = (view.Head, view.Time);
    }

    private void Release(SettlementView view)
    {
        if (_sequencer.Batches.LastOrDefault(batch => batch.Number <= view.CertainHead && batch.NewRoot is not null) is not { } batch)
            return;
        _store.Save(_sequencer.Release(batch.Number));
    }

    /// <summary>Sees to it that a batch is open, with all of the queue and a time that is not stale.</summary>
    /// <returns>False when none may be opened: frozen, or not our turn.</returns>
    private bool EnsureOpen()
    {
        SettlementView view = _layer.View;
        if (view.IsFrozen || !_policy.IsTurnOf(_settings.Committer, view.Time))
            return _sequencer.OpenBatch is not null && !view.IsFrozen;
        Batch? open = _sequencer.OpenBatch;
        bool isOld = open is not null && view.Time >= open.Terms.BatchTime + _options.MaxIdleAge;
        bool hasMore = open is not null && (ulong)view.Queue.Count > open.QueueEnd && open.SlotCount < _options.MaxQueueItems;
        bool isStale = open is { Operations.Count: 0 } && (open.SlotCount == 0 ? isOld || hasMore : hasMore && !isOld); // deposits that keep coming do not keep it young
        if (open is not null && !isStale)
            return true;
        if (open is not null)
        {
            _sequencer.Rewind(open.Number);
            if (_unsaved is [.., LogEntry.Opened])
                _unsaved.RemoveAt(_unsaved.Count - 1); // it was never saved: as if it had not been
            else
                _unsaved.Add(new LogEntry.Rewound(open.Number));
        }

        BatchTerms terms = TermsAt(_sequencer.Head, view);
        _sequencer.Open(terms);
        _unsaved.Add(new LogEntry.Opened(terms));
        if (open is { SlotCount: > 0 })
            _directory.Replace(_sequencer.State);
        return true;
    }

    private BatchTerms TermsAt(SequencerPosition position, SettlementView view)
    {
        int start = (int)Math.Min(position.QueueEnd, (ulong)view.Queue.Count);
        int count = Math.Min(Math.Min(view.Queue.Count - start, _options.MaxQueueItems), _settings.Batches.MaxSlots);
        QueuedOperation[] items = new QueuedOperation[count];
        for (int i = 0; i < count; i++)
            items[i] = view.Queue[start + i];
        return new(Math.Max(view.Time, position.BatchTime), items);
    }

    [LoggerMessage(LogLevel.Information, "Batch {Number} closed with {Slots} slots")]
    private partial void LogClosed(ulong number, int slots);

    [LoggerMessage(LogLevel.Warning, "Batches from {Number} on were built anew in generation {Generation}; {Broken} confirmed operations do not apply any more")]
    private partial void LogRebuilt(ulong number, ulong generation, int broken);
}
