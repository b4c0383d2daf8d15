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

    public void Enqueue(params QueuedOperation[] items) => Change(view => view with { Queue = [.. view.Queue, .. items] });

    public void Commit(Plimsoll.Sequencing.SealedBatch batch, bool isCertain = false) => Change(view => view with
    {
        Head = batch.Number,
        CertainHead = isCertain ? batch.Number : view.CertainHead,
        Batches = new Dictionary<ulong, CommittedBatch>(view.Batches) { [batch.Number] = new(batch.NewRoot, batch.SequenceEnd, batch.QueueEnd) },
    });
}
