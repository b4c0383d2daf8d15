using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Plimsoll.Batches;
using Plimsoll.Node.Api;
using Plimsoll.Node.Proving;
using Plimsoll.State;

namespace Plimsoll.Node.Tests.Proving;

/// <summary>A prover and the sequencer that it asks for signatures, each in a process of its own: the node's real API, and one that lies.</summary>
public sealed class PublishedBatchesTests
{
    private const string Order = "0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_sequencing_node_answers_is_proven_from_and_kept()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync(batches: 2);
        using HttpClient http = new();
        PublishedBatches published = new(http, rollup.Bank.Http.BaseAddress!);
        foreach (Node.Chain.CommittedBatch batch in rollup.Cut.Batches)
        {
            IReadOnlyList<Slot>? found = await published.FindAsync(batch, Cancellation);
            Assert.Equal(await new SequencedBatches(rollup.Bank.Sequencer).FindAsync(batch, Cancellation), found);
        }

        using Prover prover = rollup.NewProver(published);
        await prover.ActAsync(rollup.Cut, Cancellation);
        AssertInWork(prover, rollup);
        using Prover restarted = rollup.NewProver(new PublishedBatches(http, new("http://127.0.0.1:1")));
        await restarted.ActAsync(rollup.Cut, Cancellation); // nobody is asked again
        AssertInWork(restarted, rollup);
    }

    [Fact]
    public async Task A_batch_that_the_node_does_not_know_is_waited_for()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync();
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        using HttpClient http = new();
        asked.Answer = AskedSequencer.Status(404);
        using Prover prover = rollup.NewProver(new PublishedBatches(http, asked.Url));
        Assert.False(await prover.ActAsync(rollup.Cut, Cancellation));
        Assert.Contains("are not known", prover.Status.Trouble, StringComparison.Ordinal);
        asked.Answer = AskedSequencer.Json(JsonOf(await TrueSlotsAsync(rollup)));
        await prover.ActAsync(rollup.Cut, Cancellation);
        AssertInWork(prover, rollup);
        Assert.Equal(["/batches/1/slots", "/batches/1/slots"], asked.Asked);
    }

    [Fact]
    public async Task A_node_that_lies_or_is_broken_is_found_out_and_asked_again_and_nothing_of_it_is_kept()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync(batches: 2);
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        SlotView[] slots = await TrueSlotsAsync(rollup), others = await TrueSlotsAsync(rollup, 2);
        SlotView last = slots[^1], other = others[^1];
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) }, impatient = new() { Timeout = TimeSpan.FromMilliseconds(200) };
        using Prover prover = rollup.NewProver(new PublishedBatches(http, asked.Url)), hasty = rollup.NewProver(new PublishedBatches(impatient, asked.Url));
        (SignatureRefusal Refusal, RequestDelegate Answer)[] lies =
        [
            (SignatureRefusal.OtherBatch, Slots(others)),
            (SignatureRefusal.OtherBatch, Slots(slots[..^1])),
            (SignatureRefusal.OtherBatch, Slots([.. slots, last])),
            (SignatureRefusal.OtherBatch, Slots([])),
            (SignatureRefusal.OtherBatch, Slots([.. slots[..^1], other with { W = slots[0].W }])),
            (SignatureRefusal.OtherBatch, Slots([.. slots[1..], slots[0]])),
            (SignatureRefusal.WrongSignature, Slots([.. slots[..^1], last with { Y = other.Y }])),
            (SignatureRefusal.WrongSignature, Slots([.. slots[..^1], last with { X = Amounts.Text(Fr.Zero), Y = Amounts.Text(Fr.Zero) }])),
            (SignatureRefusal.WrongSignature, Slots([.. slots[..^2], slots[^1], slots[^2]])),
            (SignatureRefusal.Malformed, Slots([.. slots[..^1], last with { X = Order }])),
            (SignatureRefusal.Malformed, Slots([.. slots[..^1], last with { Y = "0x" }])),
            (SignatureRefusal.Malformed, Slots([.. slots[..^1], last with { Y = null! }])),
            (SignatureRefusal.Malformed, AskedSequencer.Json("null")),
            (SignatureRefusal.Malformed, AskedSequencer.Json("[null]")),
            (SignatureRefusal.Malformed, AskedSequencer.Json("[{}]")),
            (SignatureRefusal.Malformed, AskedSequencer.Json("[1]")),
            (SignatureRefusal.Malformed, AskedSequencer.Json("{}")),
            (SignatureRefusal.Malformed, AskedSequencer.Json("")),
            (SignatureRefusal.Malformed, AskedSequencer.Json("<html>", "text/html; charset=none")),
            (SignatureRefusal.Malformed, AskedSequencer.Json(new string('[', 200))),
            (SignatureRefusal.TooLong, AskedSequencer.Json(JsonOf(slots) + new string(' ', 4_096))),
            (SignatureRefusal.TooLong, AskedSequencer.Flood),
            (SignatureRefusal.NoAnswer, AskedSequencer.Status(500)),
            (SignatureRefusal.NoAnswer, AskedSequencer.Status(302)),
            (SignatureRefusal.NoAnswer, AskedSequencer.BrokenOff),
            (SignatureRefusal.NoAnswer, AskedSequencer.Silence),
            (SignatureRefusal.NoAnswer, AskedSequencer.HalfAnAnswer),
        ];
        foreach ((int number, (SignatureRefusal refusal, RequestDelegate answer)) in lies.Index())
        {
            asked.Answer = answer;
            Prover asking = answer.Method.Name is nameof(AskedSequencer.Silence) or nameof(AskedSequencer.HalfAnAnswer) ? hasty : prover;
            SignaturesRefusedException refused = await Assert.ThrowsAsync<SignaturesRefusedException>(() => asking.ActAsync(rollup.Cut, Cancellation));
            Assert.True(refusal == refused.Refusal, $"Answer {number}: {refused.Refusal}, and not {refusal}: {refused.Message}");
            Assert.IsAssignableFrom<IOException>(refused); // the role reports it and goes on
            Assert.Equal((refused.Message, null), (asking.Status.Trouble, asking.Status.Work));
            Assert.Null(rollup.Store.FindSlots(rollup.First.HeaderHash));
        }

        asked.Answer = Slots(slots);
        await prover.ActAsync(rollup.Cut, Cancellation);
        AssertInWork(prover, rollup);
        Assert.Equal(lies.Length + 1, asked.Asked.Count);
    }

    [Fact]
    public async Task Signatures_that_were_kept_and_are_wrong_are_forgotten()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync();
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        SlotView[] slots = await TrueSlotsAsync(rollup);
        rollup.Store.Save(rollup.First.HeaderHash, [.. PublishedBatches.Read(Bytes([.. slots[..^1], slots[^1] with { Y = slots[^1].X }]))]);
        using HttpClient http = new();
        asked.Answer = Slots(slots);
        using Prover prover = rollup.NewProver(new PublishedBatches(http, asked.Url));
        SignaturesRefusedException refused = await Assert.ThrowsAsync<SignaturesRefusedException>(() => prover.ActAsync(rollup.Cut, Cancellation));
        Assert.Equal(SignatureRefusal.WrongSignature, refused.Refusal);
        await prover.ActAsync(rollup.Cut, Cancellation);
        AssertInWork(prover, rollup);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_no_end()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync();
        using HttpClient http = new();
        using Prover prover = rollup.NewProver(new PublishedBatches(http, new("http://127.0.0.1:1")));
        SignaturesRefusedException refused = await Assert.ThrowsAsync<SignaturesRefusedException>(() => prover.ActAsync(rollup.Cut, Cancellation));
        Assert.Equal(SignatureRefusal.NoAnswer, refused.Refusal);
    }

    [Fact]
    public async Task Who_stops_the_prover_while_it_waits_stops_it()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync();
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        using HttpClient http = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        asked.Answer = async context =>
        {
            await stop.CancelAsync();
            await AskedSequencer.Silence(context);
        };
        using Prover prover = rollup.NewProver(new PublishedBatches(http, asked.Url));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prover.ActAsync(rollup.Cut, stop.Token));
    }

    [Fact]
    public async Task A_batch_that_is_wrong_whatever_its_signatures_has_no_proof_and_nobody_is_asked_twice()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync(spoil: slots =>
        {
            Assert.True(OperationWord.TryFromField(slots[^1].W, out OperationWord word));
            slots[^1] = slots[^1] with { W = (word with { Amount = 5_000_000 }).ToField() }; // more than there is
            return slots;
        });
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        SlotView[] slots = await TrueSlotsAsync(rollup);
        Slot[] published = new Slot[slots.Length];
        Assert.True(BatchLayout.TryUnpack(DataLayout.Compact, rollup.ElementsOf(rollup.First), published));
        asked.Answer = Slots([.. slots[..^1], slots[^1] with { W = Amounts.Text(published[^1].W) }]);
        using HttpClient http = new();
        using Prover prover = rollup.NewProver(new PublishedBatches(http, asked.Url));
        Assert.False(await prover.ActAsync(rollup.Cut, Cancellation));
        Assert.Contains("has no proof: OperationRejected", prover.Status.Trouble, StringComparison.Ordinal);
        Assert.False(await prover.ActAsync(rollup.Cut, Cancellation));
        Assert.Single(asked.Asked);
        Assert.Null(rollup.Store.FindSlots(rollup.First.HeaderHash));
    }

    private static void AssertInWork(Prover prover, CompactRollup rollup)
    {
        Assert.Null(prover.Status.Trouble);
        Assert.Equal(rollup.First.HeaderHash, prover.Status.Work?.HeaderHash);
        Assert.NotNull(rollup.Store.FindSlots(rollup.First.HeaderHash));
    }

    private static async Task<SlotView[]> TrueSlotsAsync(CompactRollup rollup, ulong number = 1)
    {
        using HttpClient http = rollup.Bank.Http;
        return JsonSerializer.Deserialize<SlotView[]>(await http.GetStringAsync($"/batches/{number}/slots", Cancellation), JsonSerializerOptions.Web)!;
    }

    private static RequestDelegate Slots(params SlotView[] slots) => AskedSequencer.Json(JsonOf(slots));

    private static string JsonOf(SlotView[] slots) => JsonSerializer.Serialize(slots, JsonSerializerOptions.Web);

    private static byte[] Bytes(params SlotView[] slots) => JsonSerializer.SerializeToUtf8Bytes(slots, JsonSerializerOptions.Web);
}
