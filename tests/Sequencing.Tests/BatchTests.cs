using Plimsoll.Batches;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Sequencing.Tests;

/// <summary>iSEQ-004.</summary>
public sealed class BatchTests
{
    [Fact]
    public void A_sealed_batch_derives_without_a_fault()
    {
        Office office = new(isOpen: false);
        QueuedOperation[] queue = [new QueuedOperation.Deposit(Bob.Owner, Euro, 50, uint.MaxValue, Bob.Key), new QueuedOperation.ForcedExit(Carol.Owner, office.Town.IndexOf(Carol, Euro))];
        office.Sequencer.Open(new(Office.Time, queue));
        office.Hand(office.Pay(Alice, Bob, 10, fee: 2), office.Pay(Bob, Alice, 5));
        office.Sequencer.EndBlock();
        office.Sequencer.Close([office.OperatorsEuro]);
        SealedBatch sealedBatch = office.Sequencer.Seal()!;

        Assert.Equal((2, 10UL, 3UL, 5), (sealedBatch.QueueCount, sealedBatch.QueueEnd, sealedBatch.SequenceEnd, sealedBatch.Slots.Count));
        RollupState verifier = new Town().State;
        BatchInput input = new(sealedBatch.Context, sealedBatch.Slots.Count, sealedBatch.NewRoot, queue);
        Assert.Null(Derivation.Derive(verifier, input, FullLayout.Pack([.. sealedBatch.Slots])));
        Assert.Equal(UInt128.Zero, verifier.Pot(Euro));
    }

    [Fact]
    public void Batches_are_sealed_behind_the_ones_that_fill_up()
    {
        Office eager = new(maxSlots: 2), lazy = new(maxSlots: 2);
        List<SealedBatch> early = [], late = [];
        for (uint i = 0; i < 3; i++)
        {
            foreach (Office office in (Office[])[eager, lazy])
            {
                office.Hand(office.Pay(Alice, Bob, 1), office.Pay(Bob, Carol, 2));
                office.Sequencer.EndBlock();
                office.Sequencer.Close([]);
                office.Sequencer.Open(new(Office.Time + i, []));
            }

            early.Add(eager.Sequencer.Seal()!);
        }

        while (lazy.Sequencer.HasUnsealed) // slot by slot
        {
            if (lazy.Sequencer.Seal(maxSlots: 1) is { } next)
                late.Add(next);
        }

        Assert.Equal(early.Select(batch => batch.NewRoot), late.Select(batch => batch.NewRoot));
        Assert.All(early.Zip(late), pair => Assert.Equal(pair.First.Slots, pair.Second.Slots));
    }

    [Fact]
    public void A_block_says_what_was_taken_since_the_last()
    {
        Office office = new();
        Assert.Null(office.Sequencer.EndBlock());
        office.Hand(office.Pay(Alice, Bob, 1));
        Block first = office.Sequencer.EndBlock()!;
        office.Hand(office.Pay(Bob, Carol, 1), office.Pay(Carol, Alice, 1));
        Block second = office.Sequencer.EndBlock()!;
        Assert.Equal((1UL, 0UL, 1), (first.Number, first.FirstSlot, first.Operations.Count));
        Assert.Equal((2UL, 1UL, 2), (second.Number, second.FirstSlot, second.Operations.Count));
        Assert.Null(office.Sequencer.EndBlock());
    }

    [Fact]
    public void A_release_hands_over_the_state_at_the_end_of_its_batch()
    {
        Office office = new();
        office.Hand(office.Pay(Alice, Bob, 10, fee: 3));
        office.Sequencer.EndBlock();
        office.Sequencer.Close([]);
        SealedBatch first = office.Sequencer.Seal()!;
        office.Sequencer.Open(new(Office.Time, []));
        office.Hand(office.Pay(Alice, Bob, 100));

        Release release = office.Sequencer.Release(1);
        Assert.Equal(first.NewRoot, release.Root);
        Assert.Equal((UInt128)987, release.Changes.Accounts[office.Town.IndexOf(Alice, Euro)].Balance);
        Assert.Equal((UInt128)3, release.Changes.Pots[Euro]);
        Assert.Equal(2, release.Changes.Accounts.Count);
        Assert.Throws<ArgumentException>(() => office.Sequencer.Rewind(1));
    }

    [Fact]
    public void A_batch_that_is_not_sealed_is_not_released()
    {
        Office office = new();
        office.Hand(office.Pay(Alice, Bob, 10));
        office.Sequencer.EndBlock();
        Assert.Throws<ArgumentException>(() => office.Sequencer.Release(1));
        office.Sequencer.Close([]);
        Assert.Throws<ArgumentException>(() => office.Sequencer.Release(1));
    }

    [Fact]
    public void A_batch_is_closed_by_size_age_and_price()
    {
        BatchPolicy policy = new() { MaxSlots = 100, MaxAge = 60, MaxAgeWhenDear = 600, DearBlobPrice = 10, MaxWaitingBatches = 2 };
        Assert.False(policy.IsDue(0, age: 1_000, blobPrice: 1, waitingBatches: 0));
        Assert.True(policy.IsDue(100, age: 0, blobPrice: 1, waitingBatches: 9));
        Assert.False(policy.IsDue(99, age: 59, blobPrice: 1, waitingBatches: 0));
        Assert.True(policy.IsDue(1, age: 60, blobPrice: 9, waitingBatches: 1));
        Assert.False(policy.IsDue(1, age: 60, blobPrice: 10, waitingBatches: 0));
        Assert.True(policy.IsDue(1, age: 600, blobPrice: 10, waitingBatches: 0));
        Assert.False(policy.IsDue(1, age: 6_000, blobPrice: 1, waitingBatches: 2));
    }
}
