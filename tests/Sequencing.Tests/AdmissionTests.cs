using Plimsoll.State;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Sequencing.Tests;

public sealed class AdmissionTests
{
    private readonly Office _office = new();

    [Fact]
    public void Operations_take_slots_in_the_order_they_come()
    {
        Outcome[] outcomes = _office.Hand(_office.Pay(Alice, Bob, 10), _office.Pay(Alice, Bob, 20, nonce: 1), _office.Pay(Bob, Carol, 5));
        Assert.Equal([0UL, 1UL, 2UL], outcomes.Select(outcome => outcome.Slot));
        Assert.All(outcomes, outcome => Assert.True(outcome.IsTaken));
        Assert.Equal((UInt128)1_025, _office.Town.Of(Bob, Euro).Balance);
    }

    [Fact]
    public void A_wrong_signature_changes_nothing_and_stands_in_nobodys_way()
    {
        Submission good = _office.Pay(Alice, Bob, 10);
        Submission forged = good with { Operation = good.Operation with { Word = good.Operation.Word with { Amount = 900 } } };
        Outcome[] outcomes = _office.Hand(forged, good);
        Assert.Equal(new(Refusal.Rule, RejectionReason.WrongSignature, 0), outcomes[0]);
        Assert.True(outcomes[1].IsTaken);
        Assert.Equal((UInt128)990, _office.Town.Of(Alice, Euro).Balance);
    }

    [Fact]
    public void A_nonce_from_the_past_is_used_and_one_from_the_future_is_ahead()
    {
        _office.Hand(_office.Pay(Alice, Bob, 10));
        Assert.Equal(Refusal.NonceUsed, _office.Hand(_office.Pay(Alice, Bob, 11, nonce: 0)).Refusal);
        Assert.Equal(Refusal.NonceAhead, _office.Hand(_office.Pay(Alice, Bob, 11, nonce: 2)).Refusal);
    }

    [Fact]
    public void The_same_operation_again_is_told_its_slot()
    {
        Submission first = _office.Pay(Alice, Bob, 10), second = _office.Pay(Bob, Carol, 10);
        _office.Hand(first, second);
        Outcome again = _office.Hand(second);
        Assert.Equal((Refusal.Duplicate, 1UL), (again.Refusal, again.Slot));
        Assert.Equal((UInt128)990, _office.Town.Of(Alice, Euro).Balance);
    }

    [Fact]
    public void A_claimed_nonce_that_was_not_signed_is_no_way_in()
    {
        _office.Hand(_office.Pay(Alice, Bob, 10));
        Submission replayed = _office.Pay(Alice, Bob, 10, nonce: 0) with { Nonce = 1 };
        Assert.Equal(RejectionReason.WrongSignature, _office.Hand(replayed).Rule);
    }

    [Fact]
    public void A_key_changed_just_before_counts_at_once()
    {
        Operation change = _office.Town.ChangeKey(Alice, Euro, Carol.Secret);
        change = _office.Town.SignExtended(change with { Word = change.Word with { ValidUntil = Office.Later } }, Alice);
        Submission byOldKey = _office.Pay(Alice, Bob, 10, nonce: 1);
        OperationWord word = byOldKey.Operation.Word;
        Account payer = _office.Town.Of(Alice, Euro) with { Nonce = 1 };
        Submission byNewKey = new(new(word, Carol.Secret.Sign(OperationMessage.Of(_office.Town.Context, word, payer, _office.Town.Of(Bob, Euro)).Hash())), 1);
        Outcome[] outcomes = _office.Hand(new(change, 0), byOldKey, byNewKey);
        Assert.True(outcomes[0].IsTaken);
        Assert.Equal(RejectionReason.WrongSignature, outcomes[1].Rule);
        Assert.True(outcomes[2].IsTaken);
    }

    [Fact]
    public void A_swap_says_both_nonces()
    {
        Operation swap = _office.Town.Swap(Alice, Euro, 100, Bob, Share, 7);
        OperationWord first = swap.Word with { ValidUntil = Office.Later }, second = swap.LinkedWord with { ValidUntil = Office.Later };
        Operation signed = _office.Town.SignSwap(first, Alice, second, Bob);
        Assert.Equal(Refusal.NonceAhead, _office.Hand(new Submission(signed, 0, LinkedNonce: 1)).Refusal);
        Assert.True(_office.Hand(new Submission(signed, 0, 0)).IsTaken);
        Assert.Equal(2UL, _office.Sequencer.Head.SequenceEnd);
        Assert.False(_office.Hand(new Submission(signed, 1, 1)).IsTaken);
    }

