using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Plimsoll.EndToEnd.Settlement;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.EndToEnd.Auditing;

/// <summary>What the auditor serves to Prometheus is what its page says, names, types and labels; and the values are those of the chain.</summary>
public sealed partial class MetricsTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    [Fact]
    public async Task Every_metric_is_in_the_table_and_every_line_of_the_table_is_served()
    {
        await SpendNoncesAsync(5);
        await using World world = await World.StartAsync(Anvil, profile => profile with { InclusionDelay = 36_000, OpenAfter = 72_000, EscapeAfter = 360_000 }, Cancellation);
        using AuditHistory history = new(":memory:");
        using Auditor auditor = new(world.Node, world.Identity, world.Deployment.StartBlock, new(null, BeaconBlobSource.AtBlockNumbers(world.Beacon)), history);
        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync();
        await auditor.PollAsync(Cancellation);
        await world.FinaliseAsync();
        for (int block = 0; block < 80; block++) // until Anvil calls those blocks finalised
            await world.PassAsync(12);
        await world.DepositAsync(world.Bob, 7);
        await auditor.PollAsync(Cancellation);

        string[] served = await ScrapeAsync(auditor);
        (string, string)[] types = [.. served.Where(line => line.StartsWith("# TYPE solvency_auditor_", StringComparison.Ordinal))
            .Select(line => line.Split(' ')).Select(parts => (parts[2]["solvency_auditor_".Length..], parts[3])).Order()];
        Match[] rows = Row().Matches(await File.ReadAllTextAsync(Checkout.PathOf("docs", "spec", "metrics.md"), Cancellation)).ToArray();
        Assert.Equal(rows.Select(row => (row.Groups[1].Value, row.Groups[2].Value)).Order(), types);
        foreach (Match row in rows)
        {
            string name = row.Groups[1].Value + (row.Groups[2].Value == "histogram" ? "_count" : "");
            string[][] labels = [.. served.Select(line => Sample().Match(line)).Where(sample => sample.Success && sample.Groups[1].Value == name)
                .Select(sample => Label().Matches(sample.Groups[2].Value).Select(label => label.Groups[1].Value).ToArray())];
            Assert.True(labels.Length > 0, $"{name} has no value");
            Assert.All(labels, names => Assert.Equal(row.Groups[3].Value.Split(", ").Order(), names.Order()));
        }

        Assert.Equal(auditor.Current!.Report.Cut.Block, ValueOf("l1_head_block", ""));
        Assert.InRange(ValueOf("l1_finalized_block", ""), 1, auditor.Current.Report.Cut.Block - 1);
        Assert.Equal((1, 0), (ValueOf("up", ""), ValueOf("regime", "kind=\"head\"")));
        Assert.Equal(1, ValueOf("dispute_games", "status=\"final\",agreement=\"agree\""));
        Assert.Equal(1_007, ValueOf("escrow_units", "asset=\"0x0000000000000000000000000000000000000000\""));
        Assert.Equal(1, ValueOf("da_fetch_total", "result=\"ok\""));
        Assert.Equal((1, double.PositiveInfinity), (ValueOf("exit_latency_seconds_count", ""), ValueOf("upgrade_delay_seconds", "")));
        Assert.InRange(ValueOf("exit_latency_seconds_sum", ""), World.Window, World.Window + 600);
        Assert.Equal(1, ValueOf("identity_changes_total", "kind=\"committer\"")); // the operator's first batch came while we watched

        double ValueOf(string name, string labels) => double.Parse(
            served.Select(line => Sample().Match(line)).Single(sample => sample.Success && sample.Groups[1].Value == name && sample.Groups[2].Value.Contains(auditor.Id, StringComparison.Ordinal)
                && sample.Groups[2].Value.EndsWith(labels, StringComparison.Ordinal)).Groups[3].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Metrics belong to the process: this rollup is to have an address that no other test's has, whose chains begin alike.</summary>
    private async Task SpendNoncesAsync(int count)
    {
        EthereumClient node = new(Client);
        using PrivateKey deployer = PrivateKey.Parse(AnvilAccounts.Keys[0]);
        using ContractSender sender = new(node, deployer, await node.GetChainIdAsync(Cancellation), new() { PollInterval = TimeSpan.FromMilliseconds(20) });
        for (int i = 0; i < count; i++)
            await sender.CallAsync("nothing", deployer.Address, [], cancellationToken: Cancellation);
    }

    private static async Task<string[]> ScrapeAsync(Auditor auditor)
    {
        await using WebApplication app = AuditHost.Create("http://127.0.0.1:0", new([auditor]));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using HttpClient http = new();
        string text = await http.GetStringAsync(new Uri(new(app.Urls.First()), "/metrics"), TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
        return text.Split('\n');
    }

    [GeneratedRegex(@"^\| `(\w+)` \| (\w+) \| ([\w, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^solvency_auditor_(\w+)\{(.*)\} (\S+)$")]
    private static partial Regex Sample();

    [GeneratedRegex(@"(\w+)=""")]
    private static partial Regex Label();
}
