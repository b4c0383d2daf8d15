using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Sequencing.Tests;

/// <summary>iSEQ-002, iSEQ-003.</summary>
public sealed class RebuildTests
{
    [Fact]
    public void After_a_drop_the_operations_of_all_batches_since_are_there_again()
    {
        Office office = TwoBatches();
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time + 100, []), []);
        Assert.Empty(rebuilt.Broken);
        Assert.Equal(4UL, office.Sequencer.Head.SequenceEnd);
        Assert.Equal((UInt128)1_020, office.Town.Of(Bob, Euro).Balance);
        Assert.Equal([1UL, 2UL], office.Sequencer.Batches.Select(batch => batch.Number));
    }

    [Fact]
    public void A_deposit_that_a_reorg_took_away_breaks_what_was_paid_from_it_and_nothing_else()
    {
        Office office = new(isOpen: false);
        office.Sequencer.Open(new(Office.Time, [new QueuedOperation.Deposit(Alice.Owner, Euro, 5_000, office.Town.IndexOf(Alice, Euro), Alice.Key)]));
        office.Hand(office.Pay(Alice, Bob, 5_500), office.Pay(Carol, Bob, 7));
        office.Sequencer.EndBlock();
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time, []), []);
        (Submission broken, Outcome outcome) = Assert.Single(rebuilt.Broken);
        Assert.Equal((UInt128)5_500, broken.Operation.Word.Amount);
        Assert.Equal(RejectionReason.InsufficientBalance, outcome.Rule);
        Assert.Equal((UInt128)1_007, office.Town.Of(Bob, Euro).Balance);
    }

    [Fact]
    public void An_index_that_now_belongs_to_another_is_not_paid()
    {
        Office office = new(isOpen: false);
        Person dora = new(5), emil = new(6);
        uint index = office.Town.State.Capacity - 1 - office.Town.State.Deposited;
        office.Sequencer.Open(new(Office.Time, [new QueuedOperation.Deposit(dora.Owner, Euro, 1, uint.MaxValue, dora.Key)]));
        OperationWord word = new(OperationKind.Transfer, office.Town.IndexOf(Alice, Euro), index, 10, 0, Office.Later);
        Assert.True(office.Hand(new Submission(office.Town.Sign(word, Alice), 0)).IsTaken);
        office.Sequencer.EndBlock();
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time, [new QueuedOperation.Deposit(emil.Owner, Euro, 1, uint.MaxValue, emil.Key)]), []);
        Assert.Equal(RejectionReason.WrongSignature, Assert.Single(rebuilt.Broken).Outcome.Rule);
        Assert.Equal((UInt128)1, office.Town.State[index].Balance);
    }

    [Fact]
    public void What_has_expired_meanwhile_is_reported()
    {
        Office office = TwoBatches();
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Later + 1, []), []);
        Assert.Equal([RejectionReason.Expired, RejectionReason.Expired], rebuilt.Broken.Take(2).Select(broken => broken.Outcome.Rule));
        Assert.Equal([Refusal.NonceAhead, Refusal.NonceAhead], rebuilt.Broken.Skip(2).Select(broken => broken.Outcome.Refusal)); // what they stood on is gone
        Assert.Equal((UInt128)1_000, office.Town.Of(Bob, Euro).Balance);
    }

    [Fact]
    public void The_log_leads_to_the_same_batches()
    {
        Office office = TwoBatches(out List<LogEntry> log);
        log.AddRange(office.Sequencer.Rebuild(2, new(Office.Time + 7, [new QueuedOperation.ForcedExit(Carol.Owner, office.Town.IndexOf(Carol, Euro))]), []).Entries);
        Office restarted = new(isOpen: false);
        foreach (LogEntry entry in log)
            restarted.Sequencer.Replay(entry);
        Assert.Equal(office.Sequencer.Head, restarted.Sequencer.Head);
        foreach (Office each in (Office[])[office, restarted])
            each.Sequencer.Close([each.OperatorsEuro]);
        while (office.Sequencer.Seal() is { } expected)
        {
            SealedBatch actual = restarted.Sequencer.Seal()!;
            Assert.Equal(expected.NewRoot, actual.NewRoot);
            Assert.Equal(expected.Slots, actual.Slots);
        }
    }

    [Fact]
    public void A_log_of_another_state_is_refused()
    {
        TwoBatches(out List<LogEntry> log);
        Office other = new(isOpen: false);
        Assert.Throws<InvalidOperationException>(() => other.Sequencer.Replay(log[1]));
        other.Sequencer.Open(new(Office.Time, [new QueuedOperation.ForcedExit(Alice.Owner, other.Town.IndexOf(Alice, Euro))]));
        Assert.Throws<InvalidOperationException>(() => other.Sequencer.Replay(log[1]));
    }

    [Fact]
    public void More_than_fits_one_batch_is_built_into_several()
    {
        Office office = TwoBatches();
        QueuedOperation[] queue = [.. Enumerable.Repeat(new QueuedOperation.ForcedExit(Bob.Owner, office.Town.IndexOf(Alice, Euro)), 2)];
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time, queue), []);
        Assert.Empty(rebuilt.Broken);
        Assert.Equal([3, 3], office.Sequencer.Batches.Select(batch => batch.SlotCount));
    }

    private static Office TwoBatches() => TwoBatches(out _);

    private static Office TwoBatches(out List<LogEntry> log)
    {
        Office office = new(maxSlots: 3, isOpen: false);
        log = [];
        for (int i = 0; i < 2; i++)
        {
            log.Add(new LogEntry.Opened(office.Sequencer.Open(new(Office.Time, [])).Terms));
            office.Hand(office.Pay(Alice, Bob, 10), office.Pay(Carol, Alice, 3));
            log.Add(new LogEntry.Taken(office.Sequencer.EndBlock()!));
            if (i > 0)
                continue;
            office.Sequencer.Close([]);
            log.Add(new LogEntry.Closed([]));
        }

        return office;
    }
}
