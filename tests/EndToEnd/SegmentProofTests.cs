using Plimsoll.Batches;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;
using Plimsoll.Proofs;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.EndToEnd;

/// <summary>A small batch, proven with development keys: a queued deposit in one segment and a transfer in the next, accepted here and by the contract.</summary>
public sealed class SegmentProofTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly PrivateKey s_sender = PrivateKey.Parse(AnvilAccounts.Keys[8]);
    private static readonly SegmentShape s_shape = new(Depth, slots: 1, DataLayout.Full);
    private static readonly Fr s_z = Fr.FromHex("2b1f00d5eed");

    [Fact]
    public async Task A_proven_batch_is_accepted_here_and_on_L1_and_no_other()
    {
        Town town = new();
        ProvingState state = new(town.State);
        QueuedOperation.Deposit deposit = new(Alice.Owner, Euro, 500, town.IndexOf(Alice, Euro), Alice.Key);
        QueueSegment queue = new(state, s_shape, Fr.Zero, firstElement: 0);
        queue.Add(deposit, Alice.Secret.Published, new QueueItem(0, deposit, Alice.Secret.Published, default).LinkAfter(Fr.Zero));
        UserSegment users = new(state, s_shape, town.Context, queue.Range.EndElement);
        Assert.Equal(RejectionReason.None, users.Add(town.Transfer(Alice, Bob, Euro, 1_400, fee: 3)));
        (ICircuit queueCircuit, SegmentStatement queueStatement) = queue.Complete(s_z);
        (ICircuit userCircuit, SegmentStatement userStatement) = users.Complete(s_z);
        Assert.Equal(queueStatement.PostRoot, userStatement.PreRoot);

        await ProveAndVerifyAsync(QueueSegment.Blank(s_shape), queueCircuit, queueStatement);
        await ProveAndVerifyAsync(UserSegment.Blank(s_shape), userCircuit, userStatement);
    }

    private async Task ProveAndVerifyAsync(ICircuit blank, ICircuit circuit, SegmentStatement statement)
    {
        ConstraintSystem system = ConstraintSystem.Compile(blank);
        ProvingKey key = DevelopmentSetup.Run(system, "segment"u8, chainId: 31337);
        Assert.True(system.TrySolve(circuit, out Witness? witness, out string? violation), violation);
        Assert.True(Prover.TryProve(key, witness, Fr.FromUInt64(11), Fr.FromUInt64(13), out Proof proof));
        Fr[] inputs = statement.ToInputs();
        Assert.True(Verifier.Verify(key.VerifyingKey, inputs, proof));

        DeployedContract verifier = await DeployedContract.DeployAsync(new EthereumClient(Client), s_sender, "Groth16Verifier", [key.VerifyingKey.Encode()], Cancellation);
        Assert.True(await AcceptsAsync(verifier, proof, inputs));
        TransactionReceipt receipt = await verifier.SendAsync("verify", Call(proof, Words(inputs)), Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"{system.ConstraintCount} constraints, {receipt.GasUsed} gas as a transaction");
        for (int i = 0; i < inputs.Length; i++)
        {
            Fr[] other = [.. inputs];
            other[i] += Fr.One;
            Assert.False(Verifier.Verify(key.VerifyingKey, other, proof));
            Assert.False(await AcceptsAsync(verifier, proof, other));
        }

        AbiValue[] aliased = Words(inputs);
        aliased[7] = UInt256.FromBytes(inputs[7].ToBytes()) + UInt256.FromBytes((-Fr.One).ToBytes()) + UInt256.One;
        await verifier.RefusalAsync("verify", Call(proof, aliased), Cancellation);
    }

    private static async Task<bool> AcceptsAsync(DeployedContract verifier, Proof proof, Fr[] inputs) =>
        (await verifier.CallAsync("verify", Call(proof, Words(inputs)), Cancellation))[0].ToBoolean();

    private static AbiValue[] Call(Proof proof, AbiValue[] inputs) => [proof.Encode(), AbiValue.Of(inputs)];

    private static AbiValue[] Words(Fr[] inputs) => [.. inputs.Select(input => (AbiValue)UInt256.FromBytes(input.ToBytes()))];
}
