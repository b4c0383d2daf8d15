using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Sequencing.Tests;

/// <summary>iSEQ-002, iSEQ-003, iSEQ-005.</summary>
public sealed class RebuildTests
{
    [Fact]
    public void After_a_drop_the_operations_of_all_batches_since_are_there_again()
    {
        Office office = TwoBatches();
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time + 100, []));
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
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time, []));
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
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time, [new QueuedOperation.Deposit(emil.Owner, Euro, 1, uint.MaxValue, emil.Key)]));
        Assert.Equal(RejectionReason.WrongSignature, Assert.Single(rebuilt.Broken).Outcome.Rule);
        Assert.Equal((UInt128)1, office.Town.State[index].Balance);
    }

    [Fact]
    public void What_has_expired_meanwhile_is_reported()
    {
        Office office = TwoBatches();
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Later + 1, []));
        Assert.Equal([RejectionReason.Expired, RejectionReason.Expired], rebuilt.Broken.Take(2).Select(broken => broken.Outcome.Rule));
        Assert.Equal([Refusal.NonceAhead, Refusal.NonceAhead], rebuilt.Broken.Skip(2).Select(broken => broken.Outcome.Refusal)); // what they stood on is gone
        Assert.Equal((UInt128)1_000, office.Town.Of(Bob, Euro).Balance);
    }

    [Fact]
    public void The_log_leads_to_the_same_batches()
    {
        Office office = TwoBatches(out List<LogEntry> log);
        log.AddRange(office.Sequencer.Rebuild(2, new(Office.Time + 7, [new QueuedOperation.ForcedExit(Carol.Owner, office.Town.IndexOf(Carol, Euro))]) { Due = 1 }).Entries);
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
    public void What_is_due_comes_first_and_splits_a_batch_that_has_no_room_for_it()
    {
        Office office = TwoBatches();
        QueuedOperation[] queue = [.. Enumerable.Repeat(new QueuedOperation.ForcedExit(Bob.Owner, office.Town.IndexOf(Alice, Euro)), 3)];
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time, queue) { Due = 2 });
        Assert.Empty(rebuilt.Broken);
        Assert.Equal([(2, 1, true), (0, 1, true), (0, 2, false)], office.Sequencer.Batches.Select(batch => (batch.Terms.QueueItems.Count, batch.Operations.Count, batch.IsClosed)));
    }

    [Fact]
    public void A_rebuilt_batch_keeps_the_order_of_receipts()
    {
        // What Alice is paid, she pays on; then her exit, her new key and a transfer are taken from the queue. Taken first, they would void all of it.
        Office office = new(maxSlots: 6, isOpen: false);
        uint alice = office.Town.IndexOf(Alice, Euro), bob = office.Town.IndexOf(Bob, Euro);
        QueuedOperation[] queue =
        [
            new QueuedOperation.Deposit(Alice.Owner, Euro, 50, alice, default),
            new QueuedOperation.ForcedTransfer(Alice.Owner, alice, bob, 5),
            new QueuedOperation.ForcedKey(Alice.Owner, alice, Carol.Key),
            new QueuedOperation.ForcedExit(Alice.Owner, alice),
        ];
        office.Sequencer.Open(new(Office.Time, queue[..1]));
        Submission[] confirmed = [office.Pay(Alice, Bob, 1_040, fee: 10), office.Pay(Bob, Alice, 7), office.Pay(Carol, Bob, 1, fee: 10)];
        confirmed = [.. confirmed.Select(payment => { Assert.True(office.Hand(payment).IsTaken); return payment; })];
        office.Sequencer.EndBlock();
        office.Sequencer.Close([office.OperatorsEuro]);
        office.Sequencer.Open(new(Office.Time + 1, queue[1..]));
        Assert.True(office.Hand(office.Pay(Bob, Carol, 3)).IsTaken);
        office.Sequencer.EndBlock();
        (ulong, Submission)[] before = [.. Numbered(office.Sequencer)];
        Account[] accounts = [.. Everybody(office)];

        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Time + 3_700, queue));
        Assert.Empty(rebuilt.Broken);
        Assert.Equal(before, Numbered(office.Sequencer));
        Assert.Equal(accounts, Everybody(office));
        Assert.Equal([1, 3], office.Sequencer.Batches.Select(batch => batch.Terms.QueueItems.Count));
        Assert.All(office.Sequencer.Batches, batch => Assert.Equal(Office.Time + 3_700, batch.Terms.BatchTime));
    }

    [Fact]
    public void A_split_batch_collects_at_its_end_and_every_slot_keeps_its_number()
    {
        Office office = new(maxSlots: 4, isOpen: false);
        QueuedOperation[] queue = [.. Enumerable.Repeat(new QueuedOperation.ForcedExit(Bob.Owner, office.Town.IndexOf(Alice, Euro)), 2)];
        office.Sequencer.Open(new(Office.Time, []));
        for (uint i = 0; i < 3; i++)
            Assert.True(office.Hand(office.Pay(Alice, Bob, 1, fee: 10)).IsTaken);
        office.Sequencer.EndBlock();
        office.Sequencer.Close([office.OperatorsEuro]);
        office.Sequencer.Open(new(Office.Time, []));
        Assert.True(office.Hand(office.Pay(Bob, Carol, 3)).IsTaken);
        office.Sequencer.EndBlock();
        (ulong, Submission)[] before = [.. Numbered(office.Sequencer)];
        Assert.Empty(office.Sequencer.Rebuild(1, new(Office.Time, queue) { Due = 2 }).Broken);
        Assert.Equal(before, Numbered(office.Sequencer));
        Assert.Equal([2, 2, 1], office.Sequencer.Batches.Select(batch => batch.Operations.Count));
    }

    [Fact]
    public void An_item_that_is_due_takes_no_more_with_it_than_it_must()
    {
        Office office = new(maxSlots: 8, isOpen: false);
        uint alice = office.Town.IndexOf(Alice, Euro);
        QueuedOperation[] queue = [new QueuedOperation.ForcedExit(Carol.Owner, office.Town.IndexOf(Carol, Euro)), new QueuedOperation.ForcedExit(Alice.Owner, alice)];
        office.Sequencer.Open(new(Office.Time, []));
        Assert.True(office.Hand(office.Pay(Alice, Bob, 1)).IsTaken);
        office.Sequencer.EndBlock();
        office.Sequencer.Close([]);
        office.Sequencer.Open(new(Office.Time, queue));
        Assert.Empty(office.Sequencer.Rebuild(1, new(Office.Time, queue) { Due = 1 }).Broken);
        Assert.Equal([1, 1], office.Sequencer.Batches.Select(batch => batch.Terms.QueueItems.Count));
    }

    [Fact]
    public void A_batch_that_nothing_is_left_of_is_not_built()
    {
        Office office = new(maxSlots: 8, isOpen: false);
        office.Sequencer.Open(new(Office.Time, []));
        Assert.True(office.Hand(office.Pay(Alice, Bob, 1)).IsTaken);
        office.Sequencer.EndBlock();
        office.Sequencer.Close([]);
        Rebuilt rebuilt = office.Sequencer.Rebuild(1, new(Office.Later + 1, []));
        Assert.Single(rebuilt.Broken);
        Assert.Empty(office.Sequencer.Batches);
        Assert.Equal([new LogEntry.Rewound(1)], rebuilt.Entries);
    }

    private static IEnumerable<(ulong, Submission)> Numbered(Sequencer sequencer)
    {
        foreach (Batch batch in sequencer.Batches)
        {
            ulong slot = batch.FirstSlot;
            foreach (Submission submission in batch.Operations)
            {
                yield return (slot, submission);
                slot += (ulong)submission.Operation.SlotCount;
            }
        }
    }

    private static IEnumerable<Account> Everybody(Office office) => ((Person[])[Alice, Bob, Carol, Operator]).Select(person => office.Town.Of(person, Euro));

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
