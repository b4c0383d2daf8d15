using Plimsoll.L1.Following;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Tests.Chain;

/// <summary>The view is a fold of logs, and goes back with the chain.</summary>
public sealed class RollupViewTests
{
    private static readonly RollupCut s_begin = RollupFold.Begin(Story.Identity);

    [Fact]
    public void Batches_go_from_committed_to_final()
    {
        RollupCut cut = new Story(s_begin).Bond(5_000).Deposit(100).ForceExit(3).Commit(1, 3, 7).Commit(1, 1, 8).Cut;
        Assert.Equal((2UL, 0UL, 2, 2UL), (cut.Height, cut.FinalHeight, cut.Queue.Count, cut.Head.QueueEnd));
        Assert.Equal((5_000UL, 2_000UL), ((ulong)cut.Bonds[Story.Operator].Total, (ulong)cut.Bonds[Story.Operator].Locked));
        Assert.Empty(cut.OpenItems);
        Assert.Equal(cut.Time + Story.Profile.ChallengeWindow, cut.WindowEnd(cut.Batches[0]));
        cut = new Story(cut, 101).Finalise().Cut;
        Assert.Equal((1UL, 2UL), (cut.FinalHeight, cut.OldestPending!.Height));
        Assert.Equal(1UL, cut.FinalRoots[Fr.FromUInt64(7)]);
        Assert.Equal(1_000UL, (ulong)cut.Bonds[Story.Operator].Locked);
    }

    [Fact]
    public void A_drop_takes_descendants_along_and_gives_the_queue_back()
    {
        RollupCut cut = new Story(s_begin).Bond(5_000).Deposit(100).Deposit(50).Commit(1, 1, 7).Commit(1, 1, 8).Drop(1).Cut;
        Assert.Equal((0UL, 1UL, 2), (cut.Height, cut.Generation, cut.OpenItems.Count()));
        Assert.Equal((4_000UL, 1_000UL), ((ulong)cut.Bonds[Story.Operator].Total, (ulong)cut.Bonds[Story.Operator].Locked));
        Assert.Equal([8UL], cut.HeldBonds.Select(hash => (ulong)cut.Dropped[hash].Header.NewRoot.ToWord().ToUInt256()));
        cut = new Story(cut).Commit(2, 2, 9).Cut;
        Assert.Equal(9UL, (ulong)cut.Head.NewRoot.ToWord().ToUInt256());
    }

    [Fact]
    public void Whatever_is_applied_and_unwound_the_cut_is_that_of_a_replay() =>
        Gen.Int[0, 99].Array[1, 60].Sample(steps =>
        {
            RollupView view = new(Story.Identity);
            List<ChainEvent.Applied> chain = [];
            for (int i = 0; i < steps.Length; i++)
            {
                if (steps[i] < 30 && chain.Count > 0)
                {
                    view.Apply(new ChainEvent.Unwound(BlockLink.Of(chain[^1].Block)));
                    chain.RemoveAt(chain.Count - 1);
                    continue;
                }

                chain.Add(Continue(view.Current, steps[i], (ulong)i));
                view.Apply(chain[^1]);
            }

            RollupCut replayed = s_begin;
            foreach (ChainEvent.Applied block in chain)
                replayed = RollupFold.Next(replayed, block.Block, block.Logs);
            Assert.Equal(Describe(replayed), Describe(view.Current));
        });

    [Fact]
    public void What_is_finalized_is_forgotten_and_never_unwound()
    {
        RollupView view = new(Story.Identity);
        for (ulong i = 0; i < 3; i++)
            view.Apply(new Story(view.Current).Deposit(i + 1).Block);
        BlockId second = view.Current.Block with { Number = 2, Hash = Story.HashOf(2, 1) };
        Assert.NotNull(view.At(second));
        view.Apply(new ChainEvent.HeadsMoved(null, second));
        Assert.Equal((second, 2), (view.Finalized.Block, view.Finalized.Queue.Count));
        view.Apply(new ChainEvent.Unwound(new(3, view.Current.Block.Hash, second.Hash)));
        Assert.Throws<InvalidOperationException>(() => view.Apply(new ChainEvent.Unwound(new(2, second.Hash, Story.HashOf(1, 1)))));
    }

    [Fact]
    public void A_block_that_is_not_the_newest_is_not_unwound()
    {
        RollupView view = new(Story.Identity);
        view.Apply(new Story(view.Current).Deposit(1).Block);
        Assert.Throws<InvalidOperationException>(() => view.Apply(new ChainEvent.Unwound(new(1, Story.HashOf(9, 9), default))));
    }

    [Fact]
    public void A_refused_block_leaves_the_view_as_it_was()
    {
        RollupView view = new(Story.Identity);
        view.Apply(new Story(view.Current).Deposit(1).Block);
        RollupCut before = view.Current;
        Assert.Throws<RollupLogException>(() => view.Apply(new Story(before).Deposit(2).Commit(0, 0, 1).Block));
        Assert.Same(before, view.Current);
    }

    /// <summary>One more block, with whatever fits.</summary>
    private static ChainEvent.Applied Continue(RollupCut at, int choice, ulong fork)
    {
        Story story = new(at, (ulong)choice, fork);
        if (at.Bonds.IsEmpty)
            story.Bond(1_000_000);
        return (choice % 7) switch
        {
            0 or 1 => story.Deposit(fork + 1).ForceExit((uint)choice % 16).Block,
            2 when !at.IsFrozen => story.Commit((uint)at.OpenItems.Count(), (uint)at.OpenItems.Count() + 1, 100 + fork).Block,
            3 when at.OldestPending is not null => story.Finalise().Block,
            4 when at.OldestPending is { } oldest => story.Drop(oldest.Height).Block,
            5 when choice > 90 && !at.IsFrozen => story.Freeze().Block,
            6 => story.Claim(1, fork).QueuePayout((ulong)at.Payouts.GetValueOrDefault(Address.Zero, []).Count, Story.Alice, fork + 1).Block,
            _ => story.Block,
        };
    }

    private static string Describe(RollupCut cut) => string.Join('\n',
    [
        $"{cut.Block} {cut.Time} {cut.Height} {cut.FinalHeight} {cut.Generation} {cut.LastDrop} {cut.IsFrozen}",
        .. cut.Queue.Select(it => $"{it}"),
        .. cut.Batches.Select(it => $"{it.HeaderHash} {it.Height} {it.Block} {it.CommittedAt}"),
        .. cut.RecordedVotes.Select(it => $"{it}"),
        .. cut.Dropped.Keys.Order().Select(it => $"dropped {it} {cut.HeldBonds.Contains(it)}"),
        .. cut.FinalRoots.Select(it => $"{it.Key}={it.Value}").Order(StringComparer.Ordinal),
        .. cut.Bonds.Select(it => $"{it}").Order(StringComparer.Ordinal),
        .. cut.Rewards.Select(it => $"{it}").Order(StringComparer.Ordinal),
        .. cut.Claimed.Select(it => $"{it}").Order(StringComparer.Ordinal),
        .. cut.Payouts.SelectMany(it => it.Value.Select(entry => $"{it.Key} {entry}")),
    ]);
}
