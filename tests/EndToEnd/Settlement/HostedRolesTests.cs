using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>The roles as services: nobody calls them, and wrong batches go and right ones become final.</summary>
public sealed class HostedRolesTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    [Fact]
    public async Task Hosted_roles_remove_what_is_wrong_and_finalise_what_is_right()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        (ChainTracker tracker, Verifier verifier) = world.Observe(null, BeaconBlobSource.AtBlockNumbers(world.Beacon));
        List<Exception> trouble = [];
        using Watcher watcher = new(world.Node, verifier, world.SenderOf(world.Guard), world.Guard.Key, onTrouble: trouble.Add);
        using Finaliser finaliser = new(verifier, world.SenderOf(world.Carol), world.Hub, onTrouble: trouble.Add);
        Microsoft.Extensions.Hosting.BackgroundService[] services = [tracker, verifier, watcher, finaliser];
        foreach (Microsoft.Extensions.Hosting.BackgroundService service in services)
            await service.StartAsync(Cancellation);

        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One });
        await UntilAsync("the wrong batch is removed", cut => cut.Generation == 1);
        await world.CommitAsync();
        await world.PassAsync(World.Window + 1);
        await UntilAsync("the right batch is final", cut => cut.FinalHeight == 1);
        Assert.Equal(world.State.Root, tracker.Current.LastFinal.NewRoot);
        foreach (Microsoft.Extensions.Hosting.BackgroundService service in services)
            await service.StopAsync(Cancellation);
        Assert.All(services, service => Assert.True(service.ExecuteTask!.IsCanceled || service.ExecuteTask.IsCompletedSuccessfully, $"{service} ended: {service.ExecuteTask.Exception}"));

        async Task UntilAsync(string what, Func<RollupCut, bool> holds)
        {
            RollupCut? cut = null;
            do
            {
                try
                {
                    cut = await tracker.NextAsync(cut, limit.Token);
                }
                catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
                {
                    Assert.Fail($"not within five minutes: {what}; {string.Join("; ", trouble.Select(it => it.Message))}");
                }
            }
            while (!holds(cut!));
        }
    }

    [Fact]
    public async Task A_sequencer_hears_what_blobs_cost_without_a_batcher_beside_it()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        (ChainTracker tracker, _) = world.Observe(null, BeaconBlobSource.AtBlockNumbers(world.Beacon));
        ChainSettlement settlement = new(tracker) { BlobPrice = 77 };
        using BlobPrices prices = new(world.Node, tracker, settlement);
        await tracker.StartAsync(Cancellation);
        await prices.StartAsync(Cancellation);
        for (RollupCut? cut = null; settlement.BlobPrice == 77;)
        {
            await world.PassAsync(1);
            cut = await tracker.NextAsync(cut, Cancellation);
        }

        Assert.Equal(await world.Node.GetBlobBaseFeeAsync(Cancellation), settlement.BlobPrice);
        await prices.StopAsync(Cancellation);
        await tracker.StopAsync(Cancellation);
    }
}
