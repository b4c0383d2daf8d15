using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Tests.Sequencing;

/// <summary>How much is admitted while batches wait for their proofs: the rule alone.</summary>
public sealed class ProofPressureTests
{
    private const int Free = 1_000, Most = 4_000;
    private const uint Deadline = 1_800, Patience = 150;
    private static readonly TimeSpan s_block = TimeSpan.FromMilliseconds(250);
    private static readonly RollupIdentity s_proven = IdentityOf(ProofKinds.Validity, 1);
    private static readonly AdmissionPolicy s_policy = SequencingRole.AdmissionOf(s_proven, Patience);

    // What a prover on two cores proves in a second, and less, and nothing; and what none does.
    private static readonly double?[] s_rates = [null, 0, 0.01, 1, 3, 50, double.MaxValue, double.PositiveInfinity, double.NaN, -1, double.NegativeInfinity];

    [Fact]
    public void Below_the_threshold_nobody_is_slowed_down_however_slow_the_prover_is()
    {
        foreach (double? rate in s_rates)
        {
            Assert.Equal(Most, s_policy.SlotsFor(new(0, 0, rate), s_block));
            Assert.Equal(Most - Free + 1, s_policy.SlotsFor(new(Free - 1, 0, rate) { Unproven = Deadline * 3 / 8 }, s_block));
        }
    }

    [Fact]
    public void Admission_falls_as_unproven_slots_pile_up_and_ends_at_the_limit()
    {
        double before = double.MaxValue;
        for (int slots = Free; slots < Most; slots += 50)
        {
            double now = s_policy.SlotsFor(new(slots, 0, 3), s_block);
            Assert.True(0 < now && now < before, $"{now} at {slots} slots, and {before} before");
            before = now;
        }

        Assert.Equal(1.5, s_policy.SlotsFor(new(Free, 0, 3), s_block)); // twice what is proven in a block
        Assert.Equal(0.75, s_policy.SlotsFor(new((Free + Most) / 2, 0, 3), s_block));
        Assert.Equal(0, s_policy.SlotsFor(new(Most, 0, 3), s_block, unused: 2));
        Assert.Equal(0, s_policy.SlotsFor(new(int.MaxValue, 0, double.MaxValue), s_block, unused: 2));
    }

    [Fact]
    public void A_prover_that_does_less_than_a_slot_in_a_block_slows_the_sequencer_down_and_does_not_stop_it()
    {
        (int taken, double unused) = (0, 0);
        for (int block = 0; block < 4 * 60; block++)
        {
            double allowed = s_policy.SlotsFor(new((Free + Most) / 2, 0, 1), s_block, unused);
            taken += (int)allowed;
            unused = allowed - (int)allowed;
        }

        Assert.InRange(taken, 59, 60); // halfway to the limit, what is proven in a minute
    }

    [Fact]
    public void What_is_not_used_waits_for_an_operation_of_two_slots_and_for_no_more()
    {
        double unused = 0;
        for (int block = 0; block < 1_000; block++)
        {
            unused = s_policy.SlotsFor(new(Free, 0, 1), s_block, unused);
            Assert.InRange(unused, 0, 2.5);
        }

        Assert.Equal(2.5, unused);
        Assert.Equal(1, s_policy.SlotsFor(new(Most - 1, 0, 1), s_block, unused)); // the limit stands
    }

    [Fact]
    public void Before_the_proof_deadline_of_a_batch_nothing_is_built_on_it_any_more_and_its_proof_ends_that()
    {
        const uint Last = Deadline / 4 * 3;
        Assert.Equal(Last, s_policy.MaxUnproven);
        double At(uint seconds, double? rate = 4) => s_policy.SlotsFor(new(10, 0, rate) { Unproven = seconds }, s_block);
        Assert.Equal(Most - 10, At(Last / 2));
        Assert.Equal(1, At(Last / 4 * 3 + 1), 1);
        Assert.True(At(Last - 1) > 0);
        foreach (uint late in (uint[])[Last, Deadline, uint.MaxValue])
            Assert.Equal(0, At(late));
        Assert.Equal(0, At(Last, double.MaxValue));
        Assert.Equal(Most - 10, At(0));
    }

