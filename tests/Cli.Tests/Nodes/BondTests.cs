using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Tests.Drills;

namespace Plimsoll.Cli.Tests.Nodes;

/// <summary>A bond comes from anybody's wallet, and goes out to nobody but its owner.</summary>
public sealed class BondTests
{
    private const string Chain = "--rpc http://127.0.0.1:8545 --deployment deployment.json", Operator = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

    [Fact]
    public async Task A_bond_is_paid_in_for_another_shown_and_taken_out_once()
    {
        DrillTests.SkipWithoutTools();
        await using ApartRollup rollup = await ApartRollup.StartAsync();
        await rollup.RunAsync("wallet devnet 0 deployer.json");
        await rollup.RunAsync("wallet devnet 1 operator.json");
        await rollup.RunAsync("wallet devnet 2 treasury.json");
        await rollup.RunAsync("profile new devnet --out my-rollup.json");
        await rollup.RunAsync($"deploy my-rollup.json --rpc http://127.0.0.1:8545 --wallet deployer.json --sequencer {Operator} --out deployment.json");

        Assert.Contains($"are bond of {Operator}", await rollup.RunAsync($"bond add 2 --wallet treasury.json --for {Operator} {Chain}"), StringComparison.Ordinal);
        JsonNode there = await ShowAsync();
        Assert.Equal(2 * UInt128.Parse((string)there["ofABatch"]!, CultureInfo.InvariantCulture), UInt128.Parse((string)there["total"]!, CultureInfo.InvariantCulture));
        Assert.Equal("0", (string)there["locked"]!);

        await RefusedAsync("treasury"); // who paid it in has none
        await rollup.RunAsync($"bond withdraw --wallet operator.json {Chain}");
        Assert.Equal("0", (string)(await ShowAsync())["total"]!);
        await RefusedAsync("operator");

        async Task<JsonNode> ShowAsync() => JsonNode.Parse(await rollup.RunAsync($"bond show {Operator} --json {Chain}"))!;

        async Task RefusedAsync(string whose)
        {
            (ExitCode ended, ProgramProcess run) = await rollup.TryAsync($"bond withdraw --wallet {whose}.json {Chain}");
            Assert.True(ended == ExitCode.Refused && run.Errors.Contains("nothing of the bond is free", StringComparison.Ordinal), $"{ended}: {run}");
        }
    }
}
