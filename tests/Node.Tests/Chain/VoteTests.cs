using Plimsoll.Batches;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;
using ChainSettlement = Plimsoll.Node.Sequencing.ChainSettlement;

namespace Plimsoll.Node.Tests.Chain;

/// <summary>Two of three kinds of proof as L1's logs tell them. The window is 100 seconds, the deadline 50.</summary>
public sealed class VoteTests
{
    private static readonly RollupCut s_cut = new Story(RollupFold.Begin(Story.Multi)).Bond(9_000).Deposit(1).Commit(1, 2, 7).Commit(0, 1, 8).Cut;
    private static readonly CommittedBatch s_first = s_cut.Batches[0], s_second = s_cut.Batches[1];
    private static readonly HashSet<Bytes32> s_none = [];

    [Fact]
    public void Two_kinds_make_a_batch_final_and_no_single_one_does()
    {
        Assert.Empty(FinaliserRules.Decide(new(s_cut, 2, null)));
        RollupCut proven = new Story(s_cut).Vote(s_first, ProofKinds.Validity).Cut;
        Assert.Equal(ProofKinds.Validity, proven.VotesFor(s_first));
        Assert.Empty(FinaliserRules.Decide(new(proven, 2, null)));
        RollupCut both = new Story(proven).Vote(s_first, ProofKinds.Quorum).Cut;
        Assert.Equal([s_first], FinaliserRules.Decide(new(both, 2, null)));
        Assert.Equal([s_first], FinaliserRules.Decide(new(new Story(proven, 101).Cut, 2, null))); // time is the second
        Assert.Empty(FinaliserRules.Decide(new(new Story(s_cut, 101).Cut, 2, null))); // time alone
    }

    [Fact]
    public void The_last_kind_that_is_needed_says_when_there_are_enough()
    {
        ulong start = s_first.CommittedAt;
        Assert.Equal((50UL, 100UL), (Story.Multi.Profile.FinalWithin, Story.Identity.Profile.FinalWithin)); // two proofs by their deadline; time alone
        Assert.Equal(start + 50, s_cut.AcceptedBy(s_first));
        RollupCut proven = new Story(s_cut, 20).Vote(s_first, ProofKinds.Validity).Cut;
        Assert.Equal(start + 50, proven.AcceptedBy(s_first)); // a quorum by its deadline
        Assert.Equal(start + 100, new Story(proven, 51).Cut.AcceptedBy(s_first)); // it missed it: time will do
        RollupCut both = new Story(new Story(proven, 30).Cut).Vote(s_first, ProofKinds.Quorum).Cut;
        Assert.Equal(both.Time, both.AcceptedBy(s_first));
        Assert.Equal((true, both.Time), (PendingWithdrawal.Of(both, s_first, 1).IsAccepted, PendingWithdrawal.Of(both, s_first, 1).AcceptedBy));
        RollupCut timed = s_cut with { Identity = Story.Identity };
        Assert.Equal(start + 100, timed.AcceptedBy(s_first));
    }

    [Fact]
    public void What_is_not_proven_yet_the_sequencer_does_not_forget_however_certain_its_commit_is()
    {
        Assert.Equal(0UL, ChainSettlement.CertainHeight(s_cut, s_cut));
        RollupCut proven = new Story(s_cut).Vote(s_first, ProofKinds.Validity).Cut;
        Assert.Equal((0UL, 1UL), (ChainSettlement.CertainHeight(proven, s_cut), ChainSettlement.CertainHeight(proven, proven)));
        RollupCut timed = s_cut with { Identity = Story.Identity };
        Assert.Equal(2UL, ChainSettlement.CertainHeight(timed, timed));
    }

