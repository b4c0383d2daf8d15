using Plimsoll.Node.Chain;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Tests.Chain;

namespace Plimsoll.Node.Tests.Exits;

/// <summary>The way out opens when the contract lets it, to the second.</summary>
public sealed class EscapeRulesTests
{
    private static readonly RollupCut s_begin = new Story(RollupFold.Begin(Story.Identity)).Bond(100_000).Cut;

    [Fact]
    public void A_rollup_whose_queue_is_served_is_not_left() => Assert.Equal((EscapeStage.Served, null), EscapeRules.Decide(s_begin));

    [Fact]
    public void An_item_that_is_too_old_opens_the_way()
    {
        RollupCut cut = new Story(s_begin).Deposit(1).Cut;
        ulong from = cut.Time + Story.Profile.EscapeAfter + 1;
        Assert.Equal((EscapeStage.Waiting, from), EscapeRules.Decide(cut));
        Assert.Equal((EscapeStage.Waiting, from), EscapeRules.Decide(new Story(cut, 300).Cut));
        Assert.Equal((EscapeStage.Freezable, null), EscapeRules.Decide(new Story(cut, 301).Cut));
    }

    [Fact]
    public void A_drop_gives_the_operator_time_to_serve_the_queue_again()
    {
        RollupCut cut = new Story(s_begin).Deposit(1).Commit(1, 1, 7).Cut;
        RollupCut dropped = new Story(cut, 290).Drop(1).Cut;
        Assert.Equal((EscapeStage.Waiting, dropped.Time + Story.Profile.InclusionDelay + 1), EscapeRules.Decide(new Story(dropped, 60).Cut));
        Assert.Equal((EscapeStage.Freezable, null), EscapeRules.Decide(new Story(dropped, 61).Cut));
    }

    [Fact]
    public void Drops_without_end_do_not_keep_the_way_shut()
    {
        RollupCut cut = new Story(s_begin).Deposit(1).Cut;
        ulong entered = cut.Time;
        for (ulong name = 7; cut.Time <= entered + Story.Profile.EscapeAfter + 2 * Story.Profile.ChallengeWindow; name++)
            cut = new Story(new Story(cut, 20).Commit(1, 1, name).Cut, 20).Drop(1).Cut;
        Assert.Equal((EscapeStage.Freezable, null), EscapeRules.Decide(cut));
    }

    [Fact]
    public void What_is_pending_settles_before_anybody_leaves()
    {
        RollupCut cut = new Story(s_begin).Deposit(1).Commit(0, 1, 7).Cut;
        cut = new Story(cut, 301).Freeze().Cut;
        Assert.Equal((EscapeStage.Finalisable, null), EscapeRules.Decide(cut));
        cut = new Story(cut).Finalise().Cut;
        Assert.Equal((EscapeStage.Open, null), EscapeRules.Decide(cut));

        RollupCut late = new Story(new Story(new Story(s_begin).Deposit(1).Cut, 295).Commit(0, 1, 7).Cut, 6).Freeze().Cut;
        Assert.Equal((EscapeStage.Settling, late.WindowEnd(late.OldestPending!) + 1), EscapeRules.Decide(late));
    }
}
