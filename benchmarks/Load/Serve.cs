using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plimsoll.L1.Signing;
using Plimsoll.Node;
using Plimsoll.Node.Api;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Storage;
using Plimsoll.Sequencing;

namespace Plimsoll.Load;

/// <summary>A node with a crowd of accounts, until it is interrupted.</summary>
internal static class Serve
{
    public static async Task RunAsync(string folder, string url, int accounts, int depth, TimeSpan blockTime)
    {
        using PrivateKey key = PrivateKey.Generate();
        // As much may wait as L1 carries in five sixths of what a batch may be old; a burst of 60 s and its warming up are free.
        SequencerSettings settings = new(Crowd.ChainId, Crowd.Rollup, key.Address)
        {
            Batches = new() { MaxAge = 12 },
            Admission = new() { MaxWait = 3_000, FreeSlots = 720_000, MaxSlots = 900_000 },
        };
        PacedSettlement settlement = new(new Crowd(accounts, depth).Deposits(), blockTime);
        WebApplicationBuilder builder = NodeHost.Create(url);
        builder.Services.AddSingleton<ISettlementLayer>(settlement);
        builder.Services.AddSingleton<IDerivedHead>(settlement);
        builder.Services.AddSequencer(settings, new() { MaxQueueItems = 6_000 }, new SequencerStore(folder, settings, depth), key);
        builder.Services.AddSingleton<IHostedService>(settlement);
        builder.Services.AddNodeApi();
        WebApplication app = builder.Build();
        app.MapNodeApi();
        settlement.TakeFrom(app.Services.GetRequiredService<SealedBatches>());
        await app.RunAsync().ConfigureAwait(false);
    }
}
