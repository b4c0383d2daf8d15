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

    /// <summary>Wei per unit of blob gas, as last heard.</summary>
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

    /// <summary>Up to where the sequencer may forget its batches: committed for good, and where a validity proof counts proven, too, since nobody else knows the signatures that compact blobs lack.</summary>
    internal static ulong CertainHeight(RollupCut cut, RollupCut finalized) => Math.Min(cut.Identity.IsProven ? ProverRules.ProvenHeight(finalized) : finalized.Height, cut.Height);

    /// <summary>Since when the oldest pending batch that lacks proofs waits for them; null where none does.</summary>
    internal static uint? UnprovenSince(RollupCut cut) => cut.Batches.Skip((int)cut.FinalHeight).FirstOrDefault(cut.LacksProofs) is { } oldest ? checked((uint)oldest.CommittedAt) : null;

    private SettlementView Make(RollupCut cut)
    {
        // Certain is what a finalized block of L1 holds: no reorg takes it back. A fraud proof could, of a wrong batch; the sequencer then begins anew from what is
        // left. To keep undoing it possible until its window is over would take memory for a week of operations.
        ulong certain = CertainHeight(cut, tracker.Finalized);
        Dictionary<ulong, CommittedBatch> batches = [];
        for (ulong height = Math.Max(certain, 1); height <= cut.Height; height++)
        {
            Batches.BatchHeader header = cut.HeaderAt(height);
            batches[height] = new(header.NewRoot, header.SequenceEnd, header.QueueEnd);
        }

        QueueView<QueuedOperation> queue = new(cut.Queue, entry => entry.Item.Operation);
        ulong settled = cut.Identity.IsProven ? ProverRules.ProvenHeight(cut) : cut.Height;
        ulong inclusionDelay = cut.Identity.Profile.InclusionDelay;
        return new(++_revision, checked((uint)cut.Time), cut.Generation, cut.Height, certain, cut.IsFrozen, BlobPrice, queue, batches)
        {
            Settled = settled,
            UnprovenSince = UnprovenSince(cut),
            Deadlines = new QueueView<ulong>(cut.Queue, entry => entry.EnteredAt + inclusionDelay),
        };
    }
}
