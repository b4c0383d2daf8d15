using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Tests.Drills;

namespace Plimsoll.Cli.Tests.Lives;

/// <summary>The main job, as a newcomer calls it.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task A_whole_life_holds_every_invariant()
    {
        DrillTests.SkipWithoutTools();
        using TemporaryFolder folder = new();
        CommandRun run = await CommandRun.Of("devnet", "--once", "--json", folder["life.json"]);
        Assert.True(run.ExitCode == ExitCode.Success, run.Output + run.Errors);
        JsonNode life = JsonNode.Parse(await File.ReadAllTextAsync(folder["life.json"], TestContext.Current.CancellationToken))!;
        Assert.True((bool)life["passed"]!);
        Assert.InRange((long)life["counts"]!["operations"]!, 1_000, long.MaxValue);
        Assert.All((string[])["swap", "transfer", "open", "changeKey", "withdraw", "forced", "claims", "batches", "blobs"], kind => Assert.True((long)life["counts"]![kind]! > 0, kind));
        Assert.All((string[])["iSOL-001", "iSOL-002", "iDA-001", "iFRC-001", "iEXI-001", "iFRD-002", "iSEQ-001"], id => Assert.True((bool)life["invariants"]![id]!, id));
        Assert.Equal((string)life["roots"]!["onL1"]!, (string)life["roots"]!["derived"]!);
    }

    [Fact]
    public async Task Recorded_trades_are_lived_with_the_bad_row_left_out()
    {
        DrillTests.SkipWithoutTools();
        using TemporaryFolder folder = new();
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => $"2021-10-28T08:27:{i:00}.255Z,{(i % 2 == 0 ? "UMA-USD" : "ETH-USD")},BUY,{i + 1}.3,11.16")];
        rows[7] = "2021-10-28T08:27:07.255Z,UMA-USD,BUY,none,11.16";
        string file = folder.Write("fills.csv", "created_at,market,side,size,price\n" + string.Join('\n', rows) + "\n");
        CommandRun refused = await CommandRun.Of("devnet", "--once", "--workload", file);
        Assert.Equal(ExitCode.WrongInput, refused.ExitCode);
        Assert.Contains("line 9: size \"none\"", refused.Errors, StringComparison.Ordinal);

        CommandRun run = await CommandRun.Of("devnet", "--once", "--workload", file, "--skip-bad-rows", "--traders", "3", "--json", folder["life.json"]);
        Assert.True(run.ExitCode == ExitCode.Success, run.Output + run.Errors);
        Assert.Contains("left out, line 9", run.Errors, StringComparison.Ordinal);
        JsonNode life = JsonNode.Parse(await File.ReadAllTextAsync(folder["life.json"], TestContext.Current.CancellationToken))!;
        Assert.Equal((59, 1), ((int)life["counts"]!["swap"]!, (int)life["counts"]!["refusedRows"]!));
    }
}
