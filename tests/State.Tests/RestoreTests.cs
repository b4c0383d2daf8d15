namespace Plimsoll.State.Tests;

/// <summary>From marks and lists of accounts to the same roots.</summary>
[Trait("Category", "Law")]
public sealed class RestoreTests
{
    private static readonly Gen<Func<Town, (UInt128 Euro, UInt128 Share)>[]> s_histories = AnyOperation.Recipe.Array[0, 12];

    [Fact]
    public void A_state_restored_from_its_accounts_has_the_same_root() =>
        s_histories.Sample(
            history =>
            {
                Town town = new();
                Run(town, history);
                town.State.Commit();
                RollupState restored = Restore(town.State);
                Assert.Equal(town.State.Root, restored.Root);
                uint index = town.IndexOf(Town.Bob, Town.Euro);
                Assert.Equal(restored.Root, restored.ProveAccount(index).RootOf(restored[index]));
            },
            iter: 20);

    [Fact]
    public void A_list_of_another_length_is_no_state()
    {
        RollupState state = new Town().State;
        Account[] accounts = [.. state.Accounts().Select(pair => pair.Account)];
        Assert.Throws<ArgumentException>(() => RollupState.Restore(Town.Depth, state.Opened, state.Deposited, accounts[1..], []));
        Assert.Throws<ArgumentException>(() => RollupState.Restore(Town.Depth, state.Opened, state.Deposited, [.. accounts, accounts[0]], []));
        Assert.Throws<ArgumentException>(() => RollupState.Restore(Town.Depth, state.Opened, state.Deposited, [.. accounts[1..], default], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => RollupState.Restore(Town.Depth, state.Capacity, state.Deposited, accounts, []));
    }

    [Fact]
    public void Committing_up_to_marks_gives_the_roots_of_committing_at_once() =>
        Gen.Select(s_histories, s_histories, s_histories).Sample(
            (first, second, undone) =>
            {
                Town atOnce = new(), stepwise = new();
                foreach (Town town in (Town[])[atOnce, stepwise])
                    Run(town, first);
                StateMark middle = stepwise.State.Mark();
                foreach (Town town in (Town[])[atOnce, stepwise])
                    Run(town, second);
                StateMark end = stepwise.State.Mark();
                Fr[] expected = new Fr[atOnce.State.PendingSlots], actual = new Fr[expected.Length];
                atOnce.State.Commit(expected);

                int slots = stepwise.State.Commit(middle, actual);
                Run(stepwise, undone);
                stepwise.State.Unwind(end);
                slots += stepwise.State.Commit(end, actual.AsSpan(slots));
                Assert.Equal(expected.Length, slots);
                Assert.Equal(expected, actual);
                Assert.Equal(atOnce.State.Root, stepwise.State.Root);
            },
            iter: 20);

    [Fact]
    public void Going_back_behind_what_is_hashed_and_on_again_gives_the_same_roots() =>
        Gen.Select(s_histories, s_histories, s_histories).Sample(
            (kept, undone, later) =>
            {
                Town straight = new(), detour = new();
                Run(straight, kept);
                Run(detour, kept);
                StateMark mark = detour.State.Mark();
                Run(detour, undone);
                detour.State.Commit(detour.State.Mark(), new Fr[detour.State.PendingSlots]);
                Run(detour, later);
                detour.State.Unwind(mark);
                foreach (Town town in (Town[])[straight, detour])
                {
                    Run(town, later);
                    town.State.Commit(town.State.Mark(), new Fr[town.State.PendingSlots]);
                }

                Assert.Equal(straight.State.Root, detour.State.Root);
            },
            iter: 20);

    [Fact]
    public void The_changes_between_two_marks_lead_from_one_state_to_the_other() =>
        Gen.Select(s_histories, s_histories).Sample(
            (before, between) =>
            {
                Town town = new();
                Run(town, before);
                Dictionary<uint, Account> accounts = town.State.Accounts().ToDictionary(pair => pair.Index, pair => pair.Account);
                StateMark from = town.State.Mark();
                Run(town, between);
                StateChanges changes = town.State.ChangesBetween(from, town.State.Mark());
                foreach ((uint index, Account account) in changes.Accounts)
                    accounts[index] = account;
                Assert.Equal(town.State.Accounts().ToDictionary(pair => pair.Index, pair => pair.Account), accounts);
                Assert.Equal((town.State.Opened, town.State.Deposited), (changes.Opened, changes.Deposited));
            },
            iter: 20);

    private static RollupState Restore(RollupState state) => RollupState.Restore(
        state.Depth, state.Opened, state.Deposited, state.Accounts().Select(pair => pair.Account), [(Town.Euro, state.Pot(Town.Euro)), (Town.Share, state.Pot(Town.Share))]);

    private static void Run(Town town, Func<Town, (UInt128 Euro, UInt128 Share)>[] history)
    {
        foreach (Func<Town, (UInt128 Euro, UInt128 Share)> recipe in history)
            recipe(town);
    }
}
