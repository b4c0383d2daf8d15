using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.EndToEnd.Settlement;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Api;
using Plimsoll.Node.Auditing.Publishing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.EndToEnd.Auditing;

/// <summary>Auditors who publish to the oracle on a real chain: two of three, over HTTP, with one who lies, is away, or is nobody.</summary>
public sealed class PublisherTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const ulong MaxStaleness = 3_600;
    private const byte Green = 0, Red = 2, Black = 3;

    [Fact]
    public async Task A_wrong_batch_is_black_at_the_oracle_in_the_block_behind_it()
    {
        await using Quorum quorum = await Quorum.StartAsync(Anvil);
        await quorum.World.DepositAsync(quorum.World.Alice, 1_000);
        await quorum.World.CommitAsync();
        await quorum.PollAsync();
        TransactionReceipt first = Assert.Single(await quorum.PublishAsync());
        OracleReport quiet = (await quorum.PublishedAsync())!;
        Assert.Equal((Green, (ushort)10_000, first.BlockNumber - 1), (quiet.Regime, quiet.Values.CoverageBps, quiet.AsOfL1Block));
        Assert.Equal(WordsOf(quorum.Auditor), quiet);

        await quorum.World.DepositAsync(quorum.World.Bob, 1);
        CommittedBatch wrong = await quorum.World.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One });
        await quorum.PollAsync();
        TransactionReceipt receipt = Assert.Single(await quorum.PublishAsync());
        Assert.Equal(wrong.Block.Number + 1, receipt.BlockNumber);
        OracleReport black = (await quorum.PublishedAsync())!;
        Assert.Equal((Black, wrong.Block.Number), (black.Regime, black.AsOfL1Block));
        Assert.True(black.Values.CollateralFactorBps <= 1_500, $"a collateral factor of {black.Values.CollateralFactorBps} bps");
        Assert.True(black.Values.HaircutBps >= 8_500, $"a haircut of {black.Values.HaircutBps} bps");
        Assert.Equal(quorum.Auditor.Current!.Report.EvidenceRoot, black.EvidenceRoot.ToString());
    }

    [Fact]
    public async Task Nothing_new_costs_nothing_until_the_heartbeat_and_silence_is_the_worst_case()
    {
        await using Quorum quorum = await Quorum.StartAsync(Anvil);
        await quorum.World.DepositAsync(quorum.World.Alice, 1_000);
        await quorum.World.CommitAsync();
        await quorum.PollAsync();
        Assert.Single(await quorum.PublishAsync());
        await quorum.World.PassAsync(12);
        await quorum.PollAsync();
        Assert.Empty(await quorum.PublishAsync());
        await quorum.World.PassAsync(MaxStaleness / 2);
        await quorum.PollAsync();
        Assert.Single(await quorum.PublishAsync());
        OracleReport fresh = await quorum.LatestAsync();
        Assert.Equal(Green, fresh.Regime);

        await quorum.World.PassAsync(MaxStaleness + 1); // auditors are silent
        OracleReport stale = await quorum.LatestAsync();
        Assert.Equal((Red, (ushort)0, (ushort)10_000, (ushort)0), (stale.Regime, stale.Values.CoverageBps, stale.Values.HaircutBps, stale.Values.CollateralFactorBps));
        await quorum.PollAsync();
        Assert.Single(await quorum.PublishAsync());
        Assert.Equal(fresh.Values, (await quorum.LatestAsync()).Values);
    }

    [Fact]
    public async Task A_peer_that_lies_changes_nothing_while_two_say_the_same()
    {
        await using Quorum quorum = await Quorum.StartAsync(Anvil, liar: Everything);
        await quorum.World.DepositAsync(quorum.World.Alice, 1_000);
        await quorum.PollAsync();
        Assert.Single(await quorum.PublishAsync());
        Assert.Equal(WordsOf(quorum.Auditor), await quorum.PublishedAsync());
    }

    [Fact]
    public async Task A_peer_that_lies_while_the_other_is_away_makes_nothing_milder_than_we_say()
    {
        await using Quorum quorum = await Quorum.StartAsync(Anvil, liar: Everything, isFriendAway: true);
        await quorum.World.DepositAsync(quorum.World.Alice, 1_000);
        await quorum.PollAsync();
        TransactionReceipt receipt = Assert.Single(await quorum.PublishAsync());
        OracleReport ours = WordsOf(quorum.Auditor), published = (await quorum.PublishedAsync())!;
        Assert.Equal((ours.Regime, ours.Values.HaircutBps, ours.Values.CollateralFactorBps, ours.Values.DiscountBps), (published.Regime, published.Values.HaircutBps, published.Values.CollateralFactorBps, published.Values.DiscountBps));
        Assert.True(receipt.Succeeded);
        Assert.Equal(Bytes32.Zero, published.EvidenceRoot); // no root that more than half carry
    }

    [Fact]
    public async Task Who_is_alone_publishes_nothing_whoever_else_signs()
    {
        // The friend is away; the third one signs with a key that the oracle does not know, then for another block.
        using PrivateKey stranger = PrivateKey.Generate();
        await using Quorum quorum = await Quorum.StartAsync(Anvil, liar: report => report, isFriendAway: true, thirdKey: stranger);
        await quorum.World.DepositAsync(quorum.World.Alice, 1_000);
        await quorum.PollAsync();
        Assert.Contains("1 of 2", (await Assert.ThrowsAsync<IOException>(quorum.PublishAsync)).Message, StringComparison.Ordinal);
        Assert.Null(await quorum.PublishedAsync());

        await using Quorum late = await Quorum.StartAsync(Anvil, liar: report => report with { Cut = report.Cut with { Block = report.Cut.Block - 1 } }, isFriendAway: true);
        await late.World.DepositAsync(late.World.Alice, 1_000);
        await late.PollAsync();
        await Assert.ThrowsAsync<IOException>(late.PublishAsync);
        Assert.Null(await late.PublishedAsync());
    }

    [Fact]
    public async Task A_second_publisher_that_comes_later_finds_nothing_to_do()
    {
        await using Quorum quorum = await Quorum.StartAsync(Anvil);
        await quorum.World.DepositAsync(quorum.World.Alice, 1_000);
        await quorum.PollAsync();
        Assert.Single(await quorum.PublishAsync());
        Assert.Empty(await quorum.PublishAsync()); // the block is there: no transaction, and no error either
    }

    private static OracleReport WordsOf(Auditor auditor)
    {
        AuditReport report = auditor.Current!.Report;
        byte regime = (byte)Array.IndexOf(["GREEN", "AMBER", "RED", "BLACK"], report.Head.Regime);
        return new(report.Cut.Block, report.Cut.Time, regime, report.Tokens[0].Feed, report.Liveness.SequencerDownSince, Bytes32.Parse(report.ParametersId), Bytes32.Parse(report.EvidenceRoot));
    }

    /// <summary>As mild as can be.</summary>
    private static AuditReport Everything(AuditReport report) => report with
    {
        Head = report.Head with { Regime = "GREEN" },
        Tokens = [.. report.Tokens.Select(token => token with { Feed = new FeedValues(10_000, 0, 10_000, 0, 0, 0, 0, 0, 0) })],
        EvidenceRoot = "0x" + new string('1', 64),
    };

    /// <summary>A rollup, an oracle with three signers of which two are needed, and the auditor that publishes; the others over HTTP.</summary>
    private sealed class Quorum : IAsyncDisposable
    {
        private readonly PrivateKey[] _keys = [.. AnvilAccounts.Keys.Skip(5).Take(3).Select(key => PrivateKey.Parse(key)).OrderBy(key => key.Address)];
        private readonly List<WebApplication> _apps = [];
        private readonly AuditHistory _history = new(":memory:"), _friends = new(":memory:");
        private ContractSender _sender = null!;
        private Auditor _friend = null!;
        private Address _oracle;

        public required World World { get; init; }

        public Auditor Auditor { get; private set; } = null!;

        public Publisher Publisher { get; private set; } = null!;

        public static async Task<Quorum> StartAsync(Anvil anvil, Func<AuditReport, AuditReport>? liar = null, bool isFriendAway = false, PrivateKey? thirdKey = null)
        {
            // Ether alone: one token, one transaction.
            Quorum quorum = new()
            {
                World = await World.StartAsync(anvil, profile => profile with { InclusionDelay = 36_000, OpenAfter = 72_000, EscapeAfter = 360_000 }, TestContext.Current.CancellationToken),
            };
            await quorum.PrepareAsync(liar, isFriendAway, thirdKey);
            return quorum;
        }

        public async Task PollAsync()
        {
            await Auditor.PollAsync(TestContext.Current.CancellationToken);
            await _friend.PollAsync(TestContext.Current.CancellationToken);
        }

        /// <summary>Publishes what is to be published of ether; the test token goes the same way and is not looked at.</summary>
        public async Task<IReadOnlyList<TransactionReceipt>> PublishAsync()
        {
            Judgement judgement = Auditor.Current!;
            return await Publisher.PublishAsync(judgement with { Report = judgement.Report with { Tokens = [judgement.Report.Tokens[0]] } }, TestContext.Current.CancellationToken);
        }

        public Task<OracleReport?> PublishedAsync() => new OracleContract(World.Node, _oracle).GetPublishedAsync(ChainKey, Address.Zero, BlockReference.Latest, TestContext.Current.CancellationToken);

        public Task<OracleReport> LatestAsync() => new OracleContract(World.Node, _oracle).GetLatestAsync(ChainKey, Address.Zero, BlockReference.Latest, TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            foreach (WebApplication app in _apps)
                await app.DisposeAsync();
            Publisher.Dispose();
            Auditor.Dispose();
            _friend.Dispose();
            _sender.Dispose();
            _history.Dispose();
            _friends.Dispose();
            await World.DisposeAsync();
            foreach (PrivateKey key in _keys)
                key.Dispose();
        }

        private Bytes32 ChainKey => OracleReport.ChainKey(World.Identity.ChainId, World.Identity.Rollup);

        private async Task PrepareAsync(Func<AuditReport, AuditReport>? liar, bool isFriendAway, PrivateKey? thirdKey)
        {
            ulong chainId = World.Identity.ChainId;
            DeployedContract oracle = await DeployedContract.DeployAsync(
                World.Node, PrivateKey.Parse(AnvilAccounts.Keys[9]), "SolvencyOracle", [AbiValue.Of([.. _keys.Select(key => (AbiValue)key.Address)]), 2UL, MaxStaleness], TestContext.Current.CancellationToken);
            _oracle = oracle.Address;
            List<Uri> peers = [];
            _friend = Audit(_friends, []);
            if (!isFriendAway)
            {
                WebApplicationBuilder builder = NodeHost.Create("http://127.0.0.1:0");
                builder.Services.AddAuditApi(new([_friend]) { Signers = new Dictionary<string, OracleSigner> { [_friend.Id] = new(_keys[1], chainId, _oracle) } });
                WebApplication app = builder.Build();
                app.MapAuditApi();
                peers.Add(await ServeAsync(app));
            }

            if (liar is not null)
            {
                OracleSigner lying = new(thirdKey ?? _keys[2], chainId, _oracle);
                WebApplication app = NodeHost.Create("http://127.0.0.1:0").Build();
                app.MapGet("/v1/chains/{id}/assets/{asset}/signed-report", () =>
                {
                    AuditReport lie = liar(Auditor.Current!.Report);
                    return TypedResults.Ok(lying.Sign(lie, lie.Tokens[0]));
                });
                peers.Add(await ServeAsync(app));
            }

            peers.Add(new("http://127.0.0.1:9/")); // nobody
            Auditor = Audit(_history, peers);
            _sender = new(World.Node, _keys[0], chainId, new() { PollInterval = TimeSpan.FromMilliseconds(20) });
            Publisher = new(Auditor, World.Node, new(_keys[0], chainId, _oracle), _sender);
        }

        private async Task<Uri> ServeAsync(WebApplication app)
        {
            _apps.Add(app);
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new(app.Urls.First());
        }

        private Auditor Audit(AuditHistory history, IReadOnlyList<Uri> peers) =>
            new(World.Node, World.Identity, World.Deployment.StartBlock, new(null, BeaconBlobSource.AtBlockNumbers(World.Beacon)), history, new() { Peers = peers, PeerTimeout = TimeSpan.FromSeconds(30) });
    }
}
