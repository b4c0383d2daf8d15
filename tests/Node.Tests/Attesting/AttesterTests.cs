using Plimsoll.Batches;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Attesting;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Storage;
using Plimsoll.Node.Tests.Chain;

namespace Plimsoll.Node.Tests.Attesting;

/// <summary>What an attester signs, and what it never signs: iATT-001, iATT-002, iATT-004.</summary>
public sealed class AttesterTests : IDisposable
{
    private static readonly RollupCut s_cut = new Story(RollupFold.Begin(Story.Multi)).Bond(9_000).Deposit(1).Commit(1, 2, 7).Commit(0, 1, 8).Cut;
    private static readonly CommittedBatch s_first = s_cut.Batches[0], s_second = s_cut.Batches[1];
    private static readonly AttestationDomain s_domain = new(Story.Multi);

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-attester-").FullName;
    private readonly PrivateKey _key = PrivateKey.Generate();

    [Fact]
    public async Task What_is_right_is_signed_once_and_by_the_attester()
    {
        using AttesterStore store = new(_folder, Story.Multi);
        using Attester attester = Make(store);
        Assert.Equal(2, attester.Act(new(s_cut, 2, null), s_cut));
        Assert.Equal(0, attester.Act(new(s_cut, 2, null), s_cut));
        EcdsaSignature signature = Assert.Single(await attester.FindAsync(s_first.HeaderHash, TestContext.Current.CancellationToken));
        Assert.Equal(_key.Address, s_domain.SignerOf(s_first.HeaderHash, signature));
        Assert.NotEqual(_key.Address, s_domain.SignerOf(s_second.HeaderHash, signature));
        Assert.Equal(new(_key.Address, 2, 2, 0, null), attester.Status);
    }

    [Fact]
    public async Task A_wrong_batch_and_what_follows_it_are_not_signed()
    {
        using AttesterStore store = new(_folder, Story.Multi);
        using Attester attester = Make(store);
        FaultyBatch faulty = new(s_second, s_first.Header, new(FaultKind.WrongPostRoot, 0), new(default(State.BatchContext), 1, Fr.Zero, []), default, default);
        Assert.Equal(1, attester.Act(new(s_cut, 1, faulty), s_cut));
        Assert.Empty(await attester.FindAsync(s_second.HeaderHash, TestContext.Current.CancellationToken));
        Assert.Equal((1L, 1L), (attester.Status.Signed, attester.Status.Refused));
        Assert.Equal("batch 2 is wrong: WrongPostRoot at slot 0", attester.Status.Trouble);
        attester.Act(new(s_cut, 1, faulty), s_cut);
        Assert.Equal(1, attester.Status.Refused);
    }

    [Fact]
    public void What_is_final_frozen_or_voted_for_is_not_signed()
    {
        RollupCut proven = new Story(s_cut).Vote(s_first, ProofKinds.Validity).Vote(s_first, ProofKinds.Quorum).Cut;
        Assert.Equal([s_second], AttesterRules.Decide(new(proven, 2, null), proven));
        RollupCut final = new Story(proven).FinaliseEarly().Cut;
        Assert.Equal([s_second], AttesterRules.Decide(new(final, 2, null), final));
        RollupCut frozen = new Story(s_cut).Vote(s_second, ProofKinds.Validity).Disagree(s_second, s_first.Header.NewRoot, 1).Cut;
        Assert.Empty(AttesterRules.Decide(new(frozen, 1, null), frozen));
    }

    [Fact]
    public void A_commit_that_a_reorg_can_take_back_waits_until_its_block_is_finalized()
    {
        RollupCut before = new Story(RollupFold.Begin(Story.Multi)).Bond(9_000).Deposit(1).Cut;
        RollupCut replaced = new Story(before).Commit(1, 2, 7).Cut, stayed = new Story(before, fork: 3).Commit(1, 2, 9).Cut;
        using AttesterStore store = new(_folder, Story.Multi);
        using Attester attester = Make(store);
        Assert.Equal(0, attester.Act(new(replaced, 1, null), before));
        Assert.Equal(0, attester.Act(new(replaced, 1, null), stayed)); // a cut that was derived before the reorg
        Assert.Equal(1, attester.Act(new(stayed, 1, null), stayed)); // nothing was promised, so nothing stands in the way
        Assert.Equal(new(_key.Address, 1, 1, 0, null), attester.Status);

        RollupCut both = new Story(stayed).Commit(0, 1, 8).Cut;
        Assert.Equal([both.Batches[0]], AttesterRules.Decide(new(both, 2, null), stayed));
        Assert.Equal([both.Batches[0]], AttesterRules.Decide(new(both, 1, null), both)); // finalized, and not derived yet
    }

    [Fact]
    public async Task A_second_header_at_one_height_is_refused_after_a_restart_and_signed_in_the_next_generation()
    {
        RollupCut before = new Story(RollupFold.Begin(Story.Multi)).Bond(9_000).Deposit(1).Cut;
        RollupCut other = new Story(before, fork: 3).Commit(1, 2, 9).Cut, dropped = new Story(new Story(before).Commit(1, 2, 7).Cut).Drop(1).Commit(1, 2, 9).Cut;
        Bytes32 second = other.Batches[0].HeaderHash;
        Assert.NotEqual(s_first.HeaderHash, second);
        using (AttesterStore store = new(_folder, Story.Multi))
        {
            using Attester attester = Make(store);
            Assert.Equal(1, attester.Act(new(s_cut, 1, null), s_cut));
        }

        using AttesterStore again = new(_folder, Story.Multi);
        using Attester restarted = Make(again);
        Assert.Equal(0, restarted.Act(new(other, 1, null), other)); // L1 gave up what it had finalized
        Assert.Empty(await restarted.FindAsync(second, TestContext.Current.CancellationToken));
        Assert.Contains("another header", restarted.Status.Trouble, StringComparison.Ordinal);
        Assert.Equal(1, restarted.Act(new(s_cut, 1, null), s_cut)); // and back: the same header is signed again
        Assert.Equal(1, restarted.Act(new(dropped, 1, null), dropped));
    }

    [Fact]
    public void Promises_are_each_signers_own_and_for_one_rollup()
    {
        using (AttesterStore store = new(_folder, Story.Multi))
        {
            Assert.True(store.TryPromise(Story.Alice, 0, 1, s_first.HeaderHash));
            Assert.True(store.TryPromise(Story.Alice, 0, 1, s_first.HeaderHash));
            Assert.False(store.TryPromise(Story.Alice, 0, 1, s_second.HeaderHash));
            Assert.True(store.TryPromise(Story.Operator, 0, 1, s_second.HeaderHash));
            Assert.True(store.TryPromise(Story.Alice, 1, 1, s_second.HeaderHash));
            Assert.True(store.TryPromise(Story.Alice, 0, 256, s_second.HeaderHash));
        }

        Assert.Throws<StoreException>(() => new AttesterStore(_folder, Story.Multi with { ChainId = 1 }));
        using AttesterStore again = new(_folder, Story.Multi);
        Assert.False(again.TryPromise(Story.Alice, 0, 1, s_second.HeaderHash));
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Its verifier is never asked: each test says what was verified.
    private Attester Make(AttesterStore store)
    {
        ChainTracker tracker = new(new(new(new("http://127.0.0.1:9"))), Story.Multi, new());
        BlobSources blobs = new(null, []);
        return new(tracker, new Verifier(tracker, new(Story.Multi, blobs), new(Story.Multi, blobs)), s_domain, store, _key);
    }
}
