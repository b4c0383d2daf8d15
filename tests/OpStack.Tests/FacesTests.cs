using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.EndToEnd.Dashboard;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>What people and programs see of a rollup on the OP Stack: the command, the API, the dashboard.</summary>
/// <remarks>With PLIMSOLL_SCREENSHOTS naming a folder, it leaves pictures there.</remarks>
public sealed class FacesTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly PrivateKey s_deployer = PrivateKey.Parse(AnvilAccounts.Keys[9]);
    private static readonly Address s_thief = Address.Parse("0x00000000000000000000000000000000000071ef");
    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("PLIMSOLL_SCREENSHOTS");

    [Fact]
    public async Task The_command_reports_every_rollup_of_a_document()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        string config = Path.Combine(Directory.CreateTempSubdirectory("plimsoll-opstack").FullName, "rollups.json");
        JsonObject rollup = new()
        {
            ["stack"] = "op-stack",
            ["name"] = "Reef",
            ["startBlock"] = 0,
            ["portal"] = world.Chain.Portal.Address.ToString(),
            ["disputeGameFactory"] = world.Chain.Factory.Address.ToString(),
            ["bridge"] = world.Chain.Bridge.Address.ToString(),
            ["opNode"] = world.OpNode.Endpoint.ToString(),
            ["execution"] = world.Rollup.Endpoint.ToString(),
            ["tokens"] = new JsonArray(new JsonObject { ["l1"] = world.Chain.Token.Address.ToString(), ["l2"] = world.Rollup.Token.Address.ToString() }),
        };
        JsonObject document = new() { ["version"] = 1, ["rpc"] = Anvil.Endpoint.ToString(), ["rollups"] = new JsonArray(rollup.DeepClone()) };
        await File.WriteAllTextAsync(config, document.ToJsonString(), Cancellation);
        await world.LiveAsync(Cancellation);
        (int code, string output, _) = await RunAsync("audit", "--config", config, "--once", "--json");
        JsonNode report = JsonNode.Parse(output)!["rollups"]![0]!;
        // Blocks from before the rollup lived are judged as well, and are not GREEN; what is seen at the newest is in order.
        Assert.Equal(("Reef", "op-stack", "agree", 0), ((string)report["name"]!, (string)report["stack"]!, (string)report["commitments"]!["check"]!, report["findings"]!.AsArray().Count));
        Assert.Equal("right", (string)report["opStack"]!["games"]![0]!["verdict"]!);
        Assert.Equal((string)report["head"]!["regime"]! == "GREEN" ? 0 : 1, code);

        RollupChain.Output real = await world.LiveAsync(Cancellation);
        await world.Chain.ProposeAsync(new ForgedWithdrawal(s_thief, 1).OutputRoot, real.Block, Cancellation);
        await world.LiveAsync(Cancellation);
        (code, output, _) = await RunAsync("audit", "--config", config, "--once");
        Assert.Equal(1, code);
        Assert.Contains("BLACK", output);
        Assert.Contains($"for block {real.Block}", output);

        document["rollups"]!.AsArray().Clear();
        rollup["disputeGameFactory"] = world.Chain.Portal.Address.ToString();
        document["rollups"]!.AsArray().Add(rollup.DeepClone());
        await File.WriteAllTextAsync(config, document.ToJsonString(), Cancellation);
        (code, _, string errors) = await RunAsync("audit", "--config", config, "--once");
        Assert.Equal(3, code);
        Assert.Contains("the portal's DisputeGameFactory is", errors);
    }

    [Fact]
    public async Task The_pages_show_a_foreign_rollup()
    {
        Assert.SkipWhen(Browser.Missing is not null, Browser.Missing ?? "");
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        using Auditor auditor = await world.AuditAsync(Cancellation);
        await world.LookAsync(auditor, Cancellation);
        RollupChain.Withdrawal mine = await world.Rollup.WithdrawAsync(s_thief, 5, Cancellation);
        (_, RollupChain.Output output) = await world.ProposeAsync(Cancellation);
        await world.ProveAsync(mine.Transaction, output.Proof, await world.Rollup.ProveAsync(mine, output.Block, Cancellation), Cancellation);
        ForgedWithdrawal forged = new(s_thief, UInt256.Parse("60000000000000000000"));
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        await world.Chain.ProposeAsync(forged.OutputRoot, real.Block, Cancellation);
        await world.ProveAsync(forged.Transaction, forged.OutputRootProof, AbiValue.Of([forged.Leaf]), Cancellation);
        await world.LookAsync(auditor, Cancellation);

        await using WebApplication app = AuditHost.Create("http://127.0.0.1:0", new([auditor]));
        await app.StartAsync(Cancellation);
        Uri url = new(app.Urls.First());
        List<string> complaints = [];
        await using Browser browser = await Browser.StartAsync();
        IPage page = await browser.OpenAsync(new($"{url}#/rollup/{auditor.Id}"), 1280, 1700, ColorScheme.Light, complaints);
        await page.WaitForSelectorAsync($"text=The root claimed for block {real.Block} is wrong");
        Assert.Equal(["forged", "yes"], (await page.Locator("td[data-label='The rollup has it']").AllTextContentsAsync()).Select(text => text.Trim()));
        Assert.Equal(1, await page.Locator(".batch .badge.BLACK").CountAsync());
        Assert.Equal(1, await page.Locator("span.muted", new() { HasText = "factoryOwner" }).CountAsync());
        Assert.Equal(1, await page.Locator("text=which is right").CountAsync());
        Assert.Contains("pays in", await page.Locator(".batch .stage").First.TextContentAsync());
        if (s_pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, "op-stack.png") });
        IPage phone = await browser.OpenAsync(new($"{url}#/rollup/{auditor.Id}"), 390, 844, ColorScheme.Dark, complaints);
        await phone.WaitForSelectorAsync("text=forged");
        if (s_pictures is not null)
            await phone.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, "op-stack-phone.png"), FullPage = true });
        Assert.True(await phone.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(complaints);
        await app.StopAsync(Cancellation);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Plimsoll.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancellation), errors = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await errors);
    }
}
