using Plimsoll.L1.Rpc;

namespace Plimsoll.L1.Tests.Rpc;

/// <summary>The rules for a transaction that was sent, one view after the other.</summary>
public sealed class SendRulesTests
{
    [Fact]
    public void A_waiting_transaction_is_raised_every_so_many_blocks()
    {
        SendRules rules = new(stuckAfterBlocks: 3, confirmations: 1);
        Assert.Equal(
            [SendStep.Wait, SendStep.Wait, SendStep.Wait, SendStep.Raise, SendStep.Wait, SendStep.Wait, SendStep.Raise],
            new ulong[] { 10, 11, 12, 13, 14, 15, 16 }.Select(latest => rules.Next(new(latest, false, null, true))));
    }

    [Fact]
    public void Its_own_block_is_the_first_confirmation()
    {
        SendRules rules = new(3, confirmations: 2);
        Assert.Equal(SendStep.Wait, rules.Next(new(20, true, 20, true)));
        Assert.Equal(SendStep.Finish, rules.Next(new(21, true, 20, true)));
        Assert.Equal(SendStep.Finish, new SendRules(3, 1).Next(new(20, true, 20, true)));
    }

    [Fact]
    public void A_node_that_lags_behind_the_receipt_is_waited_for() =>
        Assert.Equal(SendStep.Wait, new SendRules(3, 2).Next(new(19, true, 20, true)));

    [Fact]
    public void A_used_nonce_without_our_receipt_gets_two_blocks_of_grace()
    {
        SendRules rules = new(3, 1);
        Assert.Equal(SendStep.Wait, rules.Next(new(20, true, null, false)));
        Assert.Equal(SendStep.Wait, rules.Next(new(21, true, null, false)));
        Assert.Equal(SendStep.GiveUp, rules.Next(new(22, true, null, false)));
    }

    [Fact]
    public void A_reorg_gives_the_grace_back()
    {
        SendRules rules = new(30, 1);
        Assert.Equal(SendStep.Wait, rules.Next(new(20, true, null, false)));
        Assert.Equal(SendStep.SendAgain, rules.Next(new(21, false, null, false)));
        Assert.Equal(SendStep.Wait, rules.Next(new(22, true, null, false)));
        Assert.Equal(SendStep.Wait, rules.Next(new(23, true, null, false)));
        Assert.Equal(SendStep.GiveUp, rules.Next(new(24, true, null, false)));
    }

    [Fact]
    public void What_nobody_knows_is_sent_again_at_once() =>
        Assert.Equal(SendStep.SendAgain, new SendRules(3, 1).Next(new(20, false, null, false)));

    [Fact]
    public void What_is_dropped_again_and_again_is_raised()
    {
        SendRules rules = new(stuckAfterBlocks: 2, confirmations: 1);
        Assert.Equal(
            [SendStep.SendAgain, SendStep.SendAgain, SendStep.Raise, SendStep.SendAgain],
            new ulong[] { 10, 11, 12, 13 }.Select(latest => rules.Next(new(latest, false, null, false))));
    }

    [Fact]
    public void What_a_reorg_drops_is_first_offered_as_before()
    {
        SendRules rules = new(stuckAfterBlocks: 3, confirmations: 9);
        Assert.Equal(SendStep.Wait, rules.Next(new(10, false, null, true)));
        Assert.Equal(SendStep.Wait, rules.Next(new(14, true, 11, true)));
        Assert.Equal(
            [SendStep.SendAgain, SendStep.Wait, SendStep.Raise],
            new[] { (15, false), (16, true), (17, true) }.Select(at => rules.Next(new((ulong)at.Item1, false, null, at.Item2))));
    }
}