    [Fact]
    public void Whatever_the_numbers_are_no_more_is_allowed_than_there_is_room_and_never_less_than_nothing() =>
        Gen.Select(Gen.Int[-10, 10_000], Gen.UInt, Gen.UInt[0, 3_000], Gen.OneOf(Gen.Int[0, s_rates.Length - 1].Select(i => s_rates[i]), Gen.Double.Select(it => (double?)it)), Gen.Double[-1, 5]).Sample(
            (slots, still, unproven, rate, unused) =>
            {
                double allowed = s_policy.SlotsFor(new(Math.Max(slots, 0), still, rate) { Unproven = unproven }, s_block, unused);
                Assert.InRange(allowed, 0, Math.Max(0, Most - Math.Max(slots, 0)));
                Assert.InRange(s_policy.RetryAfter(new(Math.Max(slots, 0), still, rate)).TotalSeconds, 1, 60);
            },
            iter: 10_000);

    [Fact]
    public void A_policy_that_would_stop_for_good_is_none()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdmissionPolicy { MaxWait = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdmissionPolicy { MaxUnproven = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdmissionPolicy { MaxSlots = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdmissionPolicy { FreeSlots = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdmissionPolicy { LeastSlots = -1 });
    }

    [Fact]
    public void Where_no_proof_counts_none_is_waited_for()
    {
        AdmissionPolicy timed = SequencingRole.AdmissionOf(Story.Identity, Patience);
        Assert.Equal((uint.MaxValue, Patience), (timed.MaxUnproven, timed.MaxWait));
        Assert.Equal(900_000, timed.SlotsFor(new(0, 0, null) { Unproven = int.MaxValue }, s_block));
        AdmissionPolicy attested = SequencingRole.AdmissionOf(IdentityOf(ProofKinds.Quorum, 1), Patience);
        Assert.Equal((Deadline / 4 * 3, 900_000), (attested.MaxUnproven, attested.MaxSlots)); // signatures are cheap: only their deadline counts
    }

    [Fact]
    public void The_oldest_batch_that_can_still_fall_for_want_of_proofs_is_the_one_that_is_waited_for()
    {
        RollupCut one = new Story(RollupFold.Begin(Story.Multi)).Bond(9_000).Deposit(1).Commit(1, 2, 7).Cut;
        Assert.Equal((uint)one.Time, ChainSettlement.UnprovenSince(one));
        RollupCut two = new Story(one).Commit(0, 1, 8).Cut;
        Assert.Equal((uint)one.Time, ChainSettlement.UnprovenSince(two));
        RollupCut voted = new Story(two).Vote(two.Batches[0], ProofKinds.Quorum).Cut; // with time, these are two of three
        Assert.Equal((uint)two.Time, ChainSettlement.UnprovenSince(voted));
        Assert.Null(ChainSettlement.UnprovenSince(new Story(voted).Vote(two.Batches[1], ProofKinds.Validity).Cut));
        Assert.Equal((uint)two.Time, ChainSettlement.UnprovenSince(new Story(two).Vote(two.Batches[0], ProofKinds.Validity).Cut));
        Assert.Null(ChainSettlement.UnprovenSince(new Story(two, 60).DropUnproven(1).Cut));
        Assert.Null(ChainSettlement.UnprovenSince(new Story(RollupFold.Begin(Story.Identity)).Bond(9_000).Deposit(1).Commit(1, 2, 7).Cut));
    }

    [Fact]
    public void The_rate_is_what_was_proven_while_more_was_waiting_and_outlives_a_clock_that_jumps()
    {
        CarriedRate rate = new();
        uint time = 1_000_000;
        rate.Add(0, time, isBusy: true);
        Assert.Null(rate.Capacity);
        for (int i = 0; i < 100; i++)
            rate.Add(30, time += 10, isBusy: true);
        Assert.Equal(3, rate.Capacity!.Value, 9);
        rate.Add(0, time + 86_400, isBusy: true); // a block that is replaced
        Assert.Equal(0, rate.Capacity!.Value, 3);
        for (int i = 0; i < 100; i++)
            rate.Add(30, time += 10, isBusy: true);
        Assert.Equal(3, rate.Capacity!.Value, 3);
    }

    private static RollupIdentity IdentityOf(ProofKinds kinds, byte threshold) =>
        new(31337, Story.Rollup, Story.Hub, Story.Profile with { Kinds = kinds, Threshold = threshold, ProofDeadline = Deadline, ChallengeWindow = 0, Votes = Story.AddressOf(0xdd) }, Story.Identity.Tokens);
}
