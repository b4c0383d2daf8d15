using System.Globalization;
using System.Net.Http.Json;
using System.Numerics;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Profiles;
using Plimsoll.Cli.Tests.Drills;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Tests.Users;

/// <summary>The quickstart, on a devnet in this process: what a user types, from the first deposit to the last claim.</summary>
public sealed class WalkthroughTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    // Enough for the first claim, and not for the second.
    private static readonly ProfileDocument s_profile = ProfilePresets.Get("devnet") with { Quota = new() { Floor = "600000000000000000", ShareBasisPoints = 0, PeriodSeconds = 86_400 } };

    [Fact]
    public async Task Money_comes_in_moves_and_goes_out()
    {
        DrillTests.SkipWithoutTools();
        using TemporaryFolder folder = new();
        string data = folder["data"], alice = folder["alice.json"], bob = folder["bob.json"];
        await using DevnetHost host = await DevnetHost.StartAsync(new(data), s_profile, 1, NodeRoles.All, _ => { }, TestContext.Current.CancellationToken);
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
        JsonNode claimed = await ClaimForSomebodyWhoRefusesAsync(alice, bob, (string)shown["address"]!, host);
        Assert.Equal("500000000000000000", (string)claimed["claims"]![0]!["amount"]!);
        Assert.Empty((await CommandRun.AnswerAsync("claim", "--wallet", alice, "--data", data))["claims"]!.AsArray());
        status = await CommandRun.AnswerAsync("status", "--wallet", alice, "--data", data);
        Assert.Equal("paid", (string)Account(status, own)["withdrawals"]![0]!["stage"]!);
        JsonArray lines = (await http.GetFromJsonAsync<JsonArray>($"withdrawals?owner={(string)line["owner"]!}", TestContext.Current.CancellationToken))!;
        line = Assert.Single(lines)!; // the account that nothing was withdrawn from is left out
        Assert.Equal(("paid", null), ((string)Assert.Single(line["parts"]!.AsArray())!["stage"]!, line["parts"]![0]!["nextAt"]));
        Assert.Contains("/withdrawals/{index}", await http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await ExceedTheQuotaAsync(alice, own, data);

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

    /// <summary>The recipient's code refuses ETH: the claim goes through, the money is set aside, and the recipient has it sent elsewhere.</summary>
    private static async Task<JsonNode> ClaimForSomebodyWhoRefusesAsync(string claimant, string recipient, string recipientAddress, DevnetHost host)
    {
        string data = host.Folder.Path;
        const string Elsewhere = "0x000000000000000000000000000000000000dEaD";
        using JsonRpcClient rpc = new(host.Chain.Anvil.Endpoint);
        Task SetCodeAsync(string code) => rpc.SendAsync(new("anvil_setCode", recipientAddress, code) { IsRepeatable = false }, _ => 0, TestContext.Current.CancellationToken);
        await SetCodeAsync("0x5f5ffd");
        JsonNode claimed = await CommandRun.AnswerAsync("claim", "--to", recipientAddress, "--wallet", claimant, "--data", data);
        await SetCodeAsync("0x");
        JsonNode claim = Assert.Single(claimed["claims"]!.AsArray())!;
        Assert.Equal(("0", "0", (string)claim["amount"]!), ((string)claim["paid"]!, (string)claim["waiting"]!, (string)claim["setAside"]!));

        CommandRun other = await CommandRun.Of("collect", "0", "--wallet", claimant, "--data", data);
        Assert.True(other.ExitCode == ExitCode.Refused && other.Errors.Contains("NothingToCollect", StringComparison.Ordinal), other.Errors);
        await CommandRun.AnswerAsync("collect", "0", "--to", Elsewhere, "--wallet", recipient, "--data", data);
        EthereumClient node = new(rpc);
        Assert.Equal((string)claim["amount"]!, (await node.GetBalanceAsync(AddressChecksum.Parse(Elsewhere), BlockReference.Latest, TestContext.Current.CancellationToken)).ToString());
        Assert.Equal(ExitCode.Refused, (await CommandRun.Of("collect", "0", "--wallet", recipient, "--data", data)).ExitCode); // once
        return claimed;
    }

    /// <summary>What does not fit into the quota waits, and anybody pays what has become free of it.</summary>
    private static async Task ExceedTheQuotaAsync(string alice, uint account, string data)
    {
        Assert.Equal(ExitCode.Refused, (await CommandRun.Of("payouts", "0", "--wallet", alice, "--data", data)).ExitCode); // nothing waits
        await CommandRun.AnswerAsync("withdraw", "0", "300000000000000000", "--wallet", alice, "--data", data);
        await CommandRun.UntilAsync(s_patience, ["status", "--wallet", alice, "--data", data], json => (string)Account(json, account)["withdrawals"]!.AsArray()[^1]!["stage"]! == "claimable");
        JsonNode claim = Assert.Single((await CommandRun.AnswerAsync("claim", "--wallet", alice, "--data", data))["claims"]!.AsArray())!;
        BigInteger paid = Wei(claim, "paid"), waiting = Wei(claim, "waiting");
        Assert.InRange(paid, BigInteger.Pow(10, 17), BigInteger.Pow(10, 17) * 2);
        Assert.Equal(BigInteger.Pow(10, 17) * 3, paid + waiting);
        JsonNode status = await CommandRun.AnswerAsync("status", "--wallet", alice, "--data", data);
        Assert.Equal("waiting", (string)Account(status, account)["withdrawals"]!.AsArray()[^1]!["stage"]!);
        JsonNode payouts = await CommandRun.AnswerAsync("payouts", "0", "--most", "1", "--wallet", alice, "--data", data);
        Assert.True(Wei(payouts, "paid") > 0);
        Assert.Equal((waiting, 1), (Wei(payouts, "paid") + Wei(payouts, "waiting"), (int)payouts["entries"]!));
    }

    private static BigInteger Wei(JsonNode answer, string name) => BigInteger.Parse((string)answer[name]!, CultureInfo.InvariantCulture);

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
