using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>The operator is gone: everybody gets out everything the last final state owes, from L1 data alone (iEXI-001).</summary>
public sealed class EscapeTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    [Fact]
    public async Task Lesson4_everybody_leaves_with_everything_when_the_operator_is_gone()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync();
        await world.CommitAsync(batch =>
        {
            batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 100);
            batch.Withdraw(world.IndexOf(world.Bob), 250);
        });
        await world.FinaliseAsync();
        // The last things that the operator sees: a batch that is pending when it goes, a deposit, and a forced exit that is never served.
        await world.CommitAsync(batch => batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 1));
        await world.DepositAsync(world.Carol, 77);
        await world.ForceAsync(world.Bob, RollupCalls.ForceExit(world.IndexOf(world.Bob)));

        (ChainTracker tracker, Verifier verifier) = world.Observe(world.Archive, BeaconBlobSource.AtBlockNumbers(world.Beacon));
        EscapeKit kit = new(tracker, verifier, world.SenderOf(world.Guard));
        (EscapeStage stage, ulong? at) = await kit.OpenAsync(Cancellation);
        Assert.Equal((EscapeStage.Waiting, tracker.Current.Queue[2].EnteredAt + World.EscapeAfter + 1), (stage, at));
        await Assert.ThrowsAsync<TransactionFailedException>(() => world.SendAsync(world.Guard, RollupCalls.Freeze()));
        await world.PassAsync(World.EscapeAfter + 2);
        Assert.Equal((EscapeStage.Open, null), await kit.OpenAsync(Cancellation));
        Assert.True(await world.Contract.IsFrozenAsync(BlockReference.Latest, Cancellation));

        Resident[] people = [world.Alice, world.Bob, world.Carol];
        UInt256[] before = await Task.WhenAll(people.Select(person => world.BalanceAsync(person.Owner)));
        EscapeResult result = await kit.EscapeAsync(cancellationToken: Cancellation);
        Assert.Equal((2, 1), (result.Accounts.Count, result.Deposits.Count));
        Assert.Equal(before[0] + 899, await world.BalanceAsync(world.Alice.Owner));
        Assert.Equal(before[1] + 601, await world.BalanceAsync(world.Bob.Owner));
        Assert.Equal(before[2] + 77, await world.BalanceAsync(world.Carol.Owner));
        Assert.Equal(UInt256.Zero, await world.Hub.GetEscrowAsync(Address.Zero, BlockReference.Latest, Cancellation));
        EscapeResult again = await kit.EscapeAsync(cancellationToken: Cancellation);
        Assert.Empty(again.Accounts);
        Assert.Empty(again.Deposits);
    }
}
