using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Tests.Drills;
using Plimsoll.Cli.Wallets;
using Plimsoll.Devnet;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Tests.Nodes;

/// <summary>Batches that attesters' votes make final, in processes as docs/guides/roles-apart.md starts them: two of three have to sign. They are killed, lied about, and asked to sign twice.</summary>
public sealed class QuorumApartTests
{
    private const uint Third = 9, Stranger = 11; // accounts of the development phrase

    private uint _people = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Attesters_run_apart_and_nothing_is_final_without_two_of_them()
    {
        DrillTests.SkipWithoutTools();
        await using ApartRollup rollup = await ApartRollup.StartAsync(slotsInAnEpoch: 1); // finalized two blocks later: attesters wait for it
        string[] before = [.. ApartRollup.Guide(it => it != ApartRollup.Quorum)], own = [.. ApartRollup.Guide(it => it == ApartRollup.Quorum)];
        string[] operating = [.. before.Where(line => line.Contains("--wallet operator.json", StringComparison.Ordinal) || line.Contains("--finaliser-wallet", StringComparison.Ordinal))];
        string[] wallets = [.. before.Where(line => line.StartsWith("wallet", StringComparison.Ordinal) && operating.Concat(own).Any(other => other.Contains($" {line.Split(' ')[^1]} ", StringComparison.Ordinal)))];
        foreach (string line in (string[])[.. wallets, .. own.TakeWhile(IsNoNode)])
            await rollup.RunAsync(line);
        await RefuseAsync(rollup, own);
        foreach (string line in (string[])[.. operating, .. own.SkipWhile(IsNoNode)])
            await rollup.RunAsync(line);
        string collecting = own[^1];

        await VoteAsync(rollup);
        await LackAsync(rollup, collecting);
        await NeverTwiceAsync(rollup, before);
    }

    /// <summary>All are there, then one of them is not.</summary>
    private async Task VoteAsync(ApartRollup rollup)
    {
        (Bytes32 first, ulong height) = await NextBatchAsync(rollup);
        await FinalAsync(rollup, height);
        Assert.True((await rollup.Contract.GetVotesAsync(first, BlockReference.Latest, Cancellation)).HasFlag(ProofKinds.Quorum));
        JsonNode status = await rollup.UntilAsync("quorum", "quorum", it => (int)it["waiting"]! == 0);
        Assert.Equal((2, 3, true), ((int)status["quorum"]!, status["members"]!.AsArray().Count, (long)status["voted"]! >= (long)height));
        Assert.Null(status["trouble"]);

        rollup.Kill("attester-3");
        (_, height) = await NextBatchAsync(rollup);
        await FinalAsync(rollup, height);
        status = await rollup.UntilAsync("quorum", "quorum", it => it["attesters"]![2]!["trouble"] is not null);
        Assert.Null(status["trouble"]);
        Assert.Empty((await rollup.GetAsync("quorum", "health"))!["troubles"]!.AsArray());
    }

    /// <summary>One signs, and whoever lies does not make up for the second.</summary>
    private async Task LackAsync(ApartRollup rollup, string collecting)
    {
        using PrivateKey stranger = new(Mnemonic.Derive(AnvilOptions.DefaultMnemonic, Stranger)), third = new(Mnemonic.Derive(AnvilOptions.DefaultMnemonic, Third));
        await using LyingAttesters liars = await LyingAttesters.StartAsync(new(await rollup.IdentityAsync()), stranger, third);
        rollup.Kill("attester-2");
        rollup.Kill("quorum");
        await rollup.RunAsync(collecting.Replace(" --rpc", $"{liars.Options} --rpc", StringComparison.Ordinal));
        (Bytes32 name, ulong height) = await NextBatchAsync(rollup);
        JsonNode status = await rollup.UntilAsync("quorum", "quorum", it => it["trouble"] is not null && it["attesters"]!.AsArray().Skip(1).All(place => place!["trouble"] is not null));
        string why = $"batch {height} has no vote: it takes 2 signatures and there are 1; missing: ", troubles = status["attesters"]!.ToJsonString();
        Assert.StartsWith(why, (string)status["trouble"]!, StringComparison.Ordinal);
        Assert.StartsWith($"QuorumVoter: {why}", (string)(await rollup.GetAsync("quorum", "health"))!["troubles"]![0]!, StringComparison.Ordinal);
        foreach (string said in (string[])[$"stranger/: 1 of its 1 signatures for batch {height} are no attester's", $"elsewhere/: 1 of its 1 signatures for batch {height} are no attester's", "flood/: it says more than 65536 bytes", "silence/: no answer within 5 s"])
        {
            Assert.Contains(said.Replace("'", "\\u0027", StringComparison.Ordinal), troubles, StringComparison.Ordinal);
            Assert.Contains(said, rollup.ErrorsOf("quorum"), StringComparison.Ordinal);
        }

        Assert.Contains($"warning: {why}", rollup.ErrorsOf("quorum"), StringComparison.Ordinal);
        ulong late = (await rollup.HeadAsync()).Timestamp + 6;
        await rollup.UntilAsync("the window to be over", async () => (await rollup.HeadAsync()).Timestamp > late);
        Assert.Equal(height - 1, (await rollup.HeightsAsync()).Final);
        Assert.Equal(ProofKinds.None, await rollup.Contract.GetVotesAsync(name, BlockReference.Latest, Cancellation));

        await rollup.RestartAsync("attester-2"); // from its own store, and the liars go on
        await FinalAsync(rollup, height);
    }

