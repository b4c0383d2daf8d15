using Plimsoll.L1.Following;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Tests.Chain;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>Proofs are judged once, and after a reorg the verdicts are what they would be had the replaced blocks never been: iAUD-004.</summary>
public sealed class ProofVerdictsTests
{
    private static readonly RollupCut s_begin = RollupFold.Begin(Story.Multi);

    private readonly Dictionary<Bytes32, ProofVerdict> _inBlock = [];
    private readonly ProofVerdicts _verdicts;
    private int _judged;

    public ProofVerdictsTests() => _verdicts = new((_, _, block, _) =>
    {
        _judged++;
        return Task.FromResult(_inBlock.GetValueOrDefault(block, ProofVerdict.Holds));
    });

    [Fact]
    public async Task A_block_costs_what_its_votes_cost_however_many_batches_there_are()
    {
        RollupCut cut = new Story(s_begin).Bond(1_000_000).Deposit(1).Cut;
        for (ulong i = 1; i <= 40; i++)
            cut = new Story(cut).Commit(0, 1, i).Cut;
        foreach (CommittedBatch batch in cut.Batches.Take(30))
            cut = new Story(cut).Vote(batch, ProofKinds.Quorum).Vote(batch, ProofKinds.Validity).Cut;
        Assert.Equal(30, await FollowAsync(cut)); // begun late: all that there are
        Assert.Equal(30, _verdicts.ByBatch.Count);
        for (int i = 0; i < 25; i++)
            Assert.Equal(0, await FollowAsync(cut = new Story(cut).Cut));
        Assert.Equal(0, await FollowAsync(cut = new Story(cut).Vote(cut.Batches[35], ProofKinds.Quorum).Cut));
        object before = _verdicts.ByBatch;
        Assert.Equal(1, await FollowAsync(cut = new Story(cut).Vote(cut.Batches[34], ProofKinds.Validity).Cut));
        Assert.NotSame(before, before = _verdicts.ByBatch);
        Assert.Equal(0, await FollowAsync(new Story(cut).Commit(0, 1, 99).Cut));
        Assert.Same(before, _verdicts.ByBatch); // shared with the reports of all blocks, never copied
    }

    [Fact]
    public async Task What_a_reorg_takes_back_and_brings_again_is_judged_for_what_it_is_now()
    {
        RollupCut root = new Story(s_begin).Bond(9_000).Deposit(1).Commit(1, 1, 7).Cut;
        CommittedBatch first = root.Batches[0];
        RollupCut right = new Story(root).Vote(first, ProofKinds.Validity).Cut, wrong = new Story(root, fork: 1).Vote(first, ProofKinds.Validity).Cut, none = new Story(root, fork: 2).Cut;
        _inBlock[wrong.Block.Hash] = ProofVerdict.Fails;

        Assert.Equal(1, await FollowAsync(right));
        Assert.Equal((ProofVerdict.Holds, null), Of(right, first));
        Assert.Equal(1, await FollowAsync(wrong)); // the same batch, and another proof
        Assert.Equal((ProofVerdict.Fails, first), Of(wrong, first));
        Assert.Equal(0, await FollowAsync(none));
        Assert.Equal((ProofVerdict.None, null), Of(none, first));
        Assert.Equal(1, await FollowAsync(new Story(wrong).Cut));
        Assert.Equal((ProofVerdict.Fails, first), Of(wrong, first));
        Assert.Equal(0, await FollowAsync(new Story(new Story(wrong).Cut).Commit(0, 1, 8).Cut));
    }

    [Fact]
    public async Task A_batch_that_is_dropped_and_comes_back_is_judged_wherever_its_vote_was()
    {
        RollupCut root = new Story(s_begin).Bond(9_000).Deposit(1).Commit(1, 1, 7).Cut;
        CommittedBatch first = root.Batches[0];
        RollupCut dropped = new Story(root).Drop(1).Cut;
        RollupCut late = new Story(dropped).Vote(first, ProofKinds.Validity).Cut; // for a batch that is not on the chain
        Assert.Equal(0, await FollowAsync(late));
        Assert.Null(_verdicts.First(late, ProofVerdict.Fails));
        RollupCut again = new Story(late).Commit(first.Header).Cut;
        _inBlock[late.Block.Hash] = ProofVerdict.Fails;
        Assert.Equal(1, await FollowAsync(again));
        Assert.Equal(again.Batches[0], _verdicts.First(again, ProofVerdict.Fails));
        Assert.Equal(0, await FollowAsync(new Story(again).Drop(1).Cut));
        Assert.Null(_verdicts.First(dropped, ProofVerdict.Fails)); // off the chain it says nothing
        Assert.Equal(0, await FollowAsync(again)); // and the drop is taken back
        Assert.Equal(again.Batches[0], _verdicts.First(again, ProofVerdict.Fails));
        Assert.Equal(0, await FollowAsync(dropped)); // the vote, too
        Assert.Empty(_verdicts.ByBatch);
    }

