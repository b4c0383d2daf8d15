using Plimsoll.Batches;
using Plimsoll.EndToEnd.Settlement;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Exits;

namespace Plimsoll.EndToEnd.Auditing;

/// <summary>The auditor on a real chain: what it says of healthy life, of every kind of wrong batch, of missing data, of reorgs (iAUD-001, iAUD-002, iAUD-004).</summary>
public sealed class AuditorTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private readonly AuditHistory _history = new(":memory:");

    [Fact]
    public async Task Every_kind_of_wrong_batch_is_black_in_the_block_in_which_it_appears_and_gone_with_that_block()
    {
        await using World world = await StartAsync();
        using Auditor auditor = Audit(world);
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync();
        await world.DepositAsync(world.Alice, 10);
        Assert.Equal("GREEN", (await LookAsync(auditor)).Head.Regime);
        foreach (FaultKind kind in WatcherTests.Kinds)
        {
            CommittedBatch wrong = await WatcherTests.CommitWrongAsync(world, Operate, kind);
            AuditReport black = await LookAsync(auditor);
            Assert.Equal(("BLACK", "WrongCommitment", "wrongAndOpen"), (black.Head.Regime, black.Head.Causes[0].Cause, black.Commitments.Check));
            Assert.Equal((kind.ToString(), wrong.HeaderHash.ToString(), wrong.Block.Number), (black.Commitments.Fault!.Kind, black.Commitments.Fault.HeaderHash, black.Cut.Block));
            Assert.Equal(wrong.Block.Number, Assert.Single(_history.Alerts(auditor.Id, isOpen: true, limit: 10)).Block);
            Assert.All(black.Tokens, token => Assert.Equal("0", token.Surplus));
            Assert.True(black.Tokens[0].Feed.HaircutBps >= 8_500, $"{kind}: a haircut of {black.Tokens[0].Feed.HaircutBps} bps");

            await world.ReorgAsync(1);
            AuditReport back = await LookAsync(auditor);
            Assert.Equal(("GREEN", "agree"), (back.Head.Regime, back.Commitments.Check));
            Assert.Empty(_history.Alerts(auditor.Id, isOpen: false, limit: 10));
        }

        void Operate(BatchWriter batch)
        {
            batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 10);
            batch.Withdraw(world.IndexOf(world.Bob), 20);
        }
    }

    [Fact]
    public async Task A_healthy_life_is_green_in_every_block_and_covered_to_the_last_unit()
    {
        await using World world = await StartAsync();
        using Auditor auditor = Audit(world);
        await world.DepositAsync(world.Alice, 1_000);
        await LookAsync(auditor);
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync();
        await world.CommitAsync(batch =>
        {
            batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 100);
            batch.Withdraw(world.IndexOf(world.Bob), 250);
        });
        AuditReport open = await LookAsync(auditor);
        Assert.Equal(("1500", "1250", "0", "250", "0"), (open.Tokens[0].Escrow, open.Tokens[0].Supply, open.Tokens[0].DepositsInFlight, open.Tokens[0].WithdrawalsInFlight, open.Tokens[0].Surplus));
        await world.FinaliseAsync();
        await world.SendAsync(world.Guard, (await Claims.OfAsync(world.Verifier, world.IndexOf(world.Bob), cancellationToken: Cancellation))!);
        await world.DepositAsync(world.Carol, 7);
        AuditReport paid = await LookAsync(auditor);
        Assert.Equal(("1257", "1250", "7", "0", "0"), (paid.Tokens[0].Escrow, paid.Tokens[0].Supply, paid.Tokens[0].DepositsInFlight, paid.Tokens[0].WithdrawalsInFlight, paid.Tokens[0].Surplus));
        IReadOnlyList<AuditHistory.Point> points = _history.Points(auditor.Id, 0, 2_000);
        Assert.True(points.Count >= 8);
        Assert.Equal(Enumerable.Range(0, points.Count).Select(i => points[0].Block + (ulong)i), points.Select(point => point.Block));
        Assert.All(points.Where(point => point.Block >= world.Deployment.StartBlock), point => Assert.Equal(0, point.Head));
        Assert.Empty(_history.Alerts(null, isOpen: false, limit: 10));
    }

    [Fact]
    public async Task A_removed_batch_leaves_red_that_a_restart_does_not_end()
    {
        await using World world = await StartAsync();
        using Auditor auditor = Audit(world);
        await world.DepositAsync(world.Alice, 1_000);
        CommittedBatch wrong = await world.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One });
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        AuditReport after = await LookAsync(auditor); // both blocks between two looks: the wrong one was seen all the same
        Assert.Equal(("RED", "agree", 1UL), (after.Head.Regime, after.Commitments.Check, after.Commitments.Dropped));
        AuditHistory.Alert alert = Assert.Single(_history.Alerts(auditor.Id, isOpen: false, limit: 10), it => it.Cause == "WrongCommitment");
        Assert.Equal((wrong.Block.Number, "BLACK"), (alert.Block, alert.Regime));
        Assert.NotNull(alert.EndBlock);

        using Auditor restarted = Audit(world);
        Assert.Equal(after.Head.Regime, (await LookAsync(restarted)).Head.Regime);
        Assert.Equal(after.EvidenceRoot, restarted.Current!.Report.EvidenceRoot);
    }

    [Fact]
    public async Task Data_that_nobody_has_is_not_green()
    {
        await using World world = await StartAsync();
        await world.DepositAsync(world.Alice, 1_000);
        using Auditor blind = new(world.Node, world.Identity, world.Deployment.StartBlock, new(null), _history);
        Assert.Equal("GREEN", (await LookAsync(blind)).Head.Regime);
        CommittedBatch unseen = await world.CommitAsync();
        AuditReport report = await LookAsync(blind);
        Assert.Equal((unseen.Block.Number, "AMBER", "unknown", 0UL), (report.Cut.Block, report.Head.Regime, report.Commitments.Check, report.Commitments.Right));
        Assert.Contains(report.Findings, finding => finding.Cause == "DataMissing");
        Assert.Contains(report.Findings, finding => finding.Cause == "MissingData");
        Assert.Equal("0", report.Tokens[0].Surplus); // of the last state that is known
    }

    [Fact]
    public async Task An_auditor_that_hears_nothing_says_so()
    {
        await using World world = await StartAsync();
        Clock clock = new();
        using Auditor auditor = new(world.Node, world.Identity, world.Deployment.StartBlock, Blobs(world), _history, time: clock);
        Assert.Equal(("AMBER", false), (auditor.Health().EffectiveRegime, auditor.Health().IsReady));
        await LookAsync(auditor);
        Assert.Equal(("GREEN", true), (auditor.Health().EffectiveRegime, auditor.Health().IsReady));
        clock.Now += TimeSpan.FromSeconds(61);
        Assert.Equal(("AMBER", false), (auditor.Health().EffectiveRegime, auditor.Health().IsReady));
        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal("RED", auditor.Health().EffectiveRegime);
    }

    public override void Dispose()
    {
        _history.Dispose();
        base.Dispose();
    }

    // Delays long enough that a slow machine does not make a queue late.
    private Task<World> StartAsync() =>
        World.StartAsync(Anvil, profile => profile with { InclusionDelay = 36_000, OpenAfter = 72_000, EscapeAfter = 360_000 }, Cancellation);

    private static BlobSources Blobs(World world) => new(null, BeaconBlobSource.AtBlockNumbers(world.Beacon));

    private Auditor Audit(World world) => new(world.Node, world.Identity, world.Deployment.StartBlock, Blobs(world), _history);

    private static async Task<AuditReport> LookAsync(Auditor auditor)
    {
        await auditor.PollAsync(TestContext.Current.CancellationToken);
        return auditor.Current!.Report;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
