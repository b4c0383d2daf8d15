using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>Money in, around and out again, on real contracts and real blobs; whoever looks from outside sees the same state.</summary>
public sealed class LifeTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    [Fact]
    public async Task Everyone_derives_the_same_state_and_a_withdrawal_is_paid_to_the_last_unit()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 500);
        CommittedBatch first = await world.CommitAsync();
        Assert.Equal((await world.Contract.GetHeadAsync(BlockReference.Latest, Cancellation)).HeaderHash, first.HeaderHash);
        CommittedBatch second = await world.CommitAsync(batch =>
        {
            batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 100);
            batch.Withdraw(world.IndexOf(world.Bob), 250);
        });

        VerifiedCut verified = await world.VerifyAsync();
        Assert.Null(verified.Fault);
        Assert.Equal(2UL, verified.Height);
        Assert.Equal(world.State.Root, await world.Verifier.ReadHeadAsync((state, _) => state.Root, Cancellation));
        Assert.Equal(second.Header.NewRoot, world.State.Root);

        uint bob = world.IndexOf(world.Bob);
        Assert.Equal(WithdrawalStage.SoftConfirmed, Withdrawals.Of(await Withdrawals.GatherAsync(world.Verifier, world.Hub, bob, 300, Cancellation), 300)!.Stage);
        WithdrawalPart committed = Withdrawals.Of(await Withdrawals.GatherAsync(world.Verifier, world.Hub, bob, cancellationToken: Cancellation), 250)!;
        Assert.Equal((WithdrawalStage.Committed, (UInt256)250, second.CommittedAt + World.Window + 1), (committed.Stage, committed.Amount, committed.NextAt));

        await world.FinaliseAsync();
        Assert.Equal(WithdrawalStage.Claimable, Assert.Single(Withdrawals.PartsOf(await Withdrawals.GatherAsync(world.Verifier, world.Hub, bob, cancellationToken: Cancellation))).Stage);
        UInt256 before = await world.BalanceAsync(world.Bob.Owner);
        byte[]? claim = await Claims.OfAsync(world.Verifier, bob, cancellationToken: Cancellation);
        await world.SendAsync(world.Guard, claim!);
        Assert.Equal(before + 250, await world.BalanceAsync(world.Bob.Owner));
        await world.VerifyAsync();
        Assert.Null(await Claims.OfAsync(world.Verifier, bob, cancellationToken: Cancellation));
        Assert.Equal(WithdrawalStage.Paid, Assert.Single(Withdrawals.PartsOf(await Withdrawals.GatherAsync(world.Verifier, world.Hub, bob, cancellationToken: Cancellation))).Stage);
        Assert.Equal((UInt256)1_250, await world.Hub.GetEscrowAsync(Address.Zero, BlockReference.Latest, Cancellation));
    }

    [Fact]
    public async Task Several_claims_are_paid_together()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        Resident[] people = [world.Alice, world.Bob, world.Carol];
        foreach (Resident person in people)
            await world.DepositAsync(person, 1_000);
        await world.CommitAsync();
        await world.CommitAsync(batch =>
        {
            foreach (Resident person in people)
                batch.Withdraw(world.IndexOf(person), 10);
        });
        await world.FinaliseAsync();
        UInt256[] before = await Task.WhenAll(people.Select(person => world.BalanceAsync(person.Owner)));
        byte[]? claims = await Claims.OfManyAsync(world.Verifier, [.. people.Select(person => world.IndexOf(person))], Cancellation);
        await world.SendAsync(world.Guard, claims!);
        for (int i = 0; i < people.Length; i++)
            Assert.Equal(before[i] + 10, await world.BalanceAsync(people[i].Owner));
    }

    [Fact]
    public async Task What_was_forced_on_L1_is_served_or_void()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync();
        (uint alice, uint bob) = (world.IndexOf(world.Alice), world.IndexOf(world.Bob));
        await world.ForceAsync(world.Alice, RollupCalls.ForceTransfer(alice, bob, 300));
        await world.ForceAsync(world.Carol, RollupCalls.ForceExit(bob)); // not hers: void
        await world.ForceAsync(world.Bob, RollupCalls.ForceExit(bob));
        await world.ForceAsync(world.Alice, RollupCalls.ForceKey(alice, world.Bob.Secret.Published));
        await world.CommitAsync();
        Assert.Null((await world.VerifyAsync()).Fault);
        (Plimsoll.State.Account first, Plimsoll.State.Account second) = await world.Verifier.ReadHeadAsync((state, _) => (state[alice], state[bob]), Cancellation);
        Assert.Equal(((UInt128)700, world.Bob.Secret.PublicKey), (first.Balance, first.Key));
        Assert.Equal((UInt128.Zero, (UInt128)800), (second.Balance, second.Withdrawn));
        await world.FinaliseAsync();
        UInt256 before = await world.BalanceAsync(world.Bob.Owner);
        await world.SendAsync(world.Guard, (await Claims.OfAsync(world.Verifier, bob, cancellationToken: Cancellation))!);
        Assert.Equal(before + 800, await world.BalanceAsync(world.Bob.Owner));
    }

    [Fact]
    public async Task What_exceeds_the_quota_waits_in_line_and_says_how_long()
    {
        await using World world = await World.StartAsync(Anvil, profile => profile with { QuotaFloor = 100, QuotaShare = 0, QuotaPeriod = 10_000 }, Cancellation);
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync();
        uint bob = world.IndexOf(world.Bob);
        await world.CommitAsync(batch => batch.Withdraw(bob, 250));
        await world.FinaliseAsync();
        await world.SendAsync(world.Guard, (await Claims.OfAsync(world.Verifier, bob, cancellationToken: Cancellation))!);
        await world.VerifyAsync();
        WithdrawalFacts facts = await Withdrawals.GatherAsync(world.Verifier, world.Hub, bob, cancellationToken: Cancellation);
        Assert.Equal(
            [new(WithdrawalStage.Paid, 100, 100, null, null), new(WithdrawalStage.Waiting, 150, 250, null, facts.Now + 20_000)],
            Withdrawals.PartsOf(facts));

        UInt256 before = await world.BalanceAsync(world.Bob.Owner);
        foreach ((ulong seconds, ulong paid) in ((ulong, ulong)[])[(0, 0), (1_000, 0), (9_000, 100), (10_000, 150)]) // an eighth of the quota is there after 1,250 s
        {
            await world.PassAsync(seconds);
            await world.Finaliser.ActAsync(await world.VerifyAsync(), Cancellation);
            Assert.Equal(before + paid, await world.BalanceAsync(world.Bob.Owner));
        }

        await world.VerifyAsync();
        Assert.Equal(WithdrawalStage.Paid, Assert.Single(Withdrawals.PartsOf(await Withdrawals.GatherAsync(world.Verifier, world.Hub, bob, cancellationToken: Cancellation))).Stage);
    }

    [Fact]
    public async Task A_deployment_that_was_interrupted_goes_on()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        string file = Path.GetTempFileName();
        Dictionary<string, Address> kept = new(world.Deployment.Contracts);
        kept.Remove("Rollup");
        kept.Remove("StateHasher");
        (world.Deployment with { Contracts = kept }).Save(file);
        Deployer deployer = new(world.Node, world.SenderOf(world.Operator), file);
        List<string> made = [];
        Deployment again = await deployer.DeployAsync(new(world.Identity.Profile, [Address.Zero], 1), new Recorder(made), Cancellation);
        Assert.Equal(["StateHasher", "Rollup"], made);
        Assert.Equal(world.Deployment.Hub, again.Hub);
        Assert.Equal(again.Rollup, (await deployer.DeployAsync(new(world.Identity.Profile, [Address.Zero], 1), cancellationToken: Cancellation)).Rollup);
        File.Delete(file);
    }

    private sealed class Recorder(List<string> made) : IProgress<string>
    {
        public void Report(string value) => made.Add(value);
    }
}
