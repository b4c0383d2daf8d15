using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Tests.Drills;

namespace Plimsoll.Cli.Tests.Nodes;

/// <summary>An operator's roles in processes of their own, as docs/guides/roles-apart.md starts them; and each is killed in its work.</summary>
public sealed class RolesApartTests
{
    private const int NewPeople = 11; // one more than a segment of queue items holds
    private const string AliceAddress = "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65";

    [Fact]
    public async Task Roles_run_apart_and_each_goes_on_after_its_death()
    {
        DrillTests.SkipWithoutTools();
        await using ApartRollup rollup = await ApartRollup.StartAsync();
        string[] guide = [.. ApartRollup.Guide(it => it != ApartRollup.Quorum)];
        await LiveAsync(rollup, guide);
        await RefuseAsync(rollup, guide);
        await SurviveAsync(rollup, guide.Single(line => line.StartsWith("transfer", StringComparison.Ordinal)));

        (ulong head, _) = await rollup.HeightsAsync();
        await rollup.UntilAsync("everything to be final", async () => await rollup.HeightsAsync() is var heights && heights.Head == head && heights.Final == head);
        JsonNode bob = JsonNode.Parse(await rollup.RunAsync("status --json --wallet bob.json --rpc http://127.0.0.1:8545 --deployment deployment.json"))!;
        Assert.Equal("1000300", (string)Assert.Single(bob["accounts"]!.AsArray())!["balance"]!); // three payments of 100, from L1 alone
        Assert.True((bool)JsonNode.Parse(await rollup.RunAsync("derive --json --rpc http://127.0.0.1:8545 --deployment deployment.json"))!["same"]!);
        JsonNode audited = (await rollup.GetAsync("auditor", "v1/chains"))![0]!;
        Assert.Contains((string)audited["regime"]!, (string[])["GREEN", "AMBER"]); // who was dead may be late
        await rollup.UntilAsync("auditor", $"v1/chains/{audited["id"]}", report => (ulong)report["commitments"]!["final"]! == head && report["batches"]!.AsArray().All(batch => (string)batch!["proof"]! == "holds"));

        // What does not pass by itself ends a process, with the reason.
        await rollup.ReorganiseAsync(depth: 40);
        foreach (string node in (string[])["sequencer", "batcher", "prover", "watcher", "finaliser", "auditor"])
        {
            Assert.Equal(ExitCode.Unavailable, await rollup.EndOfAsync(node));
            Assert.Contains("gave up: ", rollup.ErrorsOf(node), StringComparison.Ordinal);
        }
    }

    /// <summary>The guide, line by line: money comes in, moves, is proven by a process of its own, and goes out.</summary>
    private static async Task LiveAsync(ApartRollup rollup, string[] guide)
    {
        foreach (string line in guide)
        {
            if (line.StartsWith("transfer", StringComparison.Ordinal))
                await rollup.UntilAsync("deposits to be seen", async () => (await rollup.AccountsOfAsync("alice.json")).Count + (await rollup.AccountsOfAsync("bob.json")).Count == 2);
            if (line.StartsWith("claim", StringComparison.Ordinal))
                await rollup.UntilAsync("finaliser", $"withdrawals?owner={AliceAddress}", lines => lines.AsArray() is [{ } only] && (string)only["parts"]![0]!["stage"]! == "claimable");
            if (line.StartsWith("bond add", StringComparison.Ordinal))
                Assert.Contains("is too low for another batch", await rollup.ErrorsOfAShortLifeAsync(guide.First(it => it.StartsWith("node", StringComparison.Ordinal)).Replace("--data sequencer", "--data unbonded", StringComparison.Ordinal)), StringComparison.Ordinal);
            string said = await rollup.RunAsync(line);
            if (line.StartsWith("claim", StringComparison.Ordinal))
                Assert.Contains("500 of token 0", said, StringComparison.Ordinal);
        }

        await rollup.UntilAsync("watcher", $"withdrawals?owner={AliceAddress}", lines => lines.AsArray() is [{ } only] && (string)only["parts"]![0]!["stage"]! == "paid");
        foreach (string node in (string[])["batcher", "prover", "watcher", "finaliser", "auditor"])
            Assert.NotNull(await rollup.GetAsync(node, "health"));
    }

