using Plimsoll.Batches;
using Plimsoll.L1.Abi;
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
        [FaultKind.HeadWithoutFollower] = slots => Change(slots, 2, word => word with { Kind = OperationKind.Open, To = WordRules.ImpliedIndex }),
        [FaultKind.FollowerWithoutHead] = slots => Change(slots, 1, word => word with { Kind = OperationKind.SwapB }),
        [FaultKind.MalformedSignature] = slots => slots[1] = slots[1] with { X = -Fr.One },
        [FaultKind.InvalidKey] = slots =>
        {
            Change(slots, 1, word => word with { Kind = OperationKind.Open, To = WordRules.ImpliedIndex });
            slots[2] = slots[2] with { W = OperationWord.Extension(Address.Parse("0x00000000000000000000000000000000000000aa")).ToField(), X = Fr.One, Y = Fr.One };
        },
        [FaultKind.OwnersDoNotCross] = slots =>
        {
            Change(slots, 1, word => word with { Kind = OperationKind.SwapA });
            Change(slots, 2, word => word with { Kind = OperationKind.SwapB, To = word.From });
        },
        [FaultKind.WrongCollect] = slots => Collect(slots, 2),
        [FaultKind.Expired] = slots => Change(slots, 1, word => word with { ValidUntil = 1 }),
        [FaultKind.AccountMismatch] = slots => Change(slots, 1, word => word with { To = 7 }),
        [FaultKind.WrongSignature] = slots => Change(slots, 1, word => word with { Amount = 11 }),
        [FaultKind.Unaffordable] = slots => Change(slots, 1, word => word with { Amount = 1_000_000 }),
        [FaultKind.WrongPostRoot] = slots => slots[1] = slots[1] with { PostRoot = Fr.One },
        [FaultKind.WrongQueueRoot] = slots => slots[0] = slots[0] with { PostRoot = Fr.One },
    };

    private static readonly Dictionary<FaultKind, Func<BatchPublication, Slot[], BatchPublication>> s_publications = new()
    {
        [FaultKind.WrongFinalRoot] = (publication, _) => publication with { Header = publication.Header with { NewRoot = Fr.One } },
        [FaultKind.NotPadded] = (publication, slots) =>
        {
            Fr[] elements = FullLayout.Pack(slots);
            elements[^1] = Fr.One;
            Plimsoll.L1.Transactions.BlobSidecar sidecar = BatchPublication.SidecarOf(elements);
            return new(publication.Header with { VersionedHashes = sidecar.VersionedHashes() }, sidecar);
        },
    };

    public static TheoryData<FaultKind> Attacks => [.. s_attacks.Keys, .. s_publications.Keys];

    internal static IEnumerable<FaultKind> Kinds => s_attacks.Keys.Concat(s_publications.Keys);

    internal static Task<CommittedBatch> CommitWrongAsync(World world, Action<BatchWriter> operate, FaultKind kind) =>
        world.CommitAsync(operate, s_attacks.GetValueOrDefault(kind), s_publications.GetValueOrDefault(kind));

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_wrong_batch_is_removed_and_the_right_one_takes_its_place(FaultKind kind)
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        await world.DepositAsync(world.Bob, 500);
        await world.CommitAsync();
        await world.DepositAsync(world.Alice, 10);
        CommittedBatch wrong = await CommitWrongAsync(world, Operate, kind);

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
        Assert.Equal(World.InWei(27), bond);
        Assert.Equal((await world.Contract.GetBondAsync(world.Operator.Owner, BlockReference.Latest, Cancellation)).Total, bond);

        await world.PassAsync(World.Inclusion + 1);
        UInt256 before = await world.BalanceAsync(world.Guard.Owner);
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        Assert.True(await world.BalanceAsync(world.Guard.Owner) > before + World.InWei(1));
        Assert.Empty((await world.VerifyAsync()).Cut.Rewards);
    }

    [Fact]
    public async Task Who_copies_a_proof_does_not_keep_the_reward()
    {
        await using World world = await World.StartAsync(Anvil, cancellation: Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        CommittedBatch wrong = await world.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One });
        VerifiedCut verified = await world.VerifyAsync();
        Bytes32 salt = wrong.HeaderHash;
        AbiType[] types = [AbiType.Address, AbiType.FixedBytes(32), AbiType.UnsignedInteger(8), AbiType.UnsignedInteger(32), AbiType.FixedBytes(32)];
        byte[] announced = AbiEncoder.Encode(types, world.Guard.Owner, wrong.HeaderHash, (ulong)FaultKind.WrongQueueRoot, 0UL, salt);
        await world.SendAsync(world.Guard, RollupCalls.AnnounceFraud(Plimsoll.L1.Hashing.Keccak256.Hash(announced)));
        using Watcher thief = new(world.Node, world.Verifier, world.SenderOf(world.Carol), world.Carol.Key);
        await thief.ActAsync(verified, Cancellation);
        Assert.Equal(world.Carol.Owner, Assert.Single((await world.VerifyAsync()).Cut.Rewards).Value.Prover);
        await world.SendAsync(world.Guard, RollupCalls.RevealFraud(wrong.HeaderHash, salt));
        Assert.Equal(world.Guard.Owner, Assert.Single((await world.VerifyAsync()).Cut.Rewards).Value.Prover);
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

    [Fact]
    public async Task The_bond_of_a_right_batch_that_fell_with_a_wrong_one_comes_back_and_the_culprits_does_not()
    {
        await using World world = await World.StartAsync(Anvil, profile => profile with { Sequencer = Address.Zero }, Cancellation);
        await world.SendAsync(world.Carol, RollupCalls.AddBond(world.Carol.Owner), World.InWei(30));
        await world.DepositAsync(world.Alice, 1_000);
        await world.CommitAsync(spoil: slots => slots[0] = slots[0] with { PostRoot = Fr.One }, by: world.Carol);
        await world.DepositAsync(world.Bob, 1_000);
        CommittedBatch honest = await world.CommitAsync(republish: (publication, _) => publication); // built on what somebody else claimed
        await world.DepositAsync(world.Bob, 1_000);
        CommittedBatch culprits = await world.CommitAsync(republish: (publication, _) => publication, by: world.Carol);
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        VerifiedCut fallen = await world.VerifyAsync();
        Assert.Equal(2, fallen.Cut.HeldBonds.Count);
        Assert.Equal(World.InWei(3), fallen.Cut.Bonds[world.Operator.Owner].Locked);

        foreach (Resident committer in (Resident[])[world.Operator, world.Carol])
        {
            using Finaliser finaliser = new(world.Verifier, world.SenderOf(world.Guard), world.Hub, committer.Owner);
            await finaliser.ActAsync(await world.VerifyAsync(), Cancellation);
        }

        VerifiedCut after = await world.VerifyAsync();
        Assert.Equal(culprits.HeaderHash, Assert.Single(after.Cut.HeldBonds)); // asking for it would burn it
        Assert.Equal((World.InWei(30), UInt256.Zero), (after.Cut.Bonds[world.Operator.Owner].Total, after.Cut.Bonds[world.Operator.Owner].Locked));
        Assert.Equal((World.InWei(30), UInt256.Zero), await world.Contract.GetBondAsync(world.Operator.Owner, BlockReference.Latest, Cancellation));
        Assert.NotEqual(honest.HeaderHash, culprits.HeaderHash);
    }

    private static void Collect(Slot[] slots, int slot)
    {
        Change(slots, slot, word => new(OperationKind.Collect, word.From, 0, 1, 0, 0));
        slots[slot] = slots[slot] with { X = Fr.Zero, Y = Fr.Zero };
    }

    private static void Change(Slot[] slots, int slot, Func<OperationWord, OperationWord> change)
    {
        Assert.True(OperationWord.TryFromField(slots[slot].W, out OperationWord word));
        slots[slot] = slots[slot] with { W = change(word).ToField() };
    }
}
