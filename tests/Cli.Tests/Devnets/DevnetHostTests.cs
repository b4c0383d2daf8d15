using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Lives;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Profiles;
using Plimsoll.Cli.Tests.Drills;
using Plimsoll.Node.Hosting;
using Plimsoll.Sequencing;

namespace Plimsoll.Cli.Tests.Devnets;

public sealed class DevnetHostTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopped_devnet_goes_on_where_it_was()
    {
        DrillTests.SkipWithoutTools();
        using TemporaryFolder folder = new();
        DataFolder data = new(folder["data"]);
        ulong height;
        string rollup;
        await using (DevnetHost first = await StartAsync(data))
        {
            await first.DepositAsync(first.TraderNumber(0), DevnetHost.Ether, 1_000, new(), Cancellation);
            await first.DepositAsync(first.TraderNumber(1), DevnetHost.Ether, 1_000, new(), Cancellation);
            await PayAsync(first, 0, 1, 10);
            await UntilAsync("a batch on L1", () => Task.FromResult(first.Tracker.Current.Height > 0 && first.Tracker.Current.Head.SequenceEnd > 0));
            (height, rollup) = (first.Tracker.Current.Height, first.Deployment.Rollup.ToString());
            Assert.True(File.Exists(data.EndpointsFile));
        }

        Assert.False(File.Exists(data.EndpointsFile));
        await using DevnetHost second = await StartAsync(data);
        Assert.Equal(rollup, second.Deployment.Rollup.ToString());
        Assert.InRange(second.Tracker.Current.Height, height, ulong.MaxValue);
        await PayAsync(second, 1, 0, 3);
        ulong end = (await second.Api.GetStatusAsync(Cancellation)).SequenceEnd;
        await UntilAsync("the second payment on L1", () => Task.FromResult(second.Tracker.Current.Head.SequenceEnd >= end));
        CommandRun derived = await CommandRun.Of("derive", "--data", data.Path, "--json");
        Assert.True(derived.ExitCode == ExitCode.Success, derived.Output + derived.Errors);
        HeldAccount account = await FindAsync(second, second.TraderNumber(0));
        Assert.Equal((UInt128)993, account.Account.Balance);
    }

    private static Task<DevnetHost> StartAsync(DataFolder data) => DevnetHost.StartAsync(data, ProfilePresets.Get("devnet"), 1, NodeRoles.All, _ => { }, Cancellation);

    private static async Task PayAsync(DevnetHost host, int payer, int payee, UInt128 amount)
    {
        Trader by = host.TraderNumber(payer);
        HeldAccount from = await FindAsync(host, by), to = await FindAsync(host, host.TraderNumber(payee));
        Submission payment = host.Signer.Transfer(by.Key, from, to, amount, 0, (uint)host.Tracker.Current.Time + 3_600);
        await host.Api.SubmitAsync([payment], Cancellation);
    }

    private static async Task<HeldAccount> FindAsync(DevnetHost host, Trader trader)
    {
        IReadOnlyList<HeldAccount> accounts = [];
        await UntilAsync($"an account of {trader.Person.Name}", async () =>
        {
            accounts = await host.Api.GetAccountsAsync(trader.Person.Address, Cancellation);
            return accounts.Count > 0;
        });
        return accounts[0];
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < s_patience, $"Waited {s_patience} for {what}.");
            await Task.Delay(200, Cancellation);
        }
    }
}
