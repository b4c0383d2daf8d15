using Microsoft.AspNetCore.Http;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Tests.Proving;
using Plimsoll.Sequencing;
using Plimsoll.State;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Node.Tests.Sequencing;

/// <summary>A batcher's outbox in another process than the sequencer: the node's real API, and one that lies.</summary>
public sealed class PublishedOutboxTests
{
    private static readonly RollupIdentity s_identity = CompactRollup.Identity with { Rollup = Rollup };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_sequencing_node_answers_is_its_sealed_batch_and_the_same_object_until_it_is_another()
    {
        await using Bank bank = await Bank.OpenAsync();
        using HttpClient http = new();
        PublishedOutbox outbox = new(http, bank.Http.BaseAddress!, s_identity, bank.Key.Address);
        Assert.Null(await outbox.FindAsync(1, Cancellation));
        SealedBatch own = await SealAsync(bank);

        SealedBatch found = (await outbox.FindAsync(1, Cancellation))!;
        Assert.Equal(SealedBatchFormat.Encode(own), SealedBatchFormat.Encode(found));
        Assert.Same(found, await outbox.FindAsync(1, Cancellation));
        Assert.Null(await outbox.FindAsync(9, Cancellation));
        Assert.NotSame(found, await outbox.FindAsync(1, Cancellation)); // forgotten when another was asked for

        bank.Layer.Commit(own, isCertain: true);
        await Bank.UntilAsync(() => bank.Outbox.Find(1) is null, "the commit to be seen");
        Assert.Null(await outbox.FindAsync(1, Cancellation));
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        await using Bank bank = await Bank.OpenAsync();
        await SealAsync(bank);
        using HttpClient http = bank.Http;
        HttpResponseMessage first = await http.GetAsync(new Uri("/batches/1/sealed", UriKind.Relative), Cancellation);
        using HttpRequestMessage again = new(HttpMethod.Get, "/batches/1/sealed") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        HttpResponseMessage second = await http.SendAsync(again, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_node_that_lies_or_is_broken_is_found_out()
    {
        await using Bank bank = await Bank.OpenAsync();
        SealedBatch own = await SealAsync(bank);
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) }, impatient = new() { Timeout = TimeSpan.FromMilliseconds(200) };
        BatchContext context = own.Context;
        (BatchRefusal Refusal, HttpClient Client, RequestDelegate Answer)[] lies =
        [
            (BatchRefusal.OtherBatch, http, Bytes(own with { Number = 2 })),
            (BatchRefusal.OtherBatch, http, Bytes(own with { Context = context with { ChainId = 1 } })),
            (BatchRefusal.OtherBatch, http, Bytes(own with { Context = context with { Rollup = context.Committer } })),
            (BatchRefusal.OtherBatch, http, Bytes(own with { Context = context with { Committer = context.Rollup } })),
            (BatchRefusal.Malformed, http, Raw([])),
            (BatchRefusal.Malformed, http, Raw(SealedBatchFormat.Encode(own)[..^1])),
            (BatchRefusal.Malformed, http, AskedSequencer.Json("{}")),
            (BatchRefusal.TooLong, http, AskedSequencer.Flood),
            (BatchRefusal.TooLong, http, Raw(new byte[SealedBatchFormat.HeadLength + SealedBatchFormat.SlotLength * (checked((int)s_identity.Profile.MaxSlots) + 1)])),
            (BatchRefusal.NoAnswer, http, AskedSequencer.Status(500)),
            (BatchRefusal.NoAnswer, http, AskedSequencer.Status(304)), // of what was never sent
            (BatchRefusal.NoAnswer, http, AskedSequencer.BrokenOff),
            (BatchRefusal.NoAnswer, impatient, AskedSequencer.Silence),
            (BatchRefusal.NoAnswer, impatient, AskedSequencer.HalfAnAnswer),
        ];
        foreach ((BatchRefusal refusal, HttpClient client, RequestDelegate answer) in lies)
        {
            asked.Answer = answer;
            PublishedOutbox outbox = new(client, asked.Url, s_identity, bank.Key.Address);
            Assert.Equal(refusal, (await Assert.ThrowsAsync<BatchRefusedException>(async () => await outbox.FindAsync(1, Cancellation))).Refusal);
            if (client == impatient)
                continue; // a busy machine may answer the truth too late for it as well
            asked.Answer = Bytes(own);
            Assert.Equal(SealedBatchFormat.Encode(own), SealedBatchFormat.Encode((await outbox.FindAsync(1, Cancellation))!));
        }

        PublishedOutbox nowhere = new(http, new("http://127.0.0.1:1"), s_identity, bank.Key.Address);
        Assert.Equal(BatchRefusal.NoAnswer, (await Assert.ThrowsAsync<BatchRefusedException>(async () => await nowhere.FindAsync(1, Cancellation))).Refusal);
    }

    [Fact]
    public async Task Who_stops_waiting_is_told_so_and_not_that_there_is_no_answer()
    {
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        asked.Answer = AskedSequencer.Silence;
        using HttpClient http = new();
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(200));
        PublishedOutbox outbox = new(http, asked.Url, s_identity, Rollup);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await outbox.FindAsync(1, stop.Token));
    }

    private static async Task<SealedBatch> SealAsync(Bank bank)
    {
        for (uint nonce = 0; nonce < 5; nonce++)
            Assert.True((await bank.PayAsync(Bank.Pay(Alice, Bob, 1, nonce))).Outcomes[0].IsTaken);
        await Bank.UntilAsync(() => bank.Outbox.Find(1) is not null, "the first sealed batch");
        return bank.Outbox.Find(1)!;
    }

    private static RequestDelegate Bytes(SealedBatch batch) => Raw(SealedBatchFormat.Encode(batch));

    private static RequestDelegate Raw(byte[] bytes) => http =>
    {
        http.Response.ContentType = "application/octet-stream";
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    };
}
