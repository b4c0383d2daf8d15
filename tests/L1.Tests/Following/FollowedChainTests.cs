using CsCheck;
using Plimsoll.L1.Following;

namespace Plimsoll.L1.Tests.Following;

/// <summary>The rules of following, on random trees of forks.</summary>
public sealed class FollowedChainTests
{
    private const int MaxLinks = 40;

    // What happens next, and to which block: growth, a reorg, finality, and the follower's own steps, in any order.
    private static readonly Gen<(int Kind, int Choice)[]> s_history = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1_000_000]).Array[0, 400];

    [Fact]
    public void Whatever_the_chain_does_the_caller_ends_with_exactly_the_canonical_blocks() =>
        Gen.Select(s_history, Gen.Int[0, 5]).Sample(
            (history, start) =>
            {
                Run run = new((ulong)start);
                foreach ((int kind, int choice) in history)
                    run.Next(kind, choice);
                run.Finish();
                Assert.Equal(run.Tree.Canonical().Where(block => block.Number >= (ulong)start), run.Taken);
            },
            iter: 2_000);

    [Fact]
    public void A_final_block_is_never_unwound_but_reported() =>
        Gen.Select(s_history, Gen.Int[1, 10]).Sample(
            (history, length) =>
            {
                Run run = new(0);
                foreach ((int kind, int choice) in history)
                    run.Next(kind, choice);
                run.Finish();
                if (run.Chain.Finalized is not { Number: > 0 } last)
                    return;
                // Another chain from the genesis block, longer than ours.
                int head = 0;
                for (ulong i = 0; i <= run.Chain.Tip!.Value.Number + (ulong)length; i++)
                    head = run.Tree.Grow(head);
                run.Tree.BreakFinality(head);
                BlockLink[] final = [.. run.Taken.TakeWhile(block => block.Number <= last.Number)];
                run.Settle();
                Assert.IsType<FollowStep.Stop>(run.Last);
                Assert.Equal(final, run.Taken);
            },
            iter: 500);

    [Fact]
    public void A_lagging_node_takes_nothing_back()
    {
        Run run = new(0);
        run.Extend(10);
        run.Settle();
        run.Chain.Observe(run.Tree.Heads(lag: 4));
        Assert.IsType<FollowStep.Rest>(run.Chain.Decide(null));
        Assert.Equal(11, run.Taken.Count);
    }

    [Fact]
    public void A_shorter_chain_takes_the_longer_one_back()
    {
        Run run = new(0);
        run.Extend(10);
        run.Settle();
        run.Tree.Switch(run.Tree.Grow(5)); // block 6' on block 5, against our 10
        run.Settle();
        Assert.Equal(run.Tree.Canonical(), run.Taken);
        Assert.Equal(7, run.Taken.Count);
    }

    [Fact]
    public void Links_behind_the_finalized_block_are_forgotten()
    {
        Run run = new(0);
        run.Extend(30);
        run.Settle();
        Assert.Equal(31, run.Chain.Links);
        run.Tree.Finalize(5);
        run.Settle();
        Assert.Equal(6, run.Chain.Links);
        Assert.Equal(25UL, run.Chain.Finalized!.Value.Number);
    }

    [Fact]
    public void Without_finality_memory_is_bounded_and_the_caller_is_asked()
    {
        Run run = new(0);
        run.Extend(200);
        run.Settle();
        Assert.InRange(run.Chain.Links, MaxLinks / 2, MaxLinks);
        int head = 100;
        for (int i = 0; i < 200; i++)
            head = run.Tree.Grow(head);
        run.Tree.Switch(head);
        run.Settle();
        Assert.Equal(run.Tree.Canonical(), run.Taken);
        Assert.True(run.Recalled > 0);
    }

    [Fact]
    public void A_block_that_is_not_the_parent_is_not_recalled()
    {
        FollowedChain chain = new(0, new BlockLink(7, new ForkTree()[0].Hash, default));
        Assert.False(chain.TryRecall(new(6, new ForkTree()[0].Hash, default)));
        Assert.False(chain.TryRecall(new(5, default, default)));
        Assert.True(chain.TryRecall(new(6, default, default)));
    }

    /// <summary>A follower, its caller and the node, with every answer of the node at a time of its own.</summary>
    private sealed class Run(ulong start)
    {
        private BlockLink? _read;

        public ForkTree Tree { get; } = new();

        public FollowedChain Chain { get; private set; } = new(start, maxLinks: MaxLinks);

        /// <summary>What the caller holds: the blocks handed out and not taken back.</summary>
        public List<BlockLink> Taken { get; } = [];

        public FollowStep? Last { get; private set; }

        public int Recalled { get; private set; }

        public void Extend(int blocks)
        {
            for (int i = 0; i < blocks; i++)
                Tree.Switch(Tree.Grow(Tree.Head));
        }

        public void Next(int kind, int choice)
        {
            switch (kind)
            {
                case 0 or 1 or 2:
                    Tree.Switch(Tree.Grow(Tree.Head));
                    break;
                case 3:
                    Tree.Grow(Math.Max(0, Tree.Count - 1 - choice % 12));
                    break;
                case 4:
                    Tree.Switch(Tree.Count - 1 - choice % Math.Min(Tree.Count, 12));
                    break;
                case 5:
                    Tree.Finalize(choice % 10);
                    break;
                case 6:
                    _read = null;
                    Chain.Observe(Tree.Heads(choice % 3));
                    break;
                case 7 when choice % 4 == 0 && Taken.Count > 0:
                    _read = null;
                    Chain = new(start, Taken[^1], Chain.Finalized, MaxLinks); // the process ends and starts again
                    break;
                default:
                    Step();
                    break;
            }
        }

        /// <summary>Lets the chain grow past everything the caller holds, so that no lagging node can be meant, and follows it there.</summary>
        public void Finish()
        {
            do
            {
                Tree.Switch(Tree.Grow(Tree.Head));
            }
            while (Tree[Tree.Head].Number < start || (Taken.Count > 0 && Tree[Tree.Head].Number <= Taken[^1].Number));
            Settle();
        }

        /// <summary>Follows until there is nothing left to do.</summary>
        public void Settle()
        {
            do
            {
                _read = null;
                Chain.Observe(Tree.Heads());
                while (Step())
                {
                }
            }
            while (Last is FollowStep.Read); // its block was gone when it was read
        }

        private bool Step()
        {
            Last = Chain.Decide(_read);
            switch (Last)
            {
                case FollowStep.Read read:
                    _read = Tree.At(read.Number);
                    return _read is not null;
                case FollowStep.Apply apply:
                    Assert.True(Taken.Count == 0 ? apply.Block.Number == start : apply.Block.ParentHash == Taken[^1].Hash);
                    Chain.Apply(apply.Block);
                    Taken.Add(apply.Block);
                    _read = null;
                    break;
                case FollowStep.Unwind unwind:
                    Assert.Equal(Taken[^1], unwind.Block);
                    Assert.False(Chain.Finalized is { } final && unwind.Block.Number <= final.Number);
                    Chain.Unwind();
                    Taken.RemoveAt(Taken.Count - 1);
                    _read = null;
                    break;
                case FollowStep.Recall recall:
                    Recalled++;
                    Assert.True(Chain.TryRecall(Taken.Single(block => block.Number == recall.Number)));
                    break;
                default:
                    return false;
            }

            Assert.Equal(Taken.Count == 0 ? null : Taken[^1], Chain.Tip);
            Assert.InRange(Chain.Links, 0, MaxLinks);
            return true;
        }
    }
}
