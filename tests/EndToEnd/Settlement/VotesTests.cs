using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;
using Plimsoll.Proofs;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;
using Plimsoll.State;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>Real proofs and signatures on the real contracts: what votes make final, and what removes a batch that has none.</summary>
public sealed class VotesTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const int Depth = 2;
    private const ulong Deadline = 600;

    private static readonly PrivateKey s_attester = PrivateKey.Parse(AnvilAccounts.Keys[7]);
    private static readonly Dictionary<DataLayout, ProvenRollup> s_circuits = [];

    [Fact]
    public async Task A_proof_and_a_quorum_make_a_batch_final_before_its_window_is_over_and_no_single_one_does()
    {
        ProvenRollup circuits = CircuitsOf(DataLayout.Full);
        await using World world = await World.StartAsync(Anvil, Multi, circuits.Complete, Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        Slot[]? published = null;
        CommittedBatch batch = await world.CommitAsync(
            operate: writer => writer.Withdraw(world.IndexOf(world.Alice), 400),
            republish: (publication, slots) =>
            {
                published = slots;
                return publication;
            });
        Address votes = world.Identity.Votes;

        byte[] call = circuits.Prove(world.Cut, batch, published!);
        foreach (int at in (int[])[4 + 31, call.Length / 2, call.Length - 1])
        {
            byte[] changed = [.. call];
            changed[at] ^= 1;
            await Assert.ThrowsAsync<TransactionFailedException>(() => world.SenderOf(world.Guard).CallAsync("a changed proof", votes, changed, cancellationToken: Cancellation));
        }

        TransactionReceipt receipt = await world.SenderOf(world.Guard).CallAsync("prove", votes, call, cancellationToken: Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"proveValidity, a segment of each kind and one blob: {receipt.GasUsed} gas");
        VerifiedCut verified = await world.VerifyAsync();
        Assert.Equal(ProofKinds.Validity, verified.Cut.Votes[batch.HeaderHash]);
        Assert.Equal(ProofKinds.Validity, await world.Contract.GetVotesAsync(batch.HeaderHash, BlockReference.Latest, Cancellation));
        Assert.Equal(0, await world.Finaliser.ActAsync(verified, Cancellation));

        await AttestAsync(world, batch);
        Assert.Equal(1, await world.Finaliser.ActAsync(await world.VerifyAsync(), Cancellation));
        VerifiedCut final = await world.VerifyAsync();
        Assert.Equal((1UL, true), (final.Cut.FinalHeight, final.Cut.HeldBonds.Contains(batch.HeaderHash)));
        uint index = await world.Verifier.ReadFinalAsync((state, _) => World.IndexIn(state, world.Alice), Cancellation);
        UInt256 before = await world.BalanceAsync(world.Alice.Owner);
        await world.SendAsync(world.Guard, (await Claims.OfAsync(world.Verifier, index, cancellationToken: Cancellation))!);
        Assert.Equal(before + 400, await world.BalanceAsync(world.Alice.Owner));

        await world.PassAsync(World.Window + 1);
        await world.Finaliser.ActAsync(await world.VerifyAsync(), Cancellation);
        Assert.Empty((await world.VerifyAsync()).Cut.HeldBonds);
    }

    [Fact]
    public async Task What_nobody_proves_is_removed_when_its_deadline_is_over()
    {
        ProvenRollup circuits = CircuitsOf(DataLayout.Full);
        await using World world = await World.StartAsync(Anvil, profile => Multi(profile) with { Threshold = 3 }, circuits.Complete, Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        CommittedBatch batch = await world.CommitAsync();
        await AttestAsync(world, batch);
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        Assert.Equal(1UL, (await world.VerifyAsync()).Cut.Height);
        await world.PassAsync(Deadline + 1);
        await world.Watcher.ActAsync(await world.VerifyAsync(), Cancellation);
        VerifiedCut after = await world.VerifyAsync();
        Assert.Equal((0UL, 1UL, 1), (after.Cut.Height, after.Cut.Generation, after.Cut.OpenItems.Count()));
        Assert.Equal(BatchStatus.Dropped, await world.Contract.GetStatusAsync(batch.HeaderHash, BlockReference.Latest, Cancellation));
    }

    [Fact]
    public async Task In_the_compact_layout_one_proof_is_final_at_once()
    {
        ProvenRollup circuits = CircuitsOf(DataLayout.Compact);
        await using World world = await World.StartAsync(
            Anvil,
            profile => profile with
            {
                Depth = Depth,
                Kinds = ProofKinds.Validity,
                Layout = DataLayout.Compact,
                ChallengeWindow = 0,
                ProofDeadline = Deadline,
                MaxSlots = 64,
            },
            circuits.Complete,
            Cancellation);
        await world.DepositAsync(world.Alice, 1_000);
        Slot[]? published = null;
        CommittedBatch batch = await world.CommitAsync(
            operate: writer => writer.Withdraw(world.IndexOf(world.Alice), 400),
            republish: (publication, slots) =>
            {
                published = slots;
                return publication;
            });
        TransactionReceipt receipt = await world.SenderOf(world.Guard)
            .CallAsync("prove", world.Identity.Votes, circuits.Prove(world.Cut, batch, published!), cancellationToken: Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"proveValidity, a segment of each kind and one blob, compact: {receipt.GasUsed} gas");
        Assert.Equal(1, await world.Finaliser.ActAsync(await world.VerifyAsync(), Cancellation));
        VerifiedCut final = await world.VerifyAsync();
        Assert.Equal((1UL, 0), (final.Cut.FinalHeight, final.Cut.HeldBonds.Count));
    }

    private static RollupProfile Multi(RollupProfile profile) => profile with
    {
        Depth = Depth,
        Kinds = ProofKinds.FraudWindow | ProofKinds.Validity | ProofKinds.Quorum,
        Threshold = 2,
        ProofDeadline = Deadline,
        MaxSlots = 64,
    };

    private static async Task AttestAsync(World world, CommittedBatch batch)
    {
        ContractAbi abi = ContractArtifacts.BatchVotes.Abi;
        Address votes = world.Identity.Votes;
        byte[] answer = await world.Node.CallAsync(new(votes, abi.Function("digest").EncodeCall(world.Identity.Rollup, batch.HeaderHash)), BlockReference.Latest, Cancellation);
        EcdsaSignature signature = s_attester.Sign(abi.Function("digest").DecodeResult(answer)[0].ToBytes32());
        byte[] text = [.. signature.R.ToBytes(), .. signature.S.ToBytes(), (byte)(signature.YIsOdd ? 28 : 27)];
        byte[] call = abi.Function("attest").EncodeCall(world.Identity.Rollup, batch.HeaderHash, AbiValue.Of(text));
        await world.SenderOf(world.Guard).CallAsync("attest", votes, call, cancellationToken: Cancellation);
    }

    private static ProvenRollup CircuitsOf(DataLayout layout)
    {
        lock (s_circuits)
        {
            if (!s_circuits.TryGetValue(layout, out ProvenRollup? circuits))
                s_circuits[layout] = circuits = new(layout);
            return circuits;
        }
    }

    /// <summary>The smallest circuits there are, with development keys.</summary>
    private sealed class ProvenRollup
    {
        private readonly CircuitSet _circuits;
        private readonly (ConstraintSystem System, ProvingKey Key)[] _keys;

        public ProvenRollup(DataLayout layout)
        {
            _circuits = new(Depth, layout, topLevels: 1, queueSlots: [1], userSlots: [2]);
            _keys = [.. Enumerable.Range(0, _circuits.Count).Select(number =>
            {
                ConstraintSystem system = _circuits[number].Compile();
                return (system, DevelopmentSetup.Run(system, "votes"u8, chainId: 31337));
            })];
        }

        public DeploymentPlan Complete(DeploymentPlan plan) => plan with
        {
            Circuits = [.. _keys.Select((it, number) => new CircuitDeployment(it.Key.VerifyingKey.Encode(), _circuits[number].Kind == SegmentKind.Queue))],
            Attesters = plan.Profile.Kinds.HasFlag(ProofKinds.Quorum) ? [s_attester.Address] : [],
            Quorum = plan.Profile.Kinds.HasFlag(ProofKinds.Quorum) ? 1 : 0,
        };

        /// <summary>The call that proves the first batch of a rollup.</summary>
        public byte[] Prove(RollupCut cut, CommittedBatch batch, Slot[] slots)
        {
            Fr[] elements = BatchLayout.Pack(_circuits.Layout, slots);
            Assert.Equal(WitnessRefusal.None, BatchWitnesses.TryMake(cut, batch, new RollupState(Depth), _circuits, slots, elements, out BatchWitness? witness));
            SegmentProof[] segments = [.. witness!.Cuts.Select((part, i) => BatchProver.ProveSegment(witness, i, _keys[part.Circuit].System, _keys[part.Circuit].Key))];
            BatchProof proof = new(segments, BatchProver.OpenBlobs(elements, witness.Point, BlobKzg.Mainnet));
            return new ValidityCall(cut.Identity.Rollup, batch.Header, cut.HeaderAt(batch.Height - 1), proof).Encode();
        }
    }
}
