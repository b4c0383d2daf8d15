using Plimsoll.Node.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Tests.Sequencing;

/// <summary>L1 as a value that a test replaces.</summary>
internal sealed class SettlementInMemory : ISettlementLayer
{
    public const uint Genesis = 1_000_000;

    public SettlementView View { get; private set; } =
        new(1, Genesis, 0, 0, 0, false, 1, [], new Dictionary<ulong, CommittedBatch>());

    public void Change(Func<SettlementView, SettlementView> change) => View = change(View) with { Revision = View.Revision + 1 };

    /// <summary>The proof of the last batch is there.</summary>
    public void Prove() => Change(view => view with { Settled = view.Head, UnprovenSince = null });

    public void Enqueue(params QueuedOperation[] items) => Change(view => view with { Queue = [.. view.Queue, .. items] });

    public void Commit(Plimsoll.Sequencing.SealedBatch batch, bool isCertain = false, bool isProven = true) => Change(view => view with
    {
        Head = batch.Number,
        Settled = isProven ? batch.Number : view.Settled,
        UnprovenSince = isProven ? view.UnprovenSince : view.UnprovenSince ?? view.Time,
        CertainHead = isCertain ? batch.Number : view.CertainHead,
        Batches = new Dictionary<ulong, CommittedBatch>(view.Batches) { [batch.Number] = new(batch.NewRoot, batch.SequenceEnd, batch.QueueEnd) },
    });
}
