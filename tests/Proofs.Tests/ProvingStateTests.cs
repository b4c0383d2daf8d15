using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>Trees of a state that are changed one leaf at a time, beside those of the state itself.</summary>
public sealed class ProvingStateTests
{
    [Fact]
    public void It_begins_with_the_roots_of_the_state_and_leaves_its_trees_alone()
    {
        Town town = new();
        Assert.Equal(RejectionReason.None, town.Apply(town.Transfer(Alice, Bob, Euro, 10, 3)));
        town.State.Commit();
        Fr root = town.State.Root, fees = town.State.FeeRoot;
        ProvingState proving = new(town.State);
        Assert.Equal(root, proving.Root);
        uint index = town.IndexOf(Alice, Euro);
        Account account = town.State[index];
        proving.Write(index, account with { Balance = account.Balance + 1 });
        Assert.NotEqual(root, proving.Root);
        proving.Write(index, account);
        proving.WritePot(Euro, 77);
        Assert.NotEqual(root, proving.Root);
        proving.WritePot(Euro, town.State.Pot(Euro));
        Assert.Equal(root, proving.Root);
        town.State.Commit();
        Assert.Equal((root, fees), (town.State.Root, town.State.FeeRoot));
    }

    [Fact]
    public void A_state_with_anything_that_is_not_committed_is_refused()
    {
        Town town = new();
        StateMark before = town.State.Mark();
        Assert.Equal(RejectionReason.None, town.Apply(town.Transfer(Alice, Bob, Euro, 10, 3)));
        Assert.Throws<ArgumentException>(() => new ProvingState(town.State));
        town.State.Commit();
        town.State.Unwind(before); // hashed, and taken back: the trees are those of later
        Assert.Throws<InvalidOperationException>(() => new ProvingState(town.State));
        town.State.Commit();
        Assert.Equal(town.State.Root, new ProvingState(town.State).Root);
    }
}
