using Plimsoll.L1.Following;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Tests.Chain;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>Books that follow what changed are those that counting everything gives.</summary>
public sealed class RunningBooksTests
{
    [Fact]
    public void Whatever_is_claimed_cancelled_and_taken_back_the_books_are_those_of_a_fresh_count() =>
        Gen.Int[0, 99].Array[1, 40].Sample(steps =>
        {
            ChainDeriver deriver = new(Story.Multi, new(null, []));
            RunningBooks running = new();
            RollupView view = new(Story.Multi);
            Stack<BlockLink> chain = new();
            for (int i = 0; i < steps.Length; i++)
            {
                if (steps[i] < 20 && chain.TryPop(out BlockLink newest))
                {
                    view.Apply(new ChainEvent.Unwound(newest));
                    running.Forget(); // as the auditor does after a reorg
                    continue;
                }

                ChainEvent.Applied next = Continue(view.Current, steps[i], (ulong)i);
                chain.Push(BlockLink.Of(next.Block));
                view.Apply(next);
                if (steps[i] % 4 == 0)
                    continue; // several blocks at once

                DerivedBooks expected = new RunningBooks().Advance(view.Current, deriver, null), books = running.Advance(view.Current, deriver, null);
                Assert.Equal(expected.Liabilities.OrderBy(it => it.Key), books.Liabilities.OrderBy(it => it.Key));
                Assert.Equal(expected with { Liabilities = books.Liabilities }, books);
            }
        });

    /// <summary>One more block: deposits, claims of a few accounts, some of them twice, and payouts that are taken back.</summary>
    private static ChainEvent.Applied Continue(RollupCut at, int choice, ulong fork)
    {
        Story story = new(at, 1, fork);
        uint index = (uint)choice % 3;
        AccountClaim account = new(index, Story.Alice, Address.Zero);
        ulong claimed = (ulong)at.Claimed.GetValueOrDefault(account);
        int line = at.Payouts.GetValueOrDefault(Address.Zero, []).Count;
        return (choice % 5) switch
        {
            0 => story.Deposit(fork + 1).Block,
            1 => story.Claim(index, claimed + fork).Claim((index + 1) % 3, fork).Block,
            2 => story.Claim(index, claimed + 9).QueuePayout((ulong)line, Story.Alice, 9).Block,
            3 when line > 0 && claimed > 0 && at.Payouts[Address.Zero][^1].Amount > 0 => story.CancelPayout((ulong)line - 1, index, 1).Block,
            _ => story.Block,
        };
    }
}