    [Fact]
    public void What_is_final_early_keeps_its_bond_until_its_window_is_over()
    {
        RollupCut early = Early();
        Assert.Equal((1UL, true), (early.FinalHeight, early.HeldBonds.Contains(s_first.HeaderHash)));
        Assert.Empty(FinaliserRules.Releasable(early));
        RollupCut over = new Story(early, 101).Cut;
        Assert.Equal([s_first], FinaliserRules.Releasable(over));
        Assert.Empty(FinaliserRules.Releasable(new Story(over).Emit("BondReleased", Story.Operator, s_first.HeaderHash).Cut));
    }

    [Fact]
    public void A_wrong_batch_that_is_final_early_is_shown_to_be_wrong_while_it_can_be()
    {
        FaultyBatch faulty = new(s_first, s_cut.HeaderAt(0), new(FaultKind.WrongPostRoot, 0), new(default(State.BatchContext), 1, Fr.Zero, []), default, default);
        RollupCut early = Early();
        Assert.Equal([new WatcherAction.Prove(faulty)], WatcherRules.Decide(new(early, 0, faulty), Story.Alice, s_none, s_none, 1));
        Assert.DoesNotContain(new WatcherAction.Prove(faulty), WatcherRules.Decide(new(new Story(early, 101).Cut, 0, faulty), Story.Alice, s_none, s_none, 1));
    }

    [Fact]
    public void What_is_not_proven_in_time_is_removed_unless_time_will_do()
    {
        RollupCut last = new Story(s_cut, 50).Cut, over = new Story(s_cut, 51).Cut;
        Assert.Empty(WatcherRules.Decide(new(last, 2, null), Story.Alice, s_none, s_none, 1));
        Assert.Equal([new WatcherAction.DropUnproven(s_first)], WatcherRules.Decide(new(over, 2, null), Story.Alice, s_none, s_none, 1));
        Assert.Empty(WatcherRules.Decide(new(new Story(over).Vote(s_first, ProofKinds.Quorum).Cut, 2, null), Story.Alice, s_none, s_none, 1));
        RollupCut dropped = new Story(over).DropUnproven(1).Cut;
        Assert.Equal((0UL, 1UL, 1), (dropped.Height, dropped.Generation, dropped.OpenItems.Count()));
        Assert.Equal([s_second.HeaderHash], dropped.HeldBonds);
    }

    [Fact]
    public void Fraud_of_a_proven_batch_freezes_at_its_parent()
    {
        RollupCut cut = new Story(s_cut).Vote(s_second, ProofKinds.Validity).Cut;
        cut = new Story(cut).Disagree(s_second, s_first.Header.NewRoot, 1).Cut;
        Assert.Equal((true, 1UL, 0UL, 1UL), (cut.IsFrozen, cut.Height, cut.FinalHeight, cut.Generation));
        Assert.Contains(s_second.HeaderHash, cut.Disputed);
        Assert.Contains(s_second.HeaderHash, cut.HeldBonds);
    }

    [Fact]
    public void What_was_final_early_is_taken_back_with_what_waits_under_it()
    {
        RollupCut cut = new Story(Early()).Vote(s_second, ProofKinds.Validity).Vote(s_second, ProofKinds.Quorum).FinaliseEarly().Cut;
        cut = new Story(cut).Claim(3, 70).QueuePayout(0, Story.Alice, 40).Claim(4, 9).QueuePayout(1, Story.Alice, 9).Cut;
        cut = new Story(cut).Disagree(s_second, s_first.Header.NewRoot, 1).CancelPayout(0, 3, 25).Cut;
        Assert.Equal((1UL, 1UL), (cut.Height, cut.FinalHeight));
        Assert.Equal([s_cut.Identity.Genesis.NewRoot, s_first.Header.NewRoot], cut.FinalRoots.Keys.OrderBy(root => cut.FinalRoots[root]));
        Assert.Equal(45UL, (ulong)cut.Claimed[new(3, Story.Alice, Address.Zero)]); // 30 at once, 15 from the line
        Assert.Equal([(0UL, 15UL), (15UL, 9UL)], cut.Payouts[Address.Zero].Select(entry => ((ulong)entry.Before, (ulong)entry.Amount)));
    }

