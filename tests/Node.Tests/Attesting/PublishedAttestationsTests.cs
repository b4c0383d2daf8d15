using Microsoft.AspNetCore.Http;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Attesting;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Node.Tests.Proving;

namespace Plimsoll.Node.Tests.Attesting;

/// <summary>An attester's node that is asked: whatever is wrong with its answer is named, and holds up nobody else.</summary>
public sealed class PublishedAttestationsTests
{
    private static readonly CommittedBatch s_batch = new Story(RollupFold.Begin(Story.Multi)).Bond(9_000).Deposit(1).Commit(1, 2, 7).Cut.Batches[0];
    private static readonly AttestationDomain s_domain = new(Story.Multi);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_that_is_broken_says_nothing_and_it_is_said_how()
    {
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) }, impatient = new() { Timeout = TimeSpan.FromMilliseconds(200) };
        (HttpClient Client, RequestDelegate Answer, string Why)[] broken =
        [
            (http, AskedSequencer.Status(500), "500"),
            (http, AskedSequencer.Status(302), "302"),
            (http, AskedSequencer.Json("[]"), "does not say what it signed"),
            (http, AskedSequencer.Json(""), "does not say what it signed"),
            (http, AskedSequencer.Flood, "it says more than 65536 bytes"),
            (http, AskedSequencer.BrokenOff, ""),
            (impatient, AskedSequencer.Silence, "no answer within 0.2 s"),
            (impatient, AskedSequencer.HalfAnAnswer, "no answer within 0.2 s"),
        ];
        foreach ((HttpClient client, RequestDelegate answer, string why) in broken)
        {
            asked.Answer = answer;
            IOException said = await Assert.ThrowsAsync<IOException>(() => new PublishedAttestations(client, asked.Url).FindAsync(s_batch.HeaderHash, Cancellation));
            Assert.Contains(why, said.Message, StringComparison.Ordinal);
        }

        asked.Answer = AskedSequencer.Status(404);
        Assert.Empty(await new PublishedAttestations(http, asked.Url).FindAsync(s_batch.HeaderHash, Cancellation));
    }

    [Theory, InlineData("behind/a/proxy"), InlineData("behind/a/proxy/")]
    public async Task An_address_with_a_path_is_kept_whole(string path)
    {
        await using AskedSequencer asked = await AskedSequencer.StartAsync();
        asked.Answer = AskedSequencer.Status(404);
        using HttpClient http = new();
        PublishedAttestations attester = new(http, new(asked.Url, path));
        await attester.FindAsync(s_batch.HeaderHash, Cancellation);
        Assert.Equal([$"/behind/a/proxy/attestations/{s_batch.HeaderHash}"], asked.Asked);
        Assert.EndsWith("/behind/a/proxy/", attester.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_nobodys_is_said_and_what_counts_is_taken()
    {
        using PrivateKey member = PrivateKey.Generate(), stranger = PrivateKey.Generate();
        Committee committee = new([member.Address], 1);
        EcdsaSignature good = s_domain.For(s_batch.HeaderHash).Sign(member), bad = s_domain.For(s_batch.HeaderHash).Sign(stranger), elsewhere = s_domain.For(Bytes32.Zero).Sign(member);
        Told told = new(Task.FromResult<IReadOnlyList<EcdsaSignature>>([bad, good, elsewhere]));
        List<string> said = [];
        AskedAttester asked = new(told, said.Add);
        (_, IReadOnlyDictionary<Address, EcdsaSignature>? signed) = await asked.AskAsync(committee, s_domain, s_batch, Cancellation);
        Assert.Equal(good, signed![member.Address]);
        Assert.Equal(["somebody: 2 of its 3 signatures for batch 1 are no attester's"], said);
        Assert.Equal(new("somebody", 1, said[0]), asked.Status);

        told.Answer = Task.FromResult<IReadOnlyList<EcdsaSignature>>([]);
        (_, signed) = await asked.AskAsync(committee, s_domain, s_batch, Cancellation);
        Assert.Empty(signed!);
        Assert.Equal(new("somebody", 1, null), asked.Status); // it has not signed, and there is nothing wrong with that

        told.Answer = Task.FromException<IReadOnlyList<EcdsaSignature>>(new IOException("gone"));
        (_, signed) = await asked.AskAsync(committee, s_domain, s_batch, Cancellation);
        Assert.Null(signed);
        Assert.Equal("somebody: gone", asked.Status.Trouble);
    }

    [Fact]
    public async Task An_answer_that_is_still_out_is_known_to_be_and_judged_when_it_comes()
    {
        using PrivateKey stranger = PrivateKey.Generate();
        TaskCompletionSource<IReadOnlyList<EcdsaSignature>> answer = new();
        List<string> said = [];
        AskedAttester asked = new(new Told(answer.Task), said.Add);
        Assert.False(asked.IsAnswering);
        Task answering = asked.AskAsync(new([stranger.Address], 1), s_domain, s_batch, Cancellation);
        Assert.True(asked.IsAnswering);
        answer.SetResult([default]);
        await answering;
        Assert.False(asked.IsAnswering);
        Assert.Single(said);
    }

    /// <summary>Somebody who says what he likes, when he likes.</summary>
    private sealed class Told(Task<IReadOnlyList<EcdsaSignature>> answer) : IAttestations
    {
        public Task<IReadOnlyList<EcdsaSignature>> Answer { get; set; } = answer;

        public string Name => "somebody";

        public Task<IReadOnlyList<EcdsaSignature>> FindAsync(Bytes32 headerHash, CancellationToken cancellationToken = default) => Answer;
    }
}
