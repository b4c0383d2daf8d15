using Microsoft.Extensions.Hosting;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <summary>Commits sealed batches, one height after the other.</summary>
/// <remarks>It stores nothing: L1's head says which height is next, and a commit names its parent, so each height is taken once.</remarks>
/// <param name="tracker">Says where L1 stands; hosted beside it.</param>
/// <param name="outbox">Where sealed batches come from.</param>
/// <param name="sender">Sends for the committer's account, which is bonded.</param>
/// <param name="onTrouble">Is told what passes by itself.</param>
public sealed class Batcher(ChainTracker tracker, IBatchOutbox outbox, ContractSender sender, Action<Exception>? onTrouble = null) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100), s_afterTrouble = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await CommitNextAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(s_pause, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RpcException or TransactionFailedException or BatchRefusedException)
            {
                onTrouble?.Invoke(e); // the next look says what to do
                await Task.Delay(s_afterTrouble, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CommitNextAsync(CancellationToken cancellationToken)
    {
        RollupCut cut = tracker.Current;
        ulong height = cut.Height + 1;
        if (cut.IsFrozen || await outbox.FindAsync(height, cancellationToken).ConfigureAwait(false) is not { } batch || batch.QueueEnd > (ulong)cut.Queue.Count)
            return;
        BatchPublication publication = BatchPublication.Prepare(cut, batch.Context, [.. batch.Slots], batch.QueueCount);
        if (publication.Header.QueueEnd != batch.QueueEnd || publication.Header.SequenceEnd != batch.SequenceEnd)
            return; // built on another head: the sequencer is about to build it anew
        if (!await IsStillAsync(batch, cancellationToken).ConfigureAwait(false))
            return; // built anew meanwhile
        await sender.CallWithBlobsAsync($"commit batch {height}", cut.Identity.Rollup, RollupCalls.Commit(publication.Header), publication.Sidecar, cancellationToken).ConfigureAwait(false);
        while (tracker.Current.Height < height && await IsStillAsync(batch, cancellationToken).ConfigureAwait(false))
            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsStillAsync(SealedBatch batch, CancellationToken cancellationToken) =>
        ReferenceEquals(await outbox.FindAsync(batch.Number, cancellationToken).ConfigureAwait(false), batch);
}