    [Fact]
    public void A_proof_of_a_batch_that_fraud_removed_freezes_at_the_parent_too()
    {
        RollupCut cut = new Story(s_cut).Drop(2).Commit(0, 1, 9).Vote(s_second, ProofKinds.Validity).Cut;
        Assert.False(cut.IsFrozen);
        cut = new Story(cut).Disagree(s_second, s_first.Header.NewRoot, 2).Cut;
        Assert.Equal((true, 1UL, 2UL), (cut.IsFrozen, cut.Height, cut.Generation));
        Assert.Empty(cut.Rewards);
    }

    [Fact]
    public void Where_the_parent_fell_too_only_commits_stop()
    {
        RollupCut cut = new Story(s_cut).Drop(2).Drop(1).Commit(1, 2, 9).Vote(s_second, ProofKinds.Validity).Cut;
        cut = new Story(cut).Disagree(s_second, s_first.Header.NewRoot, 2).Cut;
        Assert.Equal((true, 1UL, 2UL), (cut.IsFrozen, cut.Height, cut.Generation));
    }

    [Fact]
    public void The_way_out_waits_for_what_can_still_be_taken_back_and_for_proofs()
    {
        RollupCut frozen = new Story(Early()).Vote(s_second, ProofKinds.Validity).Cut;
        frozen = new Story(frozen).Disagree(s_second, s_first.Header.NewRoot, 1).Cut;
        Assert.Equal((EscapeStage.Settling, frozen.WindowEnd(s_first) + 1), EscapeRules.Decide(frozen));
        Assert.Equal((EscapeStage.Open, null), EscapeRules.Decide(new Story(frozen, 101).Cut));

        RollupCut pending = new Story(s_cut).Vote(s_second, ProofKinds.Validity).Disagree(s_second, s_first.Header.NewRoot, 1).Cut;
        Assert.Equal(EscapeStage.Settling, EscapeRules.Decide(pending).Stage);
        Assert.Equal((EscapeStage.Unproven, null), EscapeRules.Decide(new Story(pending, 51).Cut));
    }

    [Fact]
    public void Votes_out_of_turn_are_refused()
    {
        Refused(new Story(s_cut).Emit("VoteRecorded", Bytes32.Zero, 2UL)); // of nothing
        Refused(new Story(s_cut).Emit("VoteRecorded", s_first.HeaderHash, 1UL)); // time is not recorded
        Refused(new Story(s_cut).Emit("VoteRecorded", s_first.HeaderHash, 6UL)); // two at once
        Refused(new Story(s_cut).Vote(s_first, ProofKinds.Validity).Vote(s_first, ProofKinds.Validity));
        RollupCut timed = new Story(RollupFold.Begin(Story.Identity)).Bond(9_000).Commit(0, 1, 7).Cut;
        Refused(new Story(timed).Vote(timed.Batches[0], ProofKinds.Validity)); // where it does not count
        Refused(new Story(s_cut).Disagree(s_second, s_first.Header.NewRoot, 1)); // there is no proof
        Story proven = new(new Story(s_cut).Vote(s_second, ProofKinds.Validity).Cut);
        Refused(proven.Disagree(s_second, s_second.Header.NewRoot, 1)); // not the parent's root
        Refused(new Story(new Story(s_cut).Vote(s_second, ProofKinds.Validity).Cut).Disagree(s_second, s_first.Header.NewRoot, 2)); // a drop left out
        Refused(new Story(s_cut).Emit("BatchUnproven", s_first.HeaderHash, 2UL, Story.Alice, 1UL));
        Refused(new Story(s_cut).CancelPayout(0, 3, 1));
    }

    private static RollupCut Early() => new Story(s_cut).Vote(s_first, ProofKinds.Validity).Vote(s_first, ProofKinds.Quorum).FinaliseEarly().Cut;

    private static void Refused(Story story) => Assert.Throws<RollupLogException>(() => story.Cut);
}
