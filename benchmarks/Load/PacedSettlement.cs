using Microsoft.Extensions.Hosting;
using Plimsoll.Node.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Load;

/// <summary>L1 in this process: a block every so often that takes one sealed batch, so that what limits is the sequencer and the pace, not a chain on the same two cores.</summary>
internal sealed class PacedSettlement(QueuedOperation[] queue, TimeSpan blockTime) : BackgroundService, ISettlementLayer, IDerivedHead
{
    private SealedBatches? _outbox;

    public SettlementView View { get; private set; } =
        new(1, Crowd.Genesis, 0, 0, 0, false, 1, queue, new Dictionary<ulong, CommittedBatch>());

    /// <summary>Nobody else commits here.</summary>
    public Task<DerivedHead?> DeriveAsync(CancellationToken cancellationToken = default) => Task.FromResult<DerivedHead?>(null);

    public void TakeFrom(SealedBatches outbox) => _outbox = outbox;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(blockTime);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            SettlementView view = View;
            view = view with { Revision = view.Revision + 1, Time = view.Time + (uint)Math.Max(1, blockTime.TotalSeconds) };
            if (_outbox?.Find(view.Head + 1) is { } batch)
            {
                view = view with
                {
                    Head = batch.Number,
                    Settled = batch.Number,
                    CertainHead = batch.Number,
                    Batches = new Dictionary<ulong, CommittedBatch> { [batch.Number] = new(batch.NewRoot, batch.SequenceEnd, batch.QueueEnd) },
                };
            }

            View = view;
        }
    }
}
