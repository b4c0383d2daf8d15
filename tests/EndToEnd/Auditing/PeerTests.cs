using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.EndToEnd.Settlement;
using Plimsoll.Node;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Api;
using Plimsoll.Node.Auditing.Peers;
using Plimsoll.Node.Chain;

namespace Plimsoll.EndToEnd.Auditing;

/// <summary>Two auditors of one rollup that watch each other over HTTP; one of them honest, or lying, or slow, or away.</summary>
public sealed class PeerTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    [Fact]
    public async Task Two_honest_auditors_agree_block_by_block_and_say_so()
    {
        await using Pair pair = await Pair.StartAsync(Anvil);
        await pair.World.DepositAsync(pair.World.Alice, 1_000);
        await pair.World.CommitAsync();
        await pair.PollAsync();
        await pair.LookAsync();
        foreach (Auditor auditor in pair.Both)
        {
            AuditorHealth health = auditor.Health();
            PeerView peer = Assert.Single(health.Peers);
            Assert.Equal(("agrees", auditor.Current!.Report.Cut.Block, null), (peer.Status, peer.ComparedBlock!.Value, peer.Detail));
            Assert.Equal((true, "GREEN"), (health.AuditorsAgree, health.EffectiveRegime));
        }

        await pair.World.PassAsync(12);
        await pair.PollAsync();
        Assert.All(pair.Both, auditor => Assert.Equal(("GREEN", "agrees"), (auditor.Current!.Report.Head.Regime, auditor.Current.Report.Peers[0].Status)));
    }

    [Fact]
    public async Task Auditors_whose_sources_show_different_things_both_alarm()
    {
        // The second one has no place to get blobs from: it sees a batch whose data is nowhere.
        await using Pair pair = await Pair.StartAsync(Anvil, isSecondBlind: true);
        await pair.World.DepositAsync(pair.World.Alice, 1_000);
        await pair.PollAsync();
        await pair.LookAsync();
        Assert.All(pair.Both, auditor => Assert.True(auditor.Health().AuditorsAgree));
        await pair.World.CommitAsync();
        await pair.PollAsync();
        await pair.LookAsync();
        Assert.All(pair.Both, auditor => Assert.Equal((false, "RED", "AuditorsDisagree"), (auditor.Health().AuditorsAgree, auditor.Health().EffectiveRegime, auditor.Health().Cause)));
        await pair.World.PassAsync(12);
        await pair.PollAsync();
        foreach (Auditor auditor in pair.Both)
        {
            Assert.Contains(auditor.Current!.Report.Findings, finding => finding is { Cause: "AuditorsDisagree", Regime: "RED" });
            Assert.Contains("fact 2", auditor.Current.Report.Peers[0].Detail, StringComparison.Ordinal); // how many batches are right
            AuditHistory history = auditor == pair.First ? pair.History : pair.SecondHistory;
            Assert.Equal(auditor.Current.Report.Cut.Block, Assert.Single(history.Alerts(auditor.Id, isOpen: true, limit: 9), alert => alert.Cause == "AuditorsDisagree").Block);
        }
    }

    [Theory]
    [InlineData("facts"), InlineData("escrow"), InlineData("haircut"), InlineData("rollup"), InlineData("another chain"), InlineData("future")]
    public async Task A_peer_that_lies_is_found_out_and_believed_in_nothing(string lie)
    {
        await using Pair pair = await Pair.StartAsync(Anvil, tamper: report => Lie(report, lie));
        await pair.World.DepositAsync(pair.World.Alice, 1_000);
        await pair.World.PassAsync(12);
        await pair.PollAsync();
        AuditReport before = pair.First.Current!.Report;
        await pair.LookAsync();
        AuditorHealth health = pair.First.Health();
        Assert.Equal(before.Tokens[0].Feed, pair.First.Current.Report.Tokens[0].Feed);
        PeerView peer = Assert.Single(health.Peers);
        switch (lie)
        {
            case "rollup":
                Assert.Contains("another rollup", peer.Detail, StringComparison.Ordinal); // heard of nothing that counts
                Assert.NotEqual("agrees", peer.Status);
                break;
            case "future": // it may make us unready, never GREEN
                Assert.Equal((false, true, "RED"), (health.IsReady, health.IsStalled, health.EffectiveRegime));
                break;
            case "another chain": // may be a reorg, until the block is final
                Assert.Equal(("elsewhere", "GREEN"), (peer.Status, health.EffectiveRegime));
                Assert.Contains("another block", peer.Detail, StringComparison.Ordinal);
                break;
            default:
                Assert.Equal(("differs", "RED", (bool?)false), (peer.Status, health.EffectiveRegime, health.AuditorsAgree));
                Assert.NotNull(peer.Detail);
                break;
        }
    }

    [Fact]
    public async Task A_peer_that_is_slow_or_away_keeps_nobody_waiting_and_is_named()
    {
        Clock clock = new();
        await using Pair pair = await Pair.StartAsync(Anvil, time: clock, isSecondSlow: true);
        await pair.World.DepositAsync(pair.World.Alice, 1_000);
        await pair.First.PollAsync(Cancellation);
        Assert.Equal("GREEN", pair.First.Health().EffectiveRegime);
        await pair.LookAsync();
        Assert.Equal(["unheard", "unheard"], pair.First.Health().Peers.Select(peer => peer.Status));
        Assert.Contains("no answer within", pair.First.Health().Peers[0].Detail, StringComparison.Ordinal);
        Assert.NotNull(pair.First.Health().Peers[1].Detail); // refused: nobody listens there
        Assert.Equal("GREEN", pair.First.Health().EffectiveRegime);

        clock.Now += TimeSpan.FromMinutes(16);
        await pair.World.PassAsync(12);
        await pair.First.PollAsync(Cancellation);
        Assert.Null(pair.First.Health().AuditorsAgree);
        Assert.Equal(["silent", "silent"], pair.First.Health().Peers.Select(peer => peer.Status));
        FindingView unknown = Assert.Single(pair.First.Current!.Report.Findings);
        Assert.Equal(("AMBER", "MissingData", "other auditors"), (unknown.Regime, unknown.Cause, unknown.Detail));
    }

    [Fact]
    public async Task Whose_own_source_stands_still_learns_it_from_a_peer()
    {
        await using Pair pair = await Pair.StartAsync(Anvil);
        await pair.World.DepositAsync(pair.World.Alice, 1_000);
        await pair.PollAsync();
        await pair.World.PassAsync(120);
        await pair.Second.PollAsync(Cancellation); // the first one's source shows nothing new
        await pair.LookAsync();
        AuditorHealth behind = pair.First.Health(), ahead = pair.Second.Health();
        Assert.Equal((true, false, "AMBER", "AuditorLag"), (behind.IsStalled, behind.IsReady, behind.EffectiveRegime, behind.Cause));
        Assert.InRange(behind.Peers[0].AheadSeconds, 120, 200);
        Assert.Equal((false, "GREEN"), (ahead.IsStalled, ahead.EffectiveRegime));
        Assert.InRange(ahead.Peers[0].AheadSeconds, -200, -120);
    }

    private static void Lie(JsonNode report, string lie)
    {
        switch (lie)
        {
            case "facts":
                report["facts"]![3] = "token 0x00 escrow 1";
                break;
            case "escrow":
                report["tokens"]![0]!["escrow"] = "1";
                break;
            case "haircut":
                report["tokens"]![0]!["feed"]!["haircutBps"] = 0;
                break;
            case "rollup":
                report["id"] = "1-0x00";
                break;
            case "another chain":
                report["cut"]!["hash"] = "0x" + new string('7', 64);
                break;
            case "future":
                report["cut"]!["time"] = ulong.MaxValue;
                report["cut"]!["block"] = ulong.MaxValue;
                break;
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Two auditors; what the first hears of the second goes through somebody who may change it.</summary>
    private sealed class Pair : IAsyncDisposable
    {
        private readonly List<WebApplication> _apps = [];
        private readonly List<IDisposable> _owned = [];

        public required World World { get; init; }

        public AuditHistory History { get; } = new(":memory:");

        public Auditor First { get; private set; } = null!;

        public Auditor Second { get; private set; } = null!;

        public Auditor[] Both => [First, Second];

        public AuditHistory SecondHistory { get; } = new(":memory:");

        public static async Task<Pair> StartAsync(Anvil anvil, bool isSecondBlind = false, bool isSecondSlow = false, Action<JsonNode>? tamper = null, TimeProvider? time = null)
        {
            Pair pair = new()
            {
                World = await World.StartAsync(anvil, profile => profile with { InclusionDelay = 36_000, OpenAfter = 72_000, EscapeAfter = 360_000 }, TestContext.Current.CancellationToken),
            };
            Uri between = await pair.ServeAsync(app => app.MapFallback(async context =>
            {
                if (isSecondSlow)
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                using HttpClient http = new();
                using HttpResponseMessage answer = await http.GetAsync(new Uri(pair.SecondUrl!, context.Request.Path.Value), context.RequestAborted);
                string text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
                context.Response.StatusCode = (int)answer.StatusCode;
                if (answer.StatusCode == HttpStatusCode.OK && tamper is not null)
                {
                    JsonNode report = JsonNode.Parse(text)!;
                    tamper(report);
                    text = report.ToJsonString();
                }

                await context.Response.WriteAsync(text, context.RequestAborted);
            }));
            Uri nobody = new("http://127.0.0.1:9/");
            pair.First = pair.Own(pair.Audit(pair.History, isBlind: false, isSecondSlow ? [between, nobody] : [between], time));
            Uri first = await pair.ServeAsync(pair.First);
            pair.Second = pair.Own(pair.Audit(pair.SecondHistory, isSecondBlind, [first], time));
            pair.SecondUrl = await pair.ServeAsync(pair.Second);
            return pair;
        }

        private Uri? SecondUrl { get; set; }

        public async Task PollAsync()
        {
            foreach (Auditor auditor in Both)
                await auditor.PollAsync(TestContext.Current.CancellationToken);
        }

        public async Task LookAsync()
        {
            foreach (Auditor auditor in Both)
            {
                using PeerWatch watch = new(auditor);
                await watch.LookAsync(TestContext.Current.CancellationToken);
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (WebApplication app in _apps)
                await app.DisposeAsync();
            foreach (IDisposable owned in _owned)
                owned.Dispose();
            History.Dispose();
            SecondHistory.Dispose();
            await World.DisposeAsync();
        }

        private Auditor Audit(AuditHistory history, bool isBlind, Uri[] peers, TimeProvider? time) => new(
            World.Node, World.Identity, World.Deployment.StartBlock, isBlind ? new(null) : new(null, BeaconBlobSource.AtBlockNumbers(World.Beacon)), history,
            new() { Peers = peers, PeerTimeout = TimeSpan.FromSeconds(peers.Length > 1 ? 1 : 30) }, time);

        private async Task<Uri> ServeAsync(Auditor auditor)
        {
            WebApplicationBuilder builder = NodeHost.Create("http://127.0.0.1:0");
            builder.Services.AddAuditApi(new([auditor]));
            WebApplication app = builder.Build();
            app.MapAuditApi();
            return await StartAsync(app);
        }

        private Task<Uri> ServeAsync(Action<WebApplication> map)
        {
            WebApplication app = NodeHost.Create("http://127.0.0.1:0").Build();
            map(app);
            return StartAsync(app);
        }

        private async Task<Uri> StartAsync(WebApplication app)
        {
            _apps.Add(app);
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new(app.Urls.First());
        }

        private T Own<T>(T disposable)
            where T : IDisposable
        {
            _owned.Add(disposable);
            return disposable;
        }
    }
}
