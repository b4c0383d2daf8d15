using Plimsoll.Cli.Devnets;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;

namespace Plimsoll.Cli.Drills;

/// <summary>One honest watcher, as every node can run it; or none, to see what it is good for.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly DrillStage _stage;
    private readonly ChainTracker? _tracker;
    private readonly Verifier? _verifier;
    private readonly Watcher? _watcher;

    private Watch(DrillStage stage, ChainTracker? tracker, Verifier? verifier, Watcher? watcher) =>
        (_stage, _tracker, _verifier, _watcher) = (stage, tracker, verifier, watcher);

    public static async Task<Watch> StartAsync(DrillStage stage, bool isThere, CancellationToken cancellationToken)
    {
        if (!isThere)
            return new(stage, null, null, null);
        RollupIdentity identity = await RollupIdentity.ReadAsync(stage.Chain.Node, stage.Rollup.Address, cancellationToken).ConfigureAwait(false);
        BlobSources blobs = new(null, BeaconBlobSource.AtBlockNumbers(stage.Chain.Beacon));
        ChainTracker tracker = new(stage.Chain.Node, identity, new() { Start = stage.Deployment.StartBlock, PollInterval = s_pause });
        Verifier verifier = new(tracker, new(identity, blobs), new(identity, blobs)) { Pause = s_pause };
        Watcher watcher = new(stage.Chain.Node, verifier, stage.Watcher.Sender, stage.Watcher.Wallet) { Pause = s_pause };
        await tracker.StartAsync(cancellationToken).ConfigureAwait(false);
        await verifier.StartAsync(cancellationToken).ConfigureAwait(false);
        await watcher.StartAsync(cancellationToken).ConfigureAwait(false);
        return new(stage, tracker, verifier, watcher);
    }

    /// <summary>Waits until the watcher has removed so many batches since the beginning; without a watcher nobody waits.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public async Task DropAsync(int count, CancellationToken cancellationToken)
    {
        if (_watcher is not null)
        {
            await Patience.UntilAsync(
                async () => await DropsAsync(cancellationToken).ConfigureAwait(false) >= count, () => $"The watcher did not remove batch number {count}", cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>How many batches were ever removed.</summary>
    public async Task<int> DropsAsync(CancellationToken cancellationToken) =>
        (await HistoryAsync(cancellationToken).ConfigureAwait(false)).Of<RollupEvent.BatchDropped>().Count();

    /// <summary>How many bonds somebody lost.</summary>
    public async Task<int> LostBondsAsync(Person committer, CancellationToken cancellationToken) =>
        (await HistoryAsync(cancellationToken).ConfigureAwait(false)).Of<RollupEvent.BondLost>().Count(lost => lost.Event.Committer == committer.Address);

    public async ValueTask DisposeAsync()
    {
        foreach (Microsoft.Extensions.Hosting.BackgroundService? role in (Microsoft.Extensions.Hosting.BackgroundService?[])[_watcher, _verifier, _tracker])
        {
            if (role is null)
                continue;
            await role.StopAsync(CancellationToken.None).ConfigureAwait(false);
            role.Dispose();
        }
    }

    private Task<RollupHistory> HistoryAsync(CancellationToken cancellationToken) => RollupHistory.ReadAsync(_stage.Chain.Node, _stage.Rollup.Address, cancellationToken);
}
