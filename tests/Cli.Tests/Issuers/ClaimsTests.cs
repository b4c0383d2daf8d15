using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Profiles;
using Plimsoll.Cli.Tests.Drills;
using Plimsoll.Cli.Tests.Guides;
using Plimsoll.L1;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Tests.Issuers;

/// <summary>Claim tokens on a devnet in this process, with its hub: the guide's own commands in their order, and what is refused (iCLM-001).</summary>
public sealed class ClaimsTests
{
    private const string PageIssuer = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_guides_commands_issue_and_redeem_to_the_last_unit()
    {
        DrillTests.SkipWithoutTools();
        using TemporaryFolder folder = new();
        await using DevnetHost host = await DevnetHost.StartAsync(new(folder["data"]), ProfilePresets.Get("devnet"), 1, NodeRoles.All, _ => { }, TestContext.Current.CancellationToken);
        await CommandRun.AnswerAsync("wallet", "devnet", "50", folder["alice.json"]);
        await CommandRun.AnswerAsync("wallet", "devnet", "51", folder["bob.json"]);
        string issuer = PageIssuer;
        string[] Typed(string line) => [.. line.Split(' ').Select(word => word == PageIssuer ? issuer : word.EndsWith(".json", StringComparison.Ordinal) ? folder[word] : word), "--data", host.Folder.Path];
        Task<JsonNode> SayAsync(string line) => CommandRun.AnswerAsync(Typed(line));
        async Task RefuseAsync(string line, ExitCode code, string error)
        {
            CommandRun run = await CommandRun.Of(Typed(line));
            Assert.True(run.ExitCode == code && run.Errors.Contains(error, StringComparison.Ordinal) && run.Errors.TrimEnd().Contains('\n', StringComparison.Ordinal), $"{line}: {run.ExitCode}\n{run.Errors}"); // with what to do
        }

        await RefuseAsync("claims deploy 0 --wallet alice.json", ExitCode.Refused, "no ERC-20 of number 0");
        await RefuseAsync($"claims status --issuer {PageIssuer}", ExitCode.WrongInput, "no issuer of claim tokens");
        string[] lines = [.. GuideTests.CommandsOf("docs/guides/claims.md")];
        Assert.Equal(["deploy", "deposit", "status", "redeem", "exit", "collect", "pay"], lines.Select(line => line.Split(' ')[1]));
        issuer = (string)(await SayAsync(lines[0]))["issuer"]!;
        Assert.Equal("250000", (string)(await SayAsync(lines[1]))["issued"]!);
        JsonNode status = await CommandRun.UntilAsync(s_patience, Typed(lines[2]), json => json["accounts"]!.AsArray().Count == 1);
        Assert.Equal(("250000", "250000", "250000"), ((string)status["receipts"]!, (string)status["held"]!, (string)status["accounts"]![0]!["balance"]!));

        await RefuseAsync($"claims deposit 1 --issuer {PageIssuer} --wallet bob.json", ExitCode.Refused, "TransferFailed");
        await RefuseAsync($"claims deposit 1 --into 7 --mint --issuer {PageIssuer} --wallet alice.json", ExitCode.Refused, "HintTooLow");
        await RefuseAsync($"claims redeem 250001 --issuer {PageIssuer} --wallet alice.json", ExitCode.Refused, "NotEnough");
        await RefuseAsync($"claims redeem 0 --issuer {PageIssuer} --wallet alice.json", ExitCode.Refused, "ZeroAmount");
        await RefuseAsync(lines[6], ExitCode.Refused, "NoSuchRedemption");
        Assert.Equal("0", (string)(await SayAsync(lines[3]))["number"]!);
        await RefuseAsync(lines[6], ExitCode.Refused, "NothingToPay");
        Assert.Empty((await SayAsync(lines[5]))["collected"]!.AsArray());

        Assert.Equal(status["accounts"]![0]!["index"]!.ToJsonString(), lines[4].Split(' ')[2]); // the page's account is a fresh devnet's
        await SayAsync(lines[4]);
        JsonNode collected = await CommandRun.UntilAsync(s_patience, Typed(lines[5]), json => json["collected"]!.AsArray().Count > 0);
        Assert.Equal("250000", (string)collected["collected"]![0]!["amount"]!); // an exit is of the whole account
        string bob = (string)(await CommandRun.AnswerAsync("wallet", "show", folder["bob.json"], "--chain", host.Chain.ChainId.ToString(), "--rollup", host.Deployment.Rollup.ToChecksumString()))["address"]!;
        await RefuseAsync($"claims pay 0 --to {bob} --issuer {PageIssuer} --wallet bob.json", ExitCode.Refused, "NotTheOwner");
        JsonNode paid = await SayAsync(lines[6].Replace("alice.json", "bob.json", StringComparison.Ordinal)); // by anybody, to its owner
        Assert.Equal("100000", (string)paid["amount"]!);
        await RefuseAsync(lines[6], ExitCode.Refused, "NothingToPay");

        await SayAsync($"claims redeem 150000 --issuer {PageIssuer} --wallet alice.json"); // what the exit brought beyond the first one pays it at once
        paid = await SayAsync($"claims pay 1 --to {bob} --issuer {PageIssuer} --wallet alice.json");
        Assert.Equal(("150000", bob), ((string)paid["amount"]!, (string)paid["recipient"]!));
        status = await SayAsync(lines[2]);
        Assert.Equal(("0", "250000", "250000", "250000"), ((string)status["receipts"]!, (string)status["redeemed"]!, (string)status["received"]!, (string)status["paid"]!));
        Assert.Equal(["0", "0"], status["redemptions"]!.AsArray().Select(it => (string)it!["open"]!));
    }

    [Fact]
    public void An_issuer_is_named_by_its_checksum() =>
        Assert.NotEmpty(new Root().Parse($"claims status --issuer {PageIssuer.Replace('C', 'c')}").Errors);
}
