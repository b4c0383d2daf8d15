using System.Collections.Immutable;
using Plimsoll.EndToEnd.Settlement;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.EndToEnd.Auditing;

/// <summary>What people decide when they start an auditor: RED may end once somebody has looked at it, BLACK ends by decision alone, and neither hides what is still wrong.</summary>
public sealed class DecisionTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const ulong Hour = 3_600, UntilFinal = 80; // blocks; Anvil calls what is 64 blocks old finalised

    private readonly AuditHistory _history = new(":memory:");

    [Fact]
    public async Task Red_ends_after_its_clean_time_once_it_is_acknowledged_and_the_next_red_needs_another()
    {
        await using World world = await StartAsync();
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 1_000);
        await world.CommitAsync();
        await world.FinaliseAsync();
        using Auditor silent = Audit(world);
        await MisbehaveAsync(world, silent);
        Assert.Equal("RED", await RegimeAsync(silent));
        await world.PassAsync(73 * Hour);
        Assert.Equal("RED", await RegimeAsync(silent)); // nobody has looked

        using Auditor acknowledged = Audit(world, Decision.Acknowledge);
        await world.PassAsync(12);
        Assert.Equal("GREEN", await RegimeAsync(acknowledged));
        await SettleAsync(world, acknowledged);
        Assert.Equal("GREEN", acknowledged.Current!.Report.Confirmed.Regime);

        await MisbehaveAsync(world, acknowledged);
        await world.PassAsync(73 * Hour);
        Assert.Equal("RED", await RegimeAsync(acknowledged));
    }

    [Fact]
    public async Task An_acknowledgement_shortens_no_clean_time()
    {
        await using World world = await StartAsync();
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 1_000);
        await world.CommitAsync();
        await world.FinaliseAsync();
        using (Auditor silent = Audit(world))
            await MisbehaveAsync(world, silent);
        using Auditor acknowledged = Audit(world, Decision.Acknowledge);
        await world.PassAsync(71 * Hour);
        Assert.Equal("RED", await RegimeAsync(acknowledged));
        await world.PassAsync(2 * Hour);
        Assert.Equal("GREEN", await RegimeAsync(acknowledged));
    }

    [Fact]
    public async Task A_lasting_black_ends_by_decision_and_leads_to_amber()
    {
        await using World world = await StartAsync();
        RegimeState black = new() { Regime = Regime.Black, IsLasting = true, Causes = ImmutableArray.Create(new Finding(Regime.Black, RegimeCause.UnbackedRelease, "long ago")) };
        using (Auditor before = Audit(world))
            _history.Confirm(before.Id, new(0, black, black));
        using Auditor kept = Audit(world);
        await world.PassAsync(12);
        Assert.Equal("BLACK", await RegimeAsync(kept));
        using Auditor reopened = Audit(world, Decision.Reopen);
        Assert.Equal("AMBER", await RegimeAsync(reopened));
        await world.PassAsync(5 * Hour);
        Assert.Equal("AMBER", await RegimeAsync(reopened));
        await world.PassAsync(2 * Hour);
        Assert.Equal("GREEN", await RegimeAsync(reopened));
    }

    [Fact]
    public async Task A_decision_hides_nothing_that_is_still_wrong()
    {
        await using World world = await StartAsync();
        await world.DepositAsync(world.Alice, 1_000);
        await world.PassAsync(400_000);
        await world.SendAsync(world.Guard, RollupCalls.Freeze());
        using (Auditor auditor = Audit(world))
            Assert.Equal("BLACK", await RegimeAsync(auditor));
        using Auditor reopened = Audit(world, Decision.Reopen), acknowledged = Audit(world, Decision.Acknowledge);
        Assert.Equal("BLACK", await RegimeAsync(reopened));
        Assert.Equal("BLACK", await RegimeAsync(acknowledged));
    }

    public override void Dispose()
    {
        _history.Dispose();
        base.Dispose();
    }

    private Task<World> StartAsync() => World.StartAsync(Anvil, profile => profile with { InclusionDelay = 36_000, OpenAfter = 72_000, EscapeAfter = 360_000 }, Cancellation);

    private Auditor Audit(World world, Decision decision = Decision.None) =>
        new(world.Node, world.Identity, world.Deployment.StartBlock, new(null, BeaconBlobSource.AtBlockNumbers(world.Beacon)), _history, new() { Decision = decision });

    private static async Task<string> RegimeAsync(Auditor auditor)
    {
        await auditor.PollAsync(TestContext.Current.CancellationToken);
        return auditor.Current!.Report.Head.Regime;
    }

    /// <summary>A wrong batch that is removed, and time enough that nobody can take it back.</summary>
    private static async Task MisbehaveAsync(World world, Auditor auditor)
    {
        await world.CommitAsync(batch => batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 10), slots => slots[0] = slots[0] with { PostRoot = Fr.One });
        await world.Watcher.ActAsync(await world.VerifyAsync(), TestContext.Current.CancellationToken);
        await SettleAsync(world, auditor);
    }

    private static async Task SettleAsync(World world, Auditor auditor)
    {
        for (ulong block = 0; block < UntilFinal; block++)
            await world.PassAsync(12);
        await auditor.PollAsync(TestContext.Current.CancellationToken);
    }
}
