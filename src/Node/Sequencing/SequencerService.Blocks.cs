using Plimsoll.Batches;
using Plimsoll.Node.Telemetry;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <content>Blocks and batches: what is persisted, confirmed, closed and sealed.</content>
public sealed partial class SequencerService
{
    private SoftConfirmation? _lastConfirmation;
    private double _partOfSlot; // of the budget, below 1

    private void EndBlock()
    {
        _nextBlock = _time.GetTimestamp() + (long)(_options.BlockInterval.TotalSeconds * _time.TimestampFrequency);
        SaveBlock();
        foreach (Work.Submit submit in _unanswered)
            Answer(submit, _lastConfirmation);
        _unanswered.Clear();
        _directory.Follow(_sequencer.State);
        Status = Describe();
        Allow(_sequencer.Budget + _partOfSlot);
        NodeMetrics.Report(Status);
    }

    private void Allow(double unused)
    {
        double slots = _settings.Admission.SlotsFor(Backlog, _options.BlockInterval, unused);
        _sequencer.Budget = (int)slots;
        _partOfSlot = slots - _sequencer.Budget;
    }

    private void SaveBlock()
    {
        if (_sequencer.EndBlock() is not { } block)
            return;
        SoftConfirmation confirmation = Confirm(block);
        _unsaved.Add(new LogEntry.Taken(block));
        _store.Append(_unsaved, [confirmation]);
        _unsaved.Clear();
        _lastConfirmation = confirmation;
        _events.Publish(new NodeEvent.BlockConfirmed(block.Number, block.Batch, block.FirstSlot, block.Operations.Count, confirmation.Hash));
        NodeMetrics.BlockSaved(block);
    }

    private SoftConfirmation Confirm(Block block)
    {
        Batch batch = _sequencer.Batches[^1];
        SoftConfirmation confirmation = _signer.Confirm(
            block, _generation, _lastReceipt, (ulong)batch.Terms.BatchTime + _options.MaxBatchAge, _store.NextEntry + (ulong)_unsaved.Count);
        _lastReceipt = confirmation.Hash;
        return confirmation;
    }

    private void CloseWhenDue()
    {
        if (!EnsureOpen() || _sequencer.OpenBatch is not { } open)
            return;
        SettlementView view = _layer.View;
        uint age = view.Time > open.Terms.BatchTime ? view.Time - open.Terms.BatchTime : 0;
        if (_settings.Batches.IsDue(open.SlotCount, age, view.BlobPrice, _outbox.Count))
            Close();
    }

    /// <summary>Closes the open batch; its last block is saved and confirmed with it.</summary>
    private void Close()
    {
        SaveBlock();
        Batch closed = _sequencer.Close(_options.CollectInto);
        _unsaved.Add(new LogEntry.Closed(_options.CollectInto));
        _store.Append(_unsaved, []);
        _unsaved.Clear();
        LogClosed(closed.Number, closed.SlotCount);
    }

    /// <summary>Whether L1 has enough to take: further roots can wait until nobody does.</summary>
    private bool IsSealedAhead => _outbox.Find(_layer.View.Head + (ulong)_options.SealedAhead) is not null;

    private bool SealSome()
    {
        if (!_sequencer.HasUnsealed)
            return false;
        int slots = Math.Min(_sealing.Within(_options.Slice, LeastSlice, FullLayout.MaxSlots), _sequencer.UnhashedSlots);
        long start = _time.GetTimestamp();
        SealedBatch? sealedBatch = _sequencer.Seal(slots, parallel: true);
        _sealing.Add(slots, _time.GetElapsedTime(start));
        if (sealedBatch is { } batch)
        {
            _outbox.Add(batch);
            _events.Publish(new NodeEvent.BatchSealed(batch.Number, batch.Slots.Count, batch.NewRoot));
            NodeMetrics.BatchSealed();
        }

        return true;
    }

    private Backlog Backlog
    {
        get
        {
            SettlementView view = _layer.View;
            return new(Status.WaitingSlots, Waited(_stillSince), _carried.Capacity) { Unproven = Waited(view.UnprovenSince) };

            uint Waited(uint? since) => since < view.Time ? view.Time - since.Value : 0;
        }
    }

    private SequencerStatus Describe()
    {
        ulong head = _layer.View.Settled;
        int waiting = 0, unsealed = 0;
        foreach (Batch batch in _sequencer.Batches)
        {
            if (batch.Number > head)
                waiting += batch.SlotCount;
            if (batch is { IsClosed: true, NewRoot: null })
                unsealed++;
        }

        return new(
            _lastConfirmation?.Block ?? 0,
            _sequencer.Head.SequenceEnd,
            _sequencer.OpenBatch?.Number ?? 0,
            waiting,
            _outbox.Count,
            unsealed,
            _carried.PerSecond,
            _generation,
            _broken,
            _sequencer.State.Opened + _sequencer.State.Deposited);
    }
}
