using Plimsoll.Batches;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>Every kind of wrong batch is found from L1 data and removed by one transaction; the queue's items come back (iFRD-001).</summary>
public sealed class WatcherTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    // The batch: 0 Alice's second deposit, 1 transfer, 2 withdrawal.
    private static readonly Dictionary<FaultKind, Action<Slot[]>> s_attacks = new()
    {
        [FaultKind.NotTheQueueWord] = slots => slots[0] = slots[0] with { X = Fr.One },
        [FaultKind.UnknownKind] = slots => Change(slots, 1, word => word with { Kind = (OperationKind)77 }),
        [FaultKind.MalformedWord] = slots => Change(slots, 2, word => word with { To = 1 }),
        [FaultKind.FollowerWithoutHead] = slots => Change(slots, 1, word => word with { Kind = OperationKind.SwapB }),
        [FaultKind.MalformedSignature] = slots => slots[1] = slots[1] with { X = -Fr.One },
        [FaultKind.Expired] = slots => Change(slots, 1, word => word with { ValidUntil = 1 }),
        [FaultKind.AccountMismatch] = slots => Change(slots, 1, word => word with { To = 7 }),
        [FaultKind.WrongSignature] = slots => Change(slots, 1, word => word with { Amount = 11 }),
        [FaultKind.Unaffordable] = slots => Change(slots, 1, word => word with { Amount = 1_000_000 }),
        [FaultKind.WrongPostRoot] = slots => slots[1] = slots[1] with { PostRoot = Fr.One },
        [FaultKind.WrongQueueRoot] = slots => slots[0] = slots[0] with { PostRoot = Fr.One },
    };

    public static TheoryData<FaultKind> Attacks => [.. s_attacks.Keys];

    internal static IEnumerable<FaultKind> Kinds => s_attacks.Keys;

    internal static void Spoil(FaultKind kind, Slot[] slots) => s_attacks[kind](slots);

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_wrong_batch_is_removed_and_the_right_one_takes_its_place(FaultKind kind)
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync();
        await world.DepositAsync(world.Alice, 10);
        CommittedBatch wrong = await world.CommitAsync(Operate, s_attacks[kind]);

        VerifiedCut verified = await world.VerifyAsync();
        Assert.Equal((kind, wrong.HeaderHash), (verified.Fault!.Fault.Kind, verified.Fault.Batch.HeaderHash));
        await world.Watcher.ActAsync(verified, Cancellation);
        VerifiedCut after = await world.VerifyAsync();
        Assert.Null(after.Fault);
        Assert.Equal(BatchStatus.Dropped, await world.Contract.GetStatusAsync(wrong.HeaderHash, BlockReference.Latest, Cancellation));
        Assert.Equal(1UL, after.Cut.Height);
        Assert.Single(after.Cut.OpenItems);
        Assert.InRange(world.Watcher.Removed[wrong.HeaderHash], 1UL, 1_500_000UL);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {world.Watcher.Removed[wrong.HeaderHash]} gas");

        CommittedBatch right = await world.CommitAsync(Operate);
        Assert.Null((await world.VerifyAsync()).Fault);
        await world.FinaliseAsync();
        Assert.Equal(BatchStatus.Final, await world.Contract.GetStatusAsync(right.HeaderHash, BlockReference.Latest, Cancellation));

        void Operate(BatchWriter batch)
        {
            batch.Transfer(world.IndexOf(world.Alice), world.IndexOf(world.Bob), 10);
            batch.Withdraw(world.IndexOf(world.Bob), 20);
        }
    }

    [Fact]
    public async Task A_removal_pays_whoever_announced_the_fault()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One });
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        Reward reward = Assert.Single((await world.VerifyAsync()).Cut.Rewards).Value;
        Assert.Equal(world.Guard.Owner, reward.Prover);
        UInt256 bond = world.Cut.Bonds[world.Operator.Owner].Total;
        Assert.Equal(World.AbiEther(27), bond);
        Assert.Equal((await world.Contract.GetBondAsync(world.Operator.Owner, BlockReference.Latest, Cancellation)).Total, bond);

        await world.PassAsync(World.Inclusion + 1);
        UInt256 before = await world.BalanceAsync(world.Guard.Owner);
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        Assert.True(await world.BalanceAsync(world.Guard.Owner) > before + World.AbiEther(1));
        Assert.Empty((await world.VerifyAsync()).Cut.Rewards);
    }

    [Fact]
    public async Task Batches_behind_a_wrong_one_fall_with_it()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One });
        await world.DepositAsync(world.Bob, 1_000);
        CommittedBatch child = await world.CommitAsync();
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        VerifiedCut after = await world.VerifyAsync();
        Assert.Equal((0UL, 2), (after.Cut.Height, after.Cut.OpenItems.Count()));
        Assert.Equal(child.HeaderHash, Assert.Single(after.Cut.HeldBonds));
    }

    private static void Change(Slot[] slots, int slot, Func<OperationWord, OperationWord> change)
    {
        Assert.True(OperationWord.TryFromField(slots[slot].W, out OperationWord word));
        slots[slot] = slots[slot] with { W = change(word).ToField() };
    }
}