    /// <summary>A header that was signed stays the only one of its height, whatever becomes of the process and of L1.</summary>
    private async Task NeverTwiceAsync(ApartRollup rollup, string[] before)
    {
        rollup.Kill("quorum");
        ulong start = (await rollup.HeadAsync()).Number;
        (Bytes32 first, ulong height) = await NextBatchAsync(rollup);
        foreach (string attester in (string[])["attester-1", "attester-2"])
            await rollup.UntilAsync(attester, "attestations", it => (ulong)it[0]!["height"]! == height);
        string signed = (await rollup.GetAsync("attester-1", $"attestations/{first}"))!.ToJsonString();
        rollup.Kill("attester-1");
        await rollup.RestartAsync("attester-1");
        await rollup.UntilAsync("attester-1", "attestations", it => (ulong)it[0]!["height"]! == height);
        Assert.Equal(signed, (await rollup.GetAsync("attester-1", $"attestations/{first}"))!.ToJsonString());

        // L1 gives up what it had finalized: another batch takes the place of that one.
        foreach (string node in (string[])["attester-1", "sequencer", "batcher"])
            rollup.Kill(node);
        await rollup.ReorganiseAsync((int)((await rollup.HeadAsync()).Number - start));
        foreach (string node in (string[])["attester-2", "finaliser"])
            Assert.Equal(ExitCode.Unavailable, await rollup.EndOfAsync(node));
        foreach (string role in (string[])["sequencer", "batcher"])
            await rollup.RunAsync(before.Single(line => line.StartsWith($"node --roles {role} ", StringComparison.Ordinal)).Replace($"--data {role}", $"--data {role}-2", StringComparison.Ordinal));
        foreach (string node in (string[])["attester-1", "attester-2", "attester-3", "quorum"])
            await rollup.RestartAsync(node);
        (Bytes32 second, ulong again) = await NextBatchAsync(rollup);
        Assert.Equal(height, again);
        Assert.NotEqual(first, second);
        string why = $"batch {height}: another header of this height and generation 0 is signed";
        foreach (string attester in (string[])["attester-1", "attester-2"])
        {
            JsonNode status = await rollup.UntilAsync(attester, "attestations", it => it[0]!["trouble"] is not null);
            Assert.Equal((why, 0L), ((string?)status[0]!["trouble"], (long)status[0]!["signed"]!));
            Assert.Null(await rollup.GetAsync(attester, $"attestations/{second}"));
            Assert.Contains($"warning: nothing is signed: {why}", rollup.ErrorsOf(attester), StringComparison.Ordinal);
            Assert.Equal($"Attester: {why}", (string)(await rollup.GetAsync(attester, "health"))!["troubles"]![0]!);
        }

        await rollup.UntilAsync("attester-3", $"attestations/{second}", _ => true); // it had signed nothing there
        await rollup.UntilAsync("quorum", "quorum", it => ((string?)it["trouble"])?.Contains("it takes 2 signatures and there are 1", StringComparison.Ordinal) == true);
        Assert.Equal(ProofKinds.None, await rollup.Contract.GetVotesAsync(second, BlockReference.Latest, Cancellation));
    }

    /// <summary>What cannot work is said before anything starts, and what may not at its start.</summary>
    private static async Task RefuseAsync(ApartRollup rollup, string[] own)
    {
        string attesting = own.First(line => line.StartsWith("node --roles attester ", StringComparison.Ordinal));
        (ExitCode code, ProgramProcess run) = await rollup.TryAsync(attesting.Replace("attester-1.json", "operator.json", StringComparison.Ordinal));
        Assert.True(code == ExitCode.WrongInput && run.Errors.Contains("is no attester of this rollup", StringComparison.Ordinal), $"{code}: {run}");
        await rollup.RunAsync("wallet new poor.json");
        string said = await rollup.ErrorsOfAShortLifeAsync(
            "node --roles quorum --quorum-wallet poor.json --attester http://127.0.0.1:8086 --rpc http://127.0.0.1:8545 --deployment deployment.json --data poor --url http://127.0.0.1:8089");
        Assert.Contains("a vote takes the signatures of 2 attesters, and 1 of their nodes is named", said, StringComparison.Ordinal);
        Assert.Contains("has no ETH for gas", said, StringComparison.Ordinal);
    }

    private async Task<(Bytes32 HeaderHash, ulong Height)> NextBatchAsync(ApartRollup rollup)
    {
        (ulong head, _) = await rollup.HeightsAsync();
        await rollup.DepositAsync(_people++, 1);
        await rollup.UntilAsync("the next batch", async () => (await rollup.HeightsAsync()).Head > head);
        return await rollup.Contract.GetHeadAsync(BlockReference.Latest, Cancellation);
    }

    private static Task FinalAsync(ApartRollup rollup, ulong height) => rollup.UntilAsync($"batch {height} to be final", async () => (await rollup.HeightsAsync()).Final >= height);

    private static bool IsNoNode(string line) => !line.StartsWith("node", StringComparison.Ordinal);
}