    [Fact]
    public void What_expires_before_its_batch_can_be_built_anew_is_refused()
    {
        uint margin = new AdmissionPolicy().MinimumLifetime;
        Assert.Equal(Refusal.ExpiresTooSoon, _office.Hand(_office.Pay(Alice, Bob, 1, validUntil: Office.Time + margin - 1)).Refusal);
        Assert.True(_office.Hand(_office.Pay(Alice, Bob, 1, validUntil: Office.Time + margin)).IsTaken);
    }

    [Fact]
    public void A_fee_below_the_minimum_of_its_token_is_too_low()
    {
        Office office = new(admission: new() { MinimumFees = new Dictionary<byte, UInt128> { [Euro] = 3 } });
        Assert.Equal(Refusal.FeeTooLow, office.Hand(office.Pay(Alice, Bob, 1, fee: 2)).Refusal);
        Assert.True(office.Hand(office.Pay(Alice, Bob, 1, fee: 3)).IsTaken);
    }

    [Fact]
    public void Users_do_not_collect() =>
        Assert.Equal(Refusal.NotForUsers, _office.Hand(new Submission(_office.Town.Collect(Operator, Euro, 1), 0)).Refusal);

    [Fact]
    public void Without_budget_the_sequencer_is_busy()
    {
        _office.Sequencer.Budget = 1;
        Outcome[] outcomes = _office.Hand(_office.Pay(Alice, Bob, 1), _office.Pay(Bob, Alice, 1));
        Assert.True(outcomes[0].IsTaken);
        Assert.Equal(Refusal.Busy, outcomes[1].Refusal);
    }

    [Fact]
    public void A_full_batch_leaves_the_rest_for_the_next()
    {
        Office office = new(maxSlots: 2);
        Submission[] three = [office.Pay(Alice, Bob, 1), office.Pay(Bob, Carol, 1), office.Pay(Carol, Alice, 1)];
        Assert.Equal(2, office.Sequencer.Execute(three, new Outcome[3]));
    }

    [Fact]
    public void Admission_slows_down_to_what_L1_carries_and_stops_at_the_limit()
    {
        AdmissionPolicy policy = new() { FreeSlots = 100, MaxSlots = 200 };
        TimeSpan second = TimeSpan.FromSeconds(1);
        Assert.Equal(200, policy.SlotsFor(default, second));
        Assert.Equal(20, policy.SlotsFor(new(100, 0, 10), second));
        Assert.Equal(10, policy.SlotsFor(new(150, 0, 10), second));
        Assert.Equal(0, policy.SlotsFor(new(150, 0, null), second));
        Assert.Equal(0, policy.SlotsFor(new(200, 0, 1_000), second));
        Assert.Equal(TimeSpan.FromSeconds(5), policy.RetryAfter(new(150, 0, 10)));
        Assert.Equal(TimeSpan.FromSeconds(60), policy.RetryAfter(new(150, 0, null)));
        Assert.Equal(TimeSpan.FromSeconds(1), policy.RetryAfter(new(100, 0, null))); // it is not the backlog that is too long
    }

    [Fact]
    public void No_more_is_taken_than_L1_carries_before_it_would_be_too_old()
    {
        AdmissionPolicy policy = new() { FreeSlots = 60_000, MaxSlots = 90_000, LeastSlots = 300, MaxWait = 100 };
        TimeSpan second = TimeSpan.FromSeconds(1);
        Assert.Equal(3_000, policy.SlotsFor(new(0, 0, 30), second)); // 30 a second for 100 seconds, not 90,000
        Assert.Equal(30, policy.SlotsFor(new(2_500, 0, 30), second));
        Assert.Equal(0, policy.SlotsFor(new(3_000, 0, 30), second));
        Assert.Equal(300, policy.SlotsFor(new(0, 0, 0.5), second)); // a standstill does not close the door for good
        Assert.Equal(0, policy.SlotsFor(new(300, 0, 0.5), second));
    }

    [Fact]
    public void Nothing_is_taken_while_L1_stands_still_for_too_long()
    {
        AdmissionPolicy policy = new() { FreeSlots = 60_000, MaxSlots = 90_000, MaxWait = 100 };
        TimeSpan second = TimeSpan.FromSeconds(1);
        Assert.Equal(89_990, policy.SlotsFor(new(10, 50, null), second));
        Assert.Equal(1_000, policy.SlotsFor(new(10, 75, 1_000), second));
        Assert.Equal(0, policy.SlotsFor(new(10, 75, null), second));
        Assert.Equal(0, policy.SlotsFor(new(10, 100, 1_000), second));
        Assert.Equal(0, policy.SlotsFor(new(10, uint.MaxValue, 1_000), second));
    }
}
