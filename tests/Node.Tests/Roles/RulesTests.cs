using Plimsoll.Batches;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.State;

namespace Plimsoll.Node.Tests.Roles;

/// <summary>What watcher and finaliser decide.</summary>
public sealed class RulesTests
{
    private static readonly RollupCut s_cut = new Story(RollupFold.Begin(Story.Identity)).Bond(9_000).Deposit(1).Commit(1, 2, 7).Commit(0, 1, 8).Cut;
    private static readonly HashSet<Bytes32> s_none = [];

    private static FaultyBatch Faulty(int height) =>
        new(s_cut.Batches[height - 1], s_cut.HeaderAt((ulong)height - 1), new(FaultKind.WrongPostRoot, 0), new(default(BatchContext), 1, Fr.Zero, []), default, default);

    [Fact]
    public void A_wrong_batch_is_announced_where_that_pays_and_always_removed()
    {
        VerifiedCut wrong = new(s_cut, 0, Faulty(1));
        FaultyBatch faulty = wrong.Fault!;
        Assert.Equal([new WatcherAction.Announce(faulty), new WatcherAction.Prove(faulty)], WatcherRules.Decide(wrong, Story.Alice, s_none, s_none, UInt256.Zero));
        Assert.Equal([new WatcherAction.Prove(faulty)], WatcherRules.Decide(wrong, Story.Alice, s_none, s_none, 1)); // the bond of this story is 1,000 wei
        Assert.Equal([new WatcherAction.Prove(faulty)], WatcherRules.Decide(wrong, Story.Alice, new HashSet<Bytes32> { faulty.Batch.HeaderHash }, s_none, UInt256.Zero));
        Assert.Empty(WatcherRules.Decide(new(s_cut, 2, null), Story.Alice, s_none, s_none, UInt256.Zero));
        Assert.Empty(WatcherRules.Decide(wrong with { Cut = new Story(s_cut, Story.Profile.ChallengeWindow + 1).Finalise().Cut }, Story.Alice, s_none, s_none, UInt256.Zero)); // final is final
    }

    [Fact]
    public void An_announcement_can_be_revealed_after_a_restart_and_by_nobody_else()
    {
        using PrivateKey key = PrivateKey.Parse("0x" + new string('1', 64)), other = PrivateKey.Parse("0x" + new string('2', 64));
        (FaultyBatch first, FaultyBatch second) = (Faulty(1), Faulty(2));
        Bytes32 salt = Announcement.Salt(key, first.Batch.HeaderHash);
        Assert.Equal(salt, Announcement.Salt(key, first.Batch.HeaderHash));
        Assert.NotEqual(salt, Announcement.Salt(other, first.Batch.HeaderHash));
        Assert.NotEqual(salt, Announcement.Salt(key, second.Batch.HeaderHash));
        Assert.NotEqual(Announcement.Commitment(Story.Alice, first, salt), Announcement.Commitment(Story.Operator, first, salt));
        Assert.NotEqual(Announcement.Commitment(Story.Alice, first, salt), Announcement.Commitment(Story.Alice, first with { Fault = new(FaultKind.WrongPostRoot, 1) }, salt));
    }

    [Fact]
    public void A_reward_is_revealed_in_time_and_collected_afterwards()
    {
        RollupCut dropped = new Story(s_cut).Drop(1).Cut;
        Bytes32 name = s_cut.Batches[0].HeaderHash;
        HashSet<Bytes32> tried = [name];
        RollupCut last = new Story(dropped, Story.Profile.InclusionDelay - 1).Cut, over = new Story(dropped, Story.Profile.InclusionDelay).Cut;
        Assert.Equal([new WatcherAction.Reveal(name)], WatcherRules.Decide(new(last, 0, null), Story.Operator, s_none, s_none, UInt256.Zero));
        Assert.Empty(WatcherRules.Decide(new(last, 0, null), Story.Operator, s_none, tried, UInt256.Zero));
        Assert.Empty(WatcherRules.Decide(new(over, 0, null), Story.Operator, s_none, s_none, UInt256.Zero));
        Assert.Empty(WatcherRules.Decide(new(last, 0, null), Story.Alice, s_none, s_none, UInt256.Zero));
        Assert.Equal([new WatcherAction.Collect(name)], WatcherRules.Decide(new(over, 0, null), Story.Alice, s_none, s_none, UInt256.Zero));
    }

    [Fact]
    public void Only_right_batches_whose_window_is_over_become_final()
    {
        RollupCut last = new Story(s_cut, Story.Profile.ChallengeWindow).Cut, over = new Story(s_cut, Story.Profile.ChallengeWindow + 1).Cut;
        Assert.Empty(FinaliserRules.Decide(new(last, 2, null)));
        Assert.Equal([1UL, 2UL], FinaliserRules.Decide(new(over, 2, null)).Select(batch => batch.Height));
        Assert.Equal([1UL], FinaliserRules.Decide(new(over, 1, Faulty(2))).Select(batch => batch.Height));
        Assert.Empty(FinaliserRules.Decide(new(over, 0, Faulty(1))));
    }

    [Theory]
    [InlineData(0, 100, false)] // nothing waits
    [InlineData(150, 0, false)] // nothing may leave
    [InlineData(150, 124, false)]
    [InlineData(1_500, 124, false)]
    [InlineData(150, 150, true)] // all of it
    [InlineData(1_500, 125, true)] // an eighth of the share, which is above the floor
    public void A_line_of_payouts_is_paid_when_it_is_worth_a_transaction(ulong waiting, ulong left, bool pays) =>
        Assert.Equal(pays, FinaliserRules.PaysNow(Story.Profile with { QuotaFloor = 100, QuotaShare = 1_000 }, escrow: 10_000, waiting, left));
}
