using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Profiles;
using Plimsoll.Cli.Tests.Drills;
using Plimsoll.L1;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Tests.Users;

/// <summary>The quickstart, on a devnet in this process: what a user types, from the first deposit to the last claim.</summary>
public sealed class WalkthroughTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Money_comes_in_moves_and_goes_out()
    {
        DrillTests.SkipWithoutTools();
        using TemporaryFolder folder = new();
        string data = folder["data"], alice = folder["alice.json"], bob = folder["bob.json"];
        await using DevnetHost host = await DevnetHost.StartAsync(new(data), ProfilePresets.Get("devnet"), 1, NodeRoles.All, _ => { }, TestContext.Current.CancellationToken);
        await CommandRun.AnswerAsync("wallet", "devnet", "50", alice);
        await CommandRun.AnswerAsync("wallet", "devnet", "51", bob);
        await CommandRun.AnswerAsync("deposit", "0", "1000000000000000000", "--wallet", alice, "--data", data);
        await CommandRun.AnswerAsync("deposit", "1", "250000", "--mint", "--wallet", bob, "--data", data);
        await CommandRun.AnswerAsync("deposit", "1", "1", "--mint", "--wallet", alice, "--data", data);
        await CommandRun.AnswerAsync("deposit", "0", "1", "--wallet", bob, "--data", data);

        JsonNode status = await CommandRun.UntilAsync(s_patience, ["status", "--wallet", alice, "--data", data], json => json["accounts"]!.AsArray().Count == 2);
        uint own = IndexOf(status, 0);
        JsonNode bobs = await CommandRun.UntilAsync(s_patience, ["status", "--wallet", bob, "--data", data], json => json["accounts"]!.AsArray().Count == 2);
        await CommandRun.AnswerAsync("transfer", "0", "100", IndexOf(bobs, 0).ToString(), "--wallet", alice, "--data", data);
        JsonNode shown = await CommandRun.AnswerAsync("wallet", "show", bob, "--chain", host.Chain.ChainId.ToString(), "--rollup", host.Deployment.Rollup.ToChecksumString());
        await CommandRun.AnswerAsync("transfer", "0", "1", (string)shown["address"]!, "--wallet", alice, "--data", data);
        await PaySomebodyNewAsync(folder["carol.json"], alice, host);
        await CommandRun.AnswerAsync("swap", "0", "400", "1", "200000", "--wallet", alice, "--with", bob, "--data", data);
        CommandRun poor = await CommandRun.Of("transfer", "1", "999999999", IndexOf(bobs, 1).ToString(), "--wallet", alice, "--data", data);
        Assert.Equal(ExitCode.Refused, poor.ExitCode);
        Assert.Contains("InsufficientBalance", poor.Errors, StringComparison.Ordinal);

        await CommandRun.AnswerAsync("withdraw", "0", "500000000000000000", "--wallet", alice, "--data", data);
        status = await CommandRun.AnswerAsync("status", "--wallet", alice, "--data", data);
        JsonNode withdrawal = Assert.Single(Account(status, own)["withdrawals"]!.AsArray())!;
        Assert.Equal("500000000000000000", (string)withdrawal["amount"]!);
        Assert.Contains((string)withdrawal["stage"]!, (string[])["softConfirmed", "committed", "finalisable", "claimable"]);
        using HttpClient http = new() { BaseAddress = host.Url };
        JsonNode line = (await http.GetFromJsonAsync<JsonNode>($"withdrawals/{own}", TestContext.Current.CancellationToken))!;
        Assert.Equal("500000000000000000", (string)Assert.Single(line["parts"]!.AsArray())!["upTo"]!);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync("withdrawals/77", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await http.GetAsync("withdrawals?owner=nobody", TestContext.Current.CancellationToken)).StatusCode);
        await CommandRun.AnswerAsync("force", "exit", IndexOf(bobs, 1).ToString(), "--wallet", bob, "--data", data);

        await CommandRun.UntilAsync(s_patience, ["status", "--wallet", alice, "--data", data], json => (string)Account(json, own)["withdrawals"]![0]!["stage"]! == "claimable");
        JsonNode claimed = await CommandRun.AnswerAsync("claim", "--wallet", alice, "--data", data);
        Assert.Equal("500000000000000000", (string)claimed["claims"]![0]!["amount"]!);
        Assert.Empty((await CommandRun.AnswerAsync("claim", "--wallet", alice, "--data", data))["claims"]!.AsArray());
        status = await CommandRun.AnswerAsync("status", "--wallet", alice, "--data", data);
        Assert.Equal("paid", (string)Account(status, own)["withdrawals"]![0]!["stage"]!);
        JsonArray lines = (await http.GetFromJsonAsync<JsonArray>($"withdrawals?owner={(string)line["owner"]!}", TestContext.Current.CancellationToken))!;
        line = Assert.Single(lines)!; // the account that nothing was withdrawn from is left out
        Assert.Equal(("paid", null), ((string)Assert.Single(line["parts"]!.AsArray())!["stage"]!, line["parts"]![0]!["nextAt"]));
        Assert.Contains("/withdrawals/{index}", await http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.True((bool)(await CommandRun.AnswerAsync("derive", "--data", data))["same"]!);
        string snapshot = folder["final.snapshot"];
        await CommandRun.AnswerAsync("snapshot", "write", snapshot, "--data", data);
        Assert.True((bool)(await CommandRun.AnswerAsync("snapshot", "verify", snapshot, "--data", data))["verified"]!);
        byte[] bytes = await File.ReadAllBytesAsync(snapshot, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(snapshot, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.CheckFailed, (await CommandRun.Of("snapshot", "verify", snapshot, "--data", data)).ExitCode);
        Assert.Equal(ExitCode.Refused, (await CommandRun.Of("escape", "--wallet", alice, "--data", data)).ExitCode); // somebody operates it
    }

    private static async Task PaySomebodyNewAsync(string wallet, string payer, DevnetHost host)
    {
        string data = host.Folder.Path;
        await CommandRun.AnswerAsync("wallet", "devnet", "52", wallet);
        JsonNode shown = await CommandRun.AnswerAsync("wallet", "show", wallet, "--chain", host.Chain.ChainId.ToString(), "--rollup", host.Deployment.Rollup.ToChecksumString());
        (string address, string key) = ((string)shown["address"]!, (string)shown["key"]!);
        CommandRun unknown = await CommandRun.Of("transfer", "0", "7", address, "--wallet", payer, "--data", data);
        Assert.Equal(ExitCode.Refused, unknown.ExitCode);
        Assert.Contains("--open", unknown.Errors, StringComparison.Ordinal);
        await CommandRun.AnswerAsync("transfer", "0", "7", address, "--open", key, "--wallet", payer, "--data", data);
        JsonNode status = await CommandRun.UntilAsync(s_patience, ["status", "--wallet", wallet, "--data", data], json => json["accounts"]!.AsArray().Count == 1);
        Assert.Equal("7", (string)status["accounts"]![0]!["balance"]!);
        await CommandRun.AnswerAsync("transfer", "0", "1", address, "--open", key, "--wallet", payer, "--data", data); // it is there now: no second one is opened
        await CommandRun.UntilAsync(s_patience, ["status", "--wallet", wallet, "--data", data], json => json["accounts"]!.AsArray() is [{ } only] && (string)only["balance"]! == "8");
    }

    private static uint IndexOf(JsonNode status, int token) => (uint)status["accounts"]!.AsArray().Single(account => (int)account!["token"]! == token)!["index"]!;

    private static JsonNode Account(JsonNode status, uint index) => status["accounts"]!.AsArray().Single(account => (uint)account!["index"]! == index)!;
}
