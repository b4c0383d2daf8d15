using Plimsoll.Node.Chain;
using Plimsoll.Node.Proving;
using Plimsoll.State;

namespace Plimsoll.Node.Sequencing;

/// <summary>The sequencer's view of L1, out of what the tracker follows.</summary>
/// <remarks>Safe for concurrent use.</remarks>
/// <param name="tracker">Follows L1; hosted beside it.</param>
public sealed class ChainSettlement(ChainTracker tracker) : ISettlementLayer
{
    private readonly Lock _lock = new();
    private RollupCut? _seen;
    private SettlementView? _view;
    private ulong _revision;

    /// <summary>Wei per unit of blob gas, as the batcher last heard.</summary>
    public ulong BlobPrice { get; set; } = 1;

    /// <inheritdoc/>
    public SettlementView View
    {
        get
        {
            lock (_lock)
            {
                RollupCut cut = tracker.Current;
                if (_view is null || !ReferenceEquals(cut, _seen))
                    (_seen, _view) = (cut, Make(cut));
                return _view;
            }
        }
    }

    private SettlementView Make(RollupCut cut)
    {
        // Certain is what a finalized block of L1 holds: no reorg takes it back. A fraud proof could, of a wrong batch; the sequencer then begins anew from what is
        // left. To keep undoing it possible until its window is over would take memory for a week of operations.
        ulong certain = Math.Min(tracker.Finalized.Height, cut.Height);
        Dictionary<ulong, CommittedBatch> batches = [];
        for (ulong height = Math.Max(certain, 1); height <= cut.Height; height++)
        {
            Batches.BatchHeader header = cut.HeaderAt(height);
            batches[height] = new(header.NewRoot, header.SequenceEnd, header.QueueEnd);
        }

        QueueView<QueuedOperation> queue = new(cut.Queue, entry => entry.Item.Operation);
        ulong inclusionDelay = cut.Identity.Profile.InclusionDelay;
        return new(++_revision, checked((uint)cut.Time), cut.Generation, cut.Height, certain, cut.IsFrozen, BlobPrice, queue, batches)
        {
            Settled = cut.Identity.IsProven ? ProverRules.ProvenHeight(cut) : cut.Height,
            Deadlines = new QueueView<ulong>(cut.Queue, entry => entry.EnteredAt + inclusionDelay),
        };
    }
}
