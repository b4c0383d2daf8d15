using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Node.Tests.Sequencing;

/// <summary>What users meet while batches wait for their proofs. Three deposits and five payments fill a batch.</summary>
public sealed class BackPressureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_provers_lag_users_are_told_to_come_back_and_are_taken_again_when_the_proof_is_there()
    {
        await using Bank bank = await Bank.OpenAsync(admission: new() { FreeSlots = 8, MaxSlots = 16 });
        await FillFirstAsync(bank);
        bank.Layer.Commit(bank.Outbox.Find(1)!, isProven: false);
        uint nonce = await PayUntilBusyAsync(bank, 5);
        Assert.InRange(bank.Sequencer.Status.WaitingSlots, 8, 16); // committed, and waiting all the same

        using HttpClient http = bank.Http;
        HttpResponseMessage refused = await http.PostAsJsonAsync("/operations", Bank.BodyOf(Bank.Pay(Alice, Bob, 1, nonce)), Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("Busy", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("title").GetString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal((UInt128)(1_000_000 - nonce), (await bank.AccountOf(Alice)).Balance);

        bank.Layer.Prove();
        await Bank.UntilAsync(() => bank.PayAsync(Bank.Pay(Alice, Bob, 1, nonce)).Result.Outcomes[0].IsTaken, "a payment to be taken");
        HttpResponseMessage taken = await http.PostAsJsonAsync("/operations", Bank.BodyOf(Bank.Pay(Alice, Bob, 1, nonce + 1)), Cancellation);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task A_batch_that_is_committed_may_take_its_time_to_be_proven_and_not_all_of_its_deadline()
    {
        await using Bank bank = await Bank.OpenAsync(admission: new() { MaxWait = 100, MaxUnproven = 1_000 }, batchAge: 10_000); // no batch waits to be committed
        await FillFirstAsync(bank);
        bank.Layer.Commit(bank.Outbox.Find(1)!, isProven: false);
        await PassAsync(bank, 400); // L1 has taken what there was to take: this is no standstill
        Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 1, 5))).Outcomes[0].IsTaken);
        await PassAsync(bank, 600);
        uint nonce = await PayUntilBusyAsync(bank, 6);
        bank.Layer.Prove();
        await Bank.UntilAsync(() => bank.PayAsync(Bank.Pay(Alice, Bob, 1, nonce)).Result.Outcomes[0].IsTaken, "a payment to be taken");
    }

    [Fact]
    public async Task When_an_unproven_batch_is_dropped_the_sequencer_goes_on_with_everything_it_confirmed()
    {
        await using Bank bank = await Bank.OpenAsync(admission: new() { MaxUnproven = 1_000 });
        await FillFirstAsync(bank);
        bank.Layer.Commit(bank.Outbox.Find(1)!, isProven: false);
        await PassAsync(bank, 1_000);
        uint nonce = await PayUntilBusyAsync(bank, 5);
        bank.Layer.Change(view => view with { Head = 0, UnprovenSince = null, Generation = 1, Batches = new Dictionary<ulong, CommittedBatch>() });
        await Bank.UntilAsync(() => bank.PayAsync(Bank.Pay(Alice, Bob, 1, nonce)).Result.Outcomes[0].IsTaken, "a payment to be taken");
        await Bank.UntilAsync(() => bank.Sequencer.Status.Generation == 1, "the status behind the drop"); // answers come before it
        Assert.Equal(0, bank.Sequencer.Status.Broken);
        Assert.Equal((UInt128)(1_000_000 - nonce - 1), (await bank.AccountOf(Alice)).Balance);
    }

    [Fact]
    public async Task What_is_handed_in_before_the_first_block_is_taken_and_L1_is_not_thought_to_stand_still()
    {
        await using Bank bank = await Bank.OpenAsync(early: [Bank.Pay(Alice, Bob, 5, 0)]);
        Assert.Equal(Refusal.None, (await bank.Early!).Outcomes[0].Refusal);
    }

    [Fact]
    public async Task A_restart_finds_what_waits_and_takes_nothing_on_top_of_it()
    {
        string folder = Directory.CreateTempSubdirectory("plimsoll-pressure-").FullName;
        SettlementInMemory layer;
        await using (Bank bank = await Bank.OpenAsync(folder))
        {
            layer = bank.Layer;
            await FillFirstAsync(bank);
        }

        await using (Bank bank = await Bank.OpenAsync(folder, layer, admission: new() { FreeSlots = 4, MaxSlots = 8 }))
            Assert.Equal(Refusal.Busy, (await bank.PayAsync(Bank.Pay(Alice, Bob, 1, 5))).Outcomes[0].Refusal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillFirstAsync(Bank bank)
    {
        for (uint i = 0; i < 5; i++)
            Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 1, i))).Outcomes[0].IsTaken);
        await Bank.UntilAsync(() => bank.Outbox.Find(1) is not null, "the first sealed batch");
    }

    private static async Task<uint> PayUntilBusyAsync(Bank bank, uint nonce)
    {
        for (; nonce < 100; nonce++)
        {
            Answer answer = await bank.PayAsync(Bank.Pay(Alice, Bob, 1, nonce));
            if (answer.Outcomes[0].IsTaken)
                continue;
            Assert.Equal(Refusal.Busy, answer.Outcomes[0].Refusal);
            Assert.NotNull(answer.RetryAfter);
            Assert.Null(answer.Confirmation);
            return nonce;
        }

        Assert.Fail("Nothing slows the sequencer down.");
        return nonce;
    }

    private static async Task PassAsync(Bank bank, uint seconds)
    {
        bank.Layer.Change(view => view with { Time = view.Time + seconds });
        ulong seen = bank.Layer.View.Revision;
        await Bank.UntilAsync(() => bank.Sequencer.SeenRevision >= seen, "a look at L1");
    }
}
