using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Plimsoll.EndToEnd.Settlement;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Peers;
using Plimsoll.Node.Chain;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd.Dashboard;

/// <summary>The dashboard in a real browser, over two rollups on a real chain: one in order, one with a wrong batch.</summary>
/// <remarks>With PLIMSOLL_SCREENSHOTS naming a folder, it leaves pictures there.</remarks>
public sealed class DashboardTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const int DesktopWidth = 1280, DesktopHeight = 860, PhoneWidth = 390, PhoneHeight = 844;
    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("PLIMSOLL_SCREENSHOTS");

    [Fact]
    public async Task People_see_what_the_auditor_says()
    {
        Assert.SkipWhen(Browser.Missing is not null, Browser.Missing ?? "");
        await using World harbour = await StartAsync();
        await LiveAsync(harbour);
        await using World reef = await StartAsync();
        await reef.DepositAsync(reef.Alice, 5_000_000_000_000_000_000);
        await reef.CommitAsync();
        await reef.DepositAsync(reef.Bob, 2_500_000_000_000_000_000);
        await reef.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One });

        using AuditHistory history = new(":memory:"), elsewhere = new(":memory:");
        using Auditor second = Audit(harbour, elsewhere, "Harbour");
        await second.PollAsync(Cancellation);
        await using WebApplication peer = AuditHost.Create("http://127.0.0.1:0", new([second]));
        await peer.StartAsync(Cancellation);
        using Auditor good = Audit(harbour, history, "Harbour", new Uri(peer.Urls.First())), bad = Audit(reef, history, "Reef");
        await good.PollAsync(Cancellation);
        using (PeerWatch watch = new(good))
            await watch.LookAsync(Cancellation);
        await harbour.PassAsync(1);
        await good.PollAsync(Cancellation);
        await bad.PollAsync(Cancellation);
        await using WebApplication app = AuditHost.Create("http://127.0.0.1:0", new([good, bad]));
        await app.StartAsync(Cancellation);
        Uri url = new(app.Urls.First());
        List<string> complaints = [];
        await using Browser browser = await Browser.StartAsync();

        IPage page = await browser.OpenAsync(url, DesktopWidth, DesktopHeight, ColorScheme.Light, complaints);
        await page.WaitForSelectorAsync("main[data-page=overview] tbody tr");
        Assert.Equal(["Reef", "Harbour"], await page.Locator("tbody tr b").AllTextContentsAsync());
        Assert.Equal(["BLACK", "GREEN"], await page.Locator("tbody .badge").AllTextContentsAsync());
        await ShootAsync(page, "overview");

        await page.ClickAsync("text=Harbour");
        await page.WaitForSelectorAsync("main[data-page=rollup] h1");
        Assert.Equal("Harbour", await page.TextContentAsync("h1"));
        Assert.Contains("100.00 %", await page.Locator(".tile").First.TextContentAsync());
        Assert.Contains("final", await page.Locator(".batch").Last.TextContentAsync());
        Assert.Equal(4, await page.Locator("svg.chart").CountAsync());
        Assert.Contains("agrees", await page.Locator(".card", new() { HasText = "Other auditors" }).TextContentAsync());
        await page.ClickAsync("summary >> text=ETH");
        Assert.True(await page.Locator("text=max(0, LGD - eps/PD)").First.IsVisibleAsync() || await page.Locator("details details").CountAsync() > 5);
        await page.ClickAsync("summary >> text=ETH");
        await page.SetViewportSizeAsync(DesktopWidth, 2 * DesktopHeight);
        await ShootAsync(page, "rollup");
        await page.SetViewportSizeAsync(DesktopWidth, DesktopHeight);

        await page.GotoAsync($"{url}#/rollup/{bad.Id}");
        await page.WaitForSelectorAsync("text=Batch 2 is wrong");
        await ShootAsync(page, "wrong-batch");

        await page.GotoAsync($"{url}#/calculator");
        await page.WaitForSelectorAsync("main[data-page=calculator] #result .tile");
        await page.SelectOptionAsync("select[name=chain]", good.Id);
        await page.WaitForSelectorAsync("#result .badge.GREEN");
        string exit = await HaircutAsync(page);
        await page.SelectOptionAsync("select[name=venue]", "600");
        await page.WaitForFunctionAsync("before => document.querySelector('#result .tile .value').textContent !== before", exit);
        Assert.NotEqual(exit, await HaircutAsync(page));
        await ShootAsync(page, "calculator");

        await page.GotoAsync($"{url}#/alerts");
        await page.WaitForSelectorAsync("main[data-page=alerts] tbody tr");
        Assert.Contains("Wrong commitment", await page.TextContentAsync("tbody tr"));

        await ApiAsync(url, good, bad);
        await PhoneAsync(browser, url, bad.Id, complaints);
        Assert.Empty(complaints);
        await app.StopAsync(Cancellation);
        await peer.StopAsync(Cancellation);
    }

    /// <summary>What the pages do not show: problems, probes, metrics, the description, the stream.</summary>
    private static async Task ApiAsync(Uri url, Auditor good, Auditor bad)
    {
        using HttpClient http = new() { BaseAddress = url };
        foreach ((string path, int status) in new[]
        {
            ("v1/chains/nowhere", 404), ($"v1/chains/{good.Id}/assets/0x00/report", 404), ($"v1/chains/{good.Id}/history?points=1", 400), ("v1/params/0x00", 404), ("v1/alerts?limit=0", 400),
            ($"v1/chains/{good.Id}/exits/quote?asset={Address.Zero}&amount=-1", 400), ($"v1/chains/{good.Id}/exits/quote?asset={Address.Zero}&amount=1&horizonSeconds=-1", 400),
        })
        {
            using HttpResponseMessage refusal = await http.GetAsync(path, Cancellation);
            Assert.Equal((path, status, "application/problem+json"), (path, (int)refusal.StatusCode, refusal.Content.Headers.ContentType?.MediaType));
        }

        using HttpResponseMessage whole = await http.GetAsync($"v1/chains/{good.Id}", Cancellation);
        using HttpRequestMessage again = new(HttpMethod.Get, $"v1/chains/{good.Id}") { Headers = { { "If-None-Match", whole.Headers.ETag!.ToString() } } };
        Assert.Equal(304, (int)(await http.SendAsync(again, Cancellation)).StatusCode);
        Assert.Equal(200, (int)(await http.GetAsync("readyz", Cancellation)).StatusCode);
        Assert.Contains("\"openapi\"", await http.GetStringAsync("openapi/v1.json", Cancellation));
        string metrics = await http.GetStringAsync("metrics", Cancellation);
        Assert.Contains($"solvency_auditor_regime{{chain=\"{bad.Id}\",stack=\"plimsoll\",kind=\"head\"}} 3", metrics);
        Assert.Contains($"solvency_auditor_regime{{chain=\"{good.Id}\",stack=\"plimsoll\",kind=\"head\"}} 0", metrics);
        using StreamReader stream = new(await http.GetStreamAsync("v1/stream", Cancellation));
        Assert.Equal("event: judgement", await stream.ReadLineAsync(Cancellation));
        Assert.StartsWith("data: {\"id\":\"31337-0x", await stream.ReadLineAsync(Cancellation));
    }

    private static async Task PhoneAsync(Browser browser, Uri url, string id, List<string> complaints)
    {
        IPage phone = await browser.OpenAsync(url, PhoneWidth, PhoneHeight, ColorScheme.Dark, complaints);
        foreach ((string hash, string name) in new[] { ("/", "overview"), ($"/rollup/{id}", "rollup"), ("/calculator", "calculator"), ("/alerts", "alerts") })
        {
            await phone.GotoAsync($"{url}#{hash}");
            await phone.WaitForSelectorAsync($"main[data-page={name}] h1");
            int width = await phone.EvaluateAsync<int>("document.scrollingElement.scrollWidth");
            Assert.True(width <= PhoneWidth, $"{name} is {width} pixels wide on a phone");
            await ShootAsync(phone, $"phone-{name}");
        }

        string dark = await phone.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await phone.ClickAsync("#theme");
        Assert.NotEqual(dark, await phone.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    private static async Task LiveAsync(World world)
    {
        await world.DepositAsync(world.Alice, 10_000_000_000_000_000_000);
        await world.DepositAsync(world.Bob, 4_000_000_000_000_000_000);
        await world.CommitAsync();
        await world.FinaliseAsync();
        await world.CommitAsync(batch =>
        {
            batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 1_000_000_000_000_000_000);
            batch.Withdraw(world.IndexOf(world.Bob), 2_000_000_000_000_000_000);
        });
        await world.PassAsync(300);
        await world.DepositAsync(world.Carol, 500_000_000_000_000_000);
        await world.PassAsync(200);
    }

    private Task<World> StartAsync() =>
        World.StartAsync(Anvil, profile => profile with { InclusionDelay = 36_000, OpenAfter = 72_000, EscapeAfter = 360_000 }, Cancellation);

    private static Auditor Audit(World world, AuditHistory history, string name, params Uri[] peers) => new(
        world.Node, world.Identity, world.Deployment.StartBlock, new(null, BeaconBlobSource.AtBlockNumbers(world.Beacon)), history, new() { Name = name, StallAfter = TimeSpan.FromHours(1), Peers = peers });

    private static async Task<string> HaircutAsync(IPage page) => (await page.Locator("#result .tile .value").First.TextContentAsync())!;

    private static async Task ShootAsync(IPage page, string name)
    {
        await page.EvaluateAsync("scrollTo(0, 0)");
        if (s_pictures is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, $"dashboard-{name}.png") });
    }
}
