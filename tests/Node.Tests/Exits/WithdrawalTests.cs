using Plimsoll.Node.Chain;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Tests.Chain;

namespace Plimsoll.Node.Tests.Exits;

/// <summary>An account's withdrawals are a line, cut where the chain's totals lie.</summary>
public sealed class WithdrawalTests
{
    private static readonly CommittedBatch s_batch = new Story(RollupFold.Begin(Story.Identity)).Bond(9_000).Deposit(1).Commit(1, 2, 7).Cut.Batches[0];

    private static readonly WithdrawalFacts s_facts = new()
    {
        Now = s_batch.CommittedAt + 40,
        SoftConfirmed = 100,
        Pending = [new(s_batch, 80, IsAccepted: false, s_batch.CommittedAt + 100)],
        Final = 50,
        Claimed = 30,
        Waiting = 10,
        WaitingBefore = 25,
        QuotaFloor = 10,
        QuotaPeriod = 50,
    };

    [Fact]
    public void Each_part_has_its_stage_and_its_time()
    {
        Assert.Equal(
            [
                new(WithdrawalStage.Paid, 20, 20, null, null),
                new(WithdrawalStage.Waiting, 10, 30, null, s_facts.Now + 150), // 25 at 10 a period: three periods
                new(WithdrawalStage.Claimable, 20, 50, null, null),
                new(WithdrawalStage.Committed, 30, 80, s_batch.HeaderHash, s_batch.CommittedAt + 101),
                new(WithdrawalStage.SoftConfirmed, 20, 100, null, null),
            ],
            Withdrawals.PartsOf(s_facts));
        Assert.Equal(61UL, Withdrawals.Of(s_facts, 51)!.SecondsLeft(s_facts.Now));
        Assert.Equal(WithdrawalStage.Claimable, Withdrawals.Of(s_facts, 50)!.Stage);
        Assert.Null(Withdrawals.Of(s_facts, 101));
    }

    [Fact]
    public void A_window_that_is_over_only_waits_for_somebody()
    {
        WithdrawalFacts later = s_facts with { Now = s_batch.CommittedAt + 101, Pending = [s_facts.Pending[0] with { IsAccepted = true }] };
        Assert.Equal((WithdrawalStage.Finalisable, (ulong?)null), (Withdrawals.Of(later, 80)!.Stage, Withdrawals.Of(later, 80)!.NextAt));
        Assert.Equal(WithdrawalStage.Committed, Withdrawals.Of(s_facts with { Now = s_batch.CommittedAt + 100 }, 80)!.Stage);
        Assert.Equal(0UL, Withdrawals.Of(s_facts, 80)!.SecondsLeft(s_batch.CommittedAt + 500)); // a proof that is late: nobody knows when it comes
    }

    [Fact]
    public void Parts_make_up_the_whole_and_never_overlap() =>
        Gen.Select(Gen.UInt[0, 50], Gen.UInt[0, 50], Gen.UInt[0, 50], Gen.UInt[0, 50], Gen.UInt[0, 50]).Sample((paid, waiting, final, pending, soft) =>
        {
            WithdrawalFacts facts = s_facts with { Claimed = paid + waiting, Waiting = waiting, Final = final, Pending = [s_facts.Pending[0] with { Withdrawn = pending }], SoftConfirmed = soft };
            IReadOnlyList<WithdrawalPart> parts = Withdrawals.PartsOf(facts);
            UInt256 reached = UInt256.Zero;
            foreach (WithdrawalPart part in parts)
            {
                Assert.False(part.Amount.IsZero);
                Assert.Equal(part.UpTo, reached + part.Amount);
                reached = part.UpTo;
            }

            Assert.Equal((UInt256)new[] { paid + waiting, final, pending, soft }.Max(), reached);
        });
}
