namespace Plimsoll.State.Tests;

/// <summary>What holds for every history, whatever is in it.</summary>
[Trait("Category", "Law")]
public sealed class HistoryTests
{
    private static readonly Gen<Func<Town, (UInt128 Euro, UInt128 Share)>[]> s_histories = AnyOperation.Recipe.Array[0, 12];

    [Fact]
    public void Batched_roots_are_those_of_hashing_everything_after_each_operation() =>
        s_histories.Sample(
            history =>
            {
                Town stepwise = new(), batched = new();
                List<(int Slots, Fr Root)> expected = [];
                int slots = 0;
                foreach (Func<Town, (UInt128 Euro, UInt128 Share)> recipe in history)
                {
                    recipe(stepwise);
                    slots += stepwise.State.PendingSlots;
                    expected.Add((slots, NaiveRoot.Of(stepwise.State)));
                    stepwise.State.Commit();
                    recipe(batched);
                }

                Fr[] roots = new Fr[batched.State.PendingSlots];
                batched.State.Commit(roots);
                Assert.Equal(stepwise.State.Root, batched.State.Root);
                Fr before = new Town().State.Root;
                Assert.All(expected, step => Assert.Equal(step.Root, step.Slots == 0 ? before : roots[step.Slots - 1]));
            },
            iter: 30);

    [Fact]
    public void Unwinding_restores_every_account_and_the_root() => // iSTA-002
        Gen.Select(s_histories, s_histories, Gen.Bool, Gen.Bool).Sample(
            (kept, undone, commitBefore, commitAfter) =>
            {
                Town town = new();
                Run(town, kept);
                if (commitBefore)
                    town.State.Commit();
                Fr before = NaiveRoot.Of(town.State);
                StateMark mark = town.State.Mark();
                Run(town, undone);
                if (commitAfter)
                    town.State.Commit();
                town.State.Unwind(mark);
                Assert.Equal(before, NaiveRoot.Of(town.State));
                Run(town, undone);
                town.State.Commit(new Fr[town.State.PendingSlots]);
                Assert.Equal(NaiveRoot.Of(town.State), town.State.Root);
                town.State.Unwind(mark);
                town.State.Commit();
                Assert.Equal(before, town.State.Root);
            },
            iter: 20);

    [Fact]
    public void Nothing_is_lost_and_nothing_is_made() => // iSTF-002
        s_histories.Sample(
            history =>
            {
                Town town = new();
                foreach (Func<Town, (UInt128 Euro, UInt128 Share)> recipe in history)
                {
                    (UInt128 Euro, UInt128 Share) before = Total(town);
                    (UInt128 Euro, UInt128 Share) received = recipe(town);
                    Assert.Equal((before.Euro + received.Euro, before.Share + received.Share), Total(town));
                }
            },
            iter: 100);

    private static void Run(Town town, Func<Town, (UInt128 Euro, UInt128 Share)>[] history)
    {
        foreach (Func<Town, (UInt128 Euro, UInt128 Share)> recipe in history)
            recipe(town);
    }

    private static (UInt128 Euro, UInt128 Share) Total(Town town) => (Total(town, Town.Euro), Total(town, Town.Share));

    private static UInt128 Total(Town town, byte token)
    {
        UInt128 total = town.State.Pot(token);
        foreach ((_, Account account) in town.State.Accounts())
        {
            if (account.Token == token)
                total += account.Balance + account.Withdrawn;
        }

        return total;
    }
}
