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
    public async Task A_batch_of_somebody_else_stops_the_sequencer()
    {
        await using Bank bank = await Bank.OpenAsync();
        await bank.PayAsync(Bank.Pay(Alice, Bob, 5, 0));
        bank.Layer.Change(view => view with { Head = 1, Batches = new Dictionary<ulong, CommittedBatch> { [1] = new(Crypto.Fields.Fr.One, 9, 3) } });
        await Bank.UntilAsync(() => bank.Sequencer.ExecuteTask!.IsFaulted, "the sequencer to stop");
        Assert.IsType<ForeignBatchException>(bank.Sequencer.ExecuteTask!.Exception!.InnerException);
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
    public async Task What_would_wait_too_long_is_refused_at_once()
    {
        await using Bank bank = await Bank.OpenAsync(options: new() { BlockInterval = TimeSpan.FromMilliseconds(20), MaxQueueing = TimeSpan.Zero });
        Task<Answer>[] answers = [.. Enumerable.Range(0, 50).Select(i => bank.PayAsync(Bank.Pay(Alice, Bob, 1, (uint)i), Bank.Pay(Bob, Alice, 1, (uint)i)))];
        Answer[] all = await Task.WhenAll(answers);
        Assert.True(all[0].Outcomes[0].IsTaken); // nobody was ahead
        Answer refused = all.First(answer => answer.Outcomes[0].Refusal == Refusal.Busy);
        Assert.NotNull(refused.RetryAfter);
        Assert.Null(refused.Confirmation);
    }
}