    [Fact]
    public async Task What_the_node_does_not_show_is_asked_for_again()
    {
        RollupCut cut = new Story(s_begin).Bond(9_000).Deposit(1).Commit(1, 1, 7).Commit(0, 1, 8).Cut;
        RollupCut voted = new Story(new Story(cut).Vote(cut.Batches[1], ProofKinds.Validity).Cut).Vote(cut.Batches[0], ProofKinds.Validity).Cut;
        _inBlock[voted.RecordedVotes[0].Block.Hash] = ProofVerdict.None;
        Assert.Equal(1, await FollowAsync(voted));
        Assert.Equal(1, await FollowAsync(voted));
        Assert.Empty(_verdicts.ByBatch);
        _inBlock[voted.RecordedVotes[0].Block.Hash] = ProofVerdict.Unseen;
        Assert.Equal(2, await FollowAsync(voted));
        Assert.Equal((ProofVerdict.Unseen, ProofVerdict.Holds), (_verdicts.ByBatch[cut.Batches[1].HeaderHash], _verdicts.ByBatch[cut.Batches[0].HeaderHash]));
        Assert.Equal(cut.Batches[1], _verdicts.First(voted, ProofVerdict.Unseen));
    }

    [Fact]
    public void Whatever_is_applied_taken_back_and_not_answered_the_verdicts_are_those_that_judging_anew_gives() =>
        Gen.Int[0, 99].Array[1, 60].Sample(steps =>
        {
            int asked = 0;
            ProofVerdicts verdicts = new((_, batch, block, _) => asked++ % 5 == 4 ? throw new TimeoutException() : Task.FromResult(VerdictOf(batch.HeaderHash, block)));
            RollupView view = new(Story.Multi);
            Stack<ChainEvent.Applied> chain = new(), gone = new();
            for (int i = 0; i < steps.Length; i++)
            {
                if (steps[i] < 30 && chain.Count > 0)
                {
                    view.Apply(new ChainEvent.Unwound(BlockLink.Of(chain.Peek().Block)));
                    gone.Push(chain.Pop());
                }
                else
                {
                    bool isBack = steps[i] < 50 && gone.TryPeek(out ChainEvent.Applied? last) && last.Block.ParentHash == view.Current.Block.Hash;
                    chain.Push(isBack ? gone.Pop() : Continue(view.Current, steps[i], (ulong)i)); // the same block comes back, or another one
                    view.Apply(chain.Peek());
                }

                if (steps[i] % 3 > 0)
                    Follow(verdicts, view.Current);
            }

            RollupCut cut = view.Current;
            while (!Follow(verdicts, cut))
            {
            }

            Dictionary<Bytes32, ProofVerdict> anew = cut.RecordedVotes.Where(vote => vote.Kind == ProofKinds.Validity).ToDictionary(vote => vote.HeaderHash, vote => VerdictOf(vote.HeaderHash, vote.Block.Hash));
            Assert.All(cut.Batches, batch => Assert.Equal(anew.GetValueOrDefault(batch.HeaderHash), verdicts.ByBatch.GetValueOrDefault(batch.HeaderHash)));
            foreach (ProofVerdict verdict in (ProofVerdict[])[ProofVerdict.Fails, ProofVerdict.Unseen])
                Assert.Equal(cut.Batches.FirstOrDefault(batch => anew.GetValueOrDefault(batch.HeaderHash) == verdict), verdicts.First(cut, verdict));
        });

    private static bool Follow(ProofVerdicts verdicts, RollupCut cut)
    {
        try
        {
            verdicts.FollowAsync(cut, CancellationToken.None).GetAwaiter().GetResult();
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static ProofVerdict VerdictOf(Bytes32 headerHash, Bytes32 block) => (ProofVerdict)(1 + (headerHash.Span[0] + block.Span[0]) % 3);

    /// <summary>One more block: batches come, are voted for on the chain and off it, and fall.</summary>
    private static ChainEvent.Applied Continue(RollupCut at, int choice, ulong fork)
    {
        Story story = new(at, 1, fork);
        if (at.Bonds.IsEmpty)
            story.Bond(1_000_000).Deposit(1);
        CommittedBatch? unproven = at.Batches.AddRange(at.Dropped.Values).Where(batch => !ProverRules.IsProven(at, batch)).ElementAtOrDefault(choice % 4);
        return (choice % 5) switch
        {
            0 when at.Batches.Count > 0 => story.Drop(1 + (ulong)choice % at.Height).Block,
            1 or 2 when unproven is not null => story.Vote(unproven, ProofKinds.Validity).Block,
            3 when unproven is not null => story.Vote(unproven, ProofKinds.Validity).Commit(0, 1, 100 + fork % 2).Block,
            _ => story.Commit(0, 1, 100 + fork % 2).Block,
        };
    }

    private (ProofVerdict, CommittedBatch?) Of(RollupCut cut, CommittedBatch batch) => (_verdicts.ByBatch.GetValueOrDefault(batch.HeaderHash), _verdicts.First(cut, ProofVerdict.Fails));

    private async Task<int> FollowAsync(RollupCut cut)
    {
        int before = _judged;
        await _verdicts.FollowAsync(cut, TestContext.Current.CancellationToken);
        return _judged - before;
    }
}
