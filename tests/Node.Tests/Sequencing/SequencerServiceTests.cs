using Plimsoll.Batches;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;
using Plimsoll.State;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Node.Tests.Sequencing;

public sealed class SequencerServiceTests
{
    [Fact]
    public async Task An_operation_is_confirmed_with_its_block()
    {
        await using Bank bank = await Bank.OpenAsync();
        Answer answer = await bank.PayAsync(Bank.Pay(Alice, Bob, 10, 0), Bank.Pay(Alice, Bob, 10, 7));
        Assert.True(answer.Outcomes[0].IsTaken);
        Assert.Equal(Refusal.NonceAhead, answer.Outcomes[1].Refusal);
        Assert.NotNull(answer.Confirmation);
        Assert.Equal((UInt128)999_990, (await bank.AccountOf(Alice)).Balance);
    }

    [Fact]
    public async Task Full_batches_are_sealed_and_derive_from_what_L1_would_see()
    {
        await using Bank bank = await Bank.OpenAsync(maxSlots: 8);
        for (uint i = 0; i < 12; i++)
            Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 1, i))).Outcomes[0].IsTaken);
        await Bank.UntilAsync(() => bank.Outbox.Find(1) is not null, "the first sealed batch");
        SealedBatch first = bank.Outbox.Find(1)!;
        RollupState verifier = new(depth: 3);
        Assert.Null(Derivation.Derive(verifier, new(first.Context, first.Slots.Count, first.NewRoot, Bank.Deposits()), FullLayout.Pack([.. first.Slots])));
        Assert.Equal(8, first.Slots.Count);
    }

    [Fact]
    public async Task After_a_restart_everything_confirmed_is_there()
    {
        string folder = Directory.CreateTempSubdirectory("plimsoll-restart-").FullName;
        SettlementInMemory layer;
        SoftConfirmation last;
        await using (Bank bank = await Bank.OpenAsync(folder))
        {
            layer = bank.Layer;
            for (uint i = 0; i < 10; i++)
                await bank.PayAsync(Bank.Pay(Alice, Bob, 5, i));
            last = (await bank.PayAsync(Bank.Pay(Bob, Carol, 5, 0))).Confirmation!;
        }

        await using (Bank bank = await Bank.OpenAsync(folder, layer))
        {
            Assert.Equal((UInt128)1_000_045, (await bank.AccountOf(Bob)).Balance);
            Answer again = await bank.PayAsync(Bank.Pay(Bob, Carol, 5, 0));
            Assert.Equal((Refusal.Duplicate, 10UL), (again.Outcomes[0].Refusal, again.Outcomes[0].Slot));
            Assert.Equal(last.Block + 1, (await bank.PayAsync(Bank.Pay(Bob, Carol, 5, 1))).Confirmation!.Block);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_L1_will_not_let_go_of_moves_into_the_checkpoint()
    {
        string folder = Directory.CreateTempSubdirectory("plimsoll-checkpoint-").FullName;
        SettlementInMemory layer;
        await using (Bank bank = await Bank.OpenAsync(folder))
        {
            layer = bank.Layer;
            for (uint i = 0; i < 8; i++)
                await bank.PayAsync(Bank.Pay(Alice, Bob, 5, i));
            await Bank.UntilAsync(() => bank.Outbox.Find(1) is not null, "the first sealed batch");
            layer.Commit(bank.Outbox.Find(1)!, isCertain: true);
            await Bank.UntilAsync(() => bank.Outbox.Find(1) is null, "the commit to be seen");
            Assert.Equal(1UL, await bank.Sequencer.ReadAsync(it => it.Base.Number, TestContext.Current.CancellationToken));
        }

        await using (Bank bank = await Bank.OpenAsync(folder, layer))
        {
            Assert.Equal(1UL, await bank.Sequencer.ReadAsync(it => it.Base.Number, TestContext.Current.CancellationToken));
            Assert.Equal((UInt128)999_960, (await bank.AccountOf(Alice)).Balance);
            Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 5, 8))).Outcomes[0].IsTaken);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_log_before_the_checkpoint_is_deleted_but_for_the_receipts_of_the_last_slots()
    {
        string folder = Directory.CreateTempSubdirectory("plimsoll-prune-").FullName;
        SettlementInMemory layer;
        await using (Bank bank = await Bank.OpenAsync(folder, keptSlots: 6))
        {
            layer = bank.Layer;
            for (ulong number = 1, slot = 0; number <= 3; number++)
            {
                for (; bank.Outbox.Find(number) is null && slot < 5 + 8 * (number - 1); slot++)
                    await bank.PayAsync(Bank.Pay(Alice, Bob, 1, (uint)slot));
                await Bank.UntilAsync(() => bank.Outbox.Find(number) is not null, $"batch {number}");
                layer.Commit(bank.Outbox.Find(number)!, isCertain: true);
                await Bank.UntilAsync(() => bank.Sequencer.ReadAsync(it => it.Base.Number, CancellationToken.None).Result == number, $"the checkpoint at batch {number}");
            }

            using HttpClient http = bank.Http;
            System.Net.HttpStatusCode[] found = [.. await Task.WhenAll(Enumerable.Range(0, 21).Select(async slot => (await http.GetAsync($"/operations/{slot}", TestContext.Current.CancellationToken)).StatusCode))];
            Assert.All(found[..15], status => Assert.Equal(System.Net.HttpStatusCode.NotFound, status));
            Assert.All(found[15..], status => Assert.Equal(System.Net.HttpStatusCode.OK, status));
        }

        await using (Bank bank = await Bank.OpenAsync(folder, layer))
        {
            Assert.Equal((UInt128)999_979, (await bank.AccountOf(Alice)).Balance);
            Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 1, 21))).Outcomes[0].IsTaken);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_drop_raises_the_generation_and_confirms_everything_anew()
    {
        await using Bank bank = await Bank.OpenAsync();
        for (uint i = 0; i < 8; i++)
            await bank.PayAsync(Bank.Pay(Alice, Bob, 5, i));
        bank.Layer.Change(view => view with { Generation = 1, Time = view.Time + 12 });
        await Bank.UntilAsync(() => bank.Sequencer.Status.Generation == 1, "the new generation");
        Answer answer = await bank.PayAsync(Bank.Pay(Alice, Bob, 5, 8));
        Assert.Equal(1UL, answer.Confirmation!.Generation);
        Assert.Equal((UInt128)1_000_045, (await bank.AccountOf(Bob)).Balance);
        Assert.Equal(8UL, answer.Outcomes[0].Slot);
    }

    [Fact]
    public async Task A_reorg_that_takes_a_deposit_breaks_what_stood_on_it()
    {
        await using Bank bank = await Bank.OpenAsync();
        await bank.PayAsync(Bank.Pay(Alice, Bob, 5, 0), Bank.Pay(Carol, Alice, 7, 0));
        bank.Layer.Change(view => view with { Queue = [.. view.Queue.Take(2)] }); // Carol's is gone
        await Bank.UntilAsync(() => bank.Sequencer.Status.Broken == 1, "the report of what broke");
        Assert.Equal((UInt128)999_995, (await bank.AccountOf(Alice)).Balance);
        bank.Layer.Enqueue(Bank.Deposits()[2]);
        await Bank.UntilAsync(() => bank.Sequencer.Status.Generation == 0, "a look at L1");
    }

    [Fact]
    public async Task A_batch_that_became_too_old_is_built_anew_and_its_receipts_hold()
    {
        // Alice's exit waits behind her payments: taken before them, it would break every one of them.
        await using Bank bank = await Bank.OpenAsync();
        for (uint i = 0; i < 5; i++)
            Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 5, i))).Outcomes[0].IsTaken); // three deposits and these: a full batch
        bank.Layer.Enqueue(new QueuedOperation.ForcedExit(Alice.Owner, Bank.IndexOf(Alice)));
        await Bank.UntilAsync(() => bank.Sequencer.Status.OpenBatch == 2, "the second batch");
        Answer taken = await bank.PayAsync(Bank.Pay(Bob, Carol, 5, 0));
        Assert.Equal((UInt128)999_975, (await bank.AccountOf(Alice)).Withdrawn);
        bank.Layer.Change(view => view with { Time = view.Time + 3_601 });
        await Bank.UntilAsync(() => bank.Sequencer.ReadAsync(it => it.Batches[0].Terms.BatchTime == bank.Layer.View.Time, CancellationToken.None).Result, "the batches built anew");
        Assert.Equal(0, bank.Sequencer.Status.Broken);
        for (uint i = 0; i < 5; i++)
        {
            Outcome again = (await bank.PayAsync(Bank.Pay(Alice, Bob, 5, i))).Outcomes[0];
            Assert.Equal((Refusal.Duplicate, (ulong)i), (again.Refusal, again.Slot));
        }

        Assert.Equal(taken.Outcomes[0].Slot, (await bank.PayAsync(Bank.Pay(Bob, Carol, 5, 0))).Outcomes[0].Slot);
        Assert.Equal((UInt128)999_975, (await bank.AccountOf(Alice)).Withdrawn);
    }

    [Fact]
    public async Task A_queue_item_is_taken_as_late_as_the_inclusion_rule_allows_and_no_later()
    {
        await using Bank bank = await Bank.OpenAsync(options: new() { BlockInterval = TimeSpan.FromMilliseconds(20), InclusionLead = 100 });
        for (uint i = 0; i < 5; i++)
            await bank.PayAsync(Bank.Pay(Alice, Bob, 5, i));
        bank.Layer.Enqueue(new QueuedOperation.ForcedExit(Carol.Owner, Bank.IndexOf(Carol)), new QueuedOperation.ForcedExit(Alice.Owner, Bank.IndexOf(Alice)));
        ulong due = bank.Layer.View.Time + 1_000;
        bank.Layer.Change(view => view with { Deadlines = [0, 0, 0, due, due + 500] });
        await Bank.UntilAsync(() => bank.Outbox.Find(1) is not null, "the first sealed batch");
        bank.Layer.Change(view => view with { Time = (uint)due - 101 });
        await Bank.UntilAsync(() => bank.Sequencer.Status.OpenBatch == 2, "the second batch");
        Assert.Equal(3, bank.Outbox.Find(1)!.QueueCount); // there is time
        bank.Layer.Change(view => view with { Time = (uint)due - 100 });
        await Bank.UntilAsync(() => bank.Outbox.Find(1) is { QueueCount: 4 }, "the first batch built anew with what is due");
        Assert.Equal(0, bank.Sequencer.Status.Broken);
        Assert.Equal((UInt128)0, (await bank.AccountOf(Carol)).Balance);
        Assert.Equal((UInt128)999_975, (await bank.AccountOf(Alice)).Withdrawn); // hers is not due, and stays behind what was confirmed
    }

    [Fact]
    public async Task A_rebuilding_never_shows_an_owner_without_accounts()
    {
        await using Bank bank = await Bank.OpenAsync();
        await bank.PayAsync(Bank.Pay(Alice, Bob, 5, 0));
        AccountDirectory directory = bank.Directory;
        using CancellationTokenSource end = new();
        Task<int> empty = Task.Run(() =>
        {
            int count = 0;
            while (!end.IsCancellationRequested)
                count += directory.Of(Alice.Owner).Count == 0 ? 1 : 0;
            return count;
        });
        for (ulong generation = 1; generation <= 20; generation++)
        {
            bank.Layer.Change(view => view with { Generation = generation });
            await Bank.UntilAsync(() => bank.Sequencer.Status.Generation == generation, $"generation {generation}");
        }

        await end.CancelAsync();
        Assert.Equal(0, await empty);
        Assert.Equal([Bank.IndexOf(Alice)], directory.Of(Alice.Owner));
    }

    [Fact]
    public async Task After_a_batch_of_somebody_else_the_sequencer_goes_on_from_its_state_and_receipts_hold()
    {
        await using Bank bank = await Bank.OpenAsync();
        for (uint i = 0; i < 3; i++)
            await bank.PayAsync(Bank.Pay(Alice, Bob, 5, i));
        DerivedInMemory foreign = bank.Derived;
        foreign.Take(Bank.Deposits()); // whoever it was took the queue, and no user's slot
        foreign.Commit(bank.Layer);
        await Bank.UntilAsync(() => bank.Sequencer.Status.OpenBatch == 2, "the batch behind the foreign one");
        Assert.Equal((0L, 3UL), (bank.Sequencer.Status.Broken, bank.Sequencer.Status.SequenceEnd));
        for (uint i = 0; i < 3; i++)
        {
            Outcome again = (await bank.PayAsync(Bank.Pay(Alice, Bob, 5, i))).Outcomes[0];
            Assert.Equal((Refusal.Duplicate, (ulong)i), (again.Refusal, again.Slot));
        }

        Assert.True((await bank.PayAsync(Bank.Pay(Bob, Carol, 5, 0))).Outcomes[0].IsTaken);
        Assert.Equal((UInt128)1_000_010, (await bank.AccountOf(Bob)).Balance);
    }

    [Fact]
    public async Task What_a_batch_of_somebody_else_made_impossible_is_reported_as_broken_and_a_restart_goes_on()
    {
        string folder = Directory.CreateTempSubdirectory("plimsoll-foreign-").FullName;
        SettlementInMemory layer;
        DerivedInMemory foreign;
        await using (Bank bank = await Bank.OpenAsync(folder))
        {
            (layer, foreign) = (bank.Layer, bank.Derived);
            await bank.PayAsync(Bank.Pay(Alice, Bob, 5, 0), Bank.Pay(Carol, Bob, 7, 0));
            QueuedOperation exit = new QueuedOperation.ForcedExit(Alice.Owner, Bank.IndexOf(Alice));
            layer.Enqueue(exit);
            foreign.Take([.. Bank.Deposits(), exit]);
            foreign.Commit(layer);
            await Bank.UntilAsync(() => bank.Sequencer.Status.Broken == 1, "the report of what broke");
            Assert.Equal((UInt128)1_000_007, (await bank.AccountOf(Bob)).Balance);
            Assert.True((await bank.PayAsync(Bank.Pay(Bob, Carol, 1, 0))).Outcomes[0].IsTaken);
        }

        await using (Bank bank = await Bank.OpenAsync(folder, layer))
        {
            Assert.Equal(1UL, await bank.Sequencer.ReadAsync(it => it.Base.Number, TestContext.Current.CancellationToken));
            Assert.Equal((UInt128)1_000_006, (await bank.AccountOf(Bob)).Balance);
            Assert.Equal(Refusal.Duplicate, (await bank.PayAsync(Bank.Pay(Bob, Carol, 1, 0))).Outcomes[0].Refusal);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task While_the_state_behind_a_foreign_batch_is_unknown_nothing_is_confirmed()
    {
        await using Bank bank = await Bank.OpenAsync();
        Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 5, 0))).Outcomes[0].IsTaken);
        bank.Derived.Take(Bank.Deposits());
        bank.Derived.IsKnown = false;
        bank.Derived.Commit(bank.Layer);
        await Bank.UntilAsync(() => bank.PayAsync(Bank.Pay(Bob, Carol, 5, 0)).Result.Outcomes[0].Refusal == Refusal.Busy, "a refusal");
        bank.Layer.Change(view => view with { Head = 0, Generation = 1, Batches = new Dictionary<ulong, CommittedBatch>() }); // it was wrong, and is removed
        await Bank.UntilAsync(() => bank.Sequencer.Status.Generation == 1, "the new generation");
        Assert.Equal(0, bank.Sequencer.Status.Broken);
        Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 5, 1))).Outcomes[0].IsTaken);
    }

    [Fact]
    public async Task When_too_much_waits_the_sequencer_is_busy_until_L1_has_taken_some()
    {
        await using Bank bank = await Bank.OpenAsync(admission: new() { FreeSlots = 7, MaxSlots = 8 });
        Answer answer = await bank.PayAsync([.. Enumerable.Range(0, 8).Select(i => Bank.Pay(Alice, Bob, 1, (uint)i))]);
        while (answer.Outcomes.All(outcome => outcome.IsTaken))
            answer = await bank.PayAsync(Bank.Pay(Alice, Bob, 1, (await bank.AccountOf(Alice)).Nonce));
        Assert.Contains(answer.Outcomes, outcome => outcome.Refusal == Refusal.Busy);
        Assert.NotNull(answer.RetryAfter);
        Assert.InRange(bank.Sequencer.Status.WaitingSlots, 0, 20);
    }

    [Fact]
    public async Task When_L1_stands_still_the_sequencer_is_busy_until_it_moves_and_an_open_batch_may_take_its_time()
    {
        await using Bank bank = await Bank.OpenAsync(admission: new() { MaxWait = 100 });
        bank.Layer.Change(view => view with { BlobPrice = ulong.MaxValue }); // dear: the open batch is kept open
        Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 1, 0))).Outcomes[0].IsTaken);
        await PassAsync(500);
        Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 1, 1))).Outcomes[0].IsTaken); // nothing is there to be taken
        for (uint i = 2; i < 5; i++)
            await bank.PayAsync(Bank.Pay(Alice, Bob, 1, i)); // the fifth closes the batch
        await Bank.UntilAsync(() => bank.Outbox.Find(1) is not null, "the first sealed batch");
        await PassAsync(1);
        Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 1, 5))).Outcomes[0].IsTaken);
        await PassAsync(100);
        await Bank.UntilAsync(() => bank.PayAsync(Bank.Pay(Bob, Alice, 1, 99)).Result.Outcomes[0].Refusal == Refusal.NonceAhead, "an answer");
        await Bank.UntilAsync(() => bank.PayAsync(Bank.Pay(Alice, Bob, 1, bank.AccountOf(Alice).Result.Nonce)).Result.Outcomes[0].Refusal == Refusal.Busy, "a refusal");
        bank.Layer.Commit(bank.Outbox.Find(1)!);
        await Bank.UntilAsync(() => bank.PayAsync(Bank.Pay(Alice, Bob, 1, bank.AccountOf(Alice).Result.Nonce)).Result.Outcomes[0].IsTaken, "a payment to be taken");

        async Task PassAsync(uint seconds)
        {
            uint time = bank.Layer.View.Time + seconds;
            bank.Layer.Change(view => view with { Time = time });
            ulong seen = bank.Layer.View.Revision;
            await Bank.UntilAsync(() => bank.Sequencer.SeenRevision >= seen, "a look at L1");
        }
    }

    [Fact]
    public async Task What_would_wait_too_long_is_refused_at_once()
    {
        await using Bank bank = await Bank.OpenAsync(options: new() { BlockInterval = TimeSpan.FromMilliseconds(20), MaxQueueing = TimeSpan.Zero });
        Submission[][] signed = [.. Enumerable.Range(0, 50).Select(i => (Submission[])[Bank.Pay(Alice, Bob, 1, (uint)i), Bank.Pay(Bob, Alice, 1, (uint)i)])];
        Answer[] all = await Task.WhenAll(signed.Select(bank.PayAsync)); // signed before, so that they come at once
        Assert.True(all[0].Outcomes[0].IsTaken); // nobody was ahead
        Answer refused = all.First(answer => answer.Outcomes[0].Refusal == Refusal.Busy);
        Assert.NotNull(refused.RetryAfter);
        Assert.Null(refused.Confirmation);
    }
}