    /// <summary>What cannot work is said before anything starts.</summary>
    private static async Task RefuseAsync(ApartRollup rollup, string[] guide)
    {
        string[] nodes = [.. guide.Where(line => line.StartsWith("node", StringComparison.Ordinal))];
        await RefusedAsync(nodes[0].Replace("operator.json", "alice.json", StringComparison.Ordinal), ExitCode.WrongInput, "is not the sequencer of this rollup");
        await RefusedAsync(nodes[0], ExitCode.Unavailable, "does another process have it?");
        await RefusedAsync(nodes[2].Replace("--sequencer http://127.0.0.1:8080 ", "", StringComparison.Ordinal), ExitCode.WrongInput, "needs --sequencer");
        await RefusedAsync("bond withdraw --wallet alice.json --rpc http://127.0.0.1:8545 --deployment deployment.json", ExitCode.Refused, "nothing of the bond is free");

        async Task RefusedAsync(string line, ExitCode code, string why)
        {
            (ExitCode ended, ProgramProcess run) = await rollup.TryAsync(line);
            Assert.True(ended == code && run.Errors.Contains(why, StringComparison.Ordinal), $"{ended}: {run}");
        }
    }

    private static async Task SurviveAsync(ApartRollup rollup, string transfer)
    {
        // A batch whose signatures only the sequencer has, and it is gone before the prover asks; it is sealed while nobody commits.
        (ulong before, _) = await rollup.HeightsAsync();
        rollup.Kill("prover");
        rollup.Kill("batcher");
        await rollup.RunAsync(transfer);
        await rollup.UntilAsync("a sealed batch", async () => (await rollup.GetAsync("sequencer", "batches"))!.AsArray().Any(batch => (string)batch!["stage"]! == "sealed"));
        Assert.Equal(before, (await rollup.HeightsAsync()).Head);
        await rollup.RestartAsync("batcher");
        await rollup.UntilAsync("the payment on L1", async () => (await rollup.HeightsAsync()).Head > before);
        await rollup.RunAsync(transfer);
        rollup.Kill("sequencer"); // confirmed, and on no chain
        await rollup.UntilAsync("the batcher to say so", () => Task.FromResult(rollup.ErrorsOf("batcher").Contains("warning: Sealed batch ", StringComparison.Ordinal)));
        await rollup.RestartAsync("prover");
        JsonNode waiting = await rollup.UntilAsync("prover", "prover", status => status["trouble"] is not null);
        Assert.Contains("does not say them", (string)waiting["trouble"]!, StringComparison.Ordinal);
        Assert.Equal(before, (ulong)waiting["proven"]!);
        await rollup.UntilAsync("the prover to say so", () => Task.FromResult(rollup.ErrorsOf("prover").Contains($"warning: The signatures of batch {before + 1}: ", StringComparison.Ordinal)));

        // Nothing that was confirmed is lost, and the prover goes on by itself.
        await rollup.DepositAsync(first: 10, NewPeople);
        await rollup.RestartAsync("sequencer");
        Assert.Equal(4U, Assert.Single(await rollup.AccountsOfAsync("alice.json")).Account.Nonce); // three payments and a withdrawal
        Assert.Equal((UInt128)1_000_300, Assert.Single(await rollup.AccountsOfAsync("bob.json")).Account.Balance);
        await rollup.UntilAsync("prover", "prover", status => (ulong)status["proven"]! > before);

        // The new people's batch has two segments: the prover dies in the second.
        JsonNode half = await rollup.UntilAsync("prover", "prover", status => status["work"] is { } work && (int)work["segments"]! > 1 && (int)work["done"]! > 0);
        rollup.Kill("prover");
        ulong height = (ulong)half["work"]!["height"]!;
        await rollup.RestartAsync("prover");
        JsonNode whole = await rollup.UntilAsync("prover", "prover", status => (ulong)status["proven"]! >= height);
        Assert.InRange((int)whole["segments"]!, 0, (int)half["work"]!["segments"]! - 1); // what was on disk was not proven again
    }
}
