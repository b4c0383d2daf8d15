using Plimsoll.Batches;
using Plimsoll.Batches.Tests;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Disputes;
using Plimsoll.L1.Abi;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>The contract's step leads from each root of a correct batch to the next, Merkle paths included (iSTF-001).</summary>
public sealed class StateStepTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    [Theory]
    [InlineData(1 + State.Tests.Town.Depth)]
    [InlineData(12)]
    public async Task Operations_lead_from_root_to_root(int depth)
    {
        Day day = new(depth);
        await WalkAsync(new(day), [Day.Transfer, Day.Withdraw, Day.SwapA, Day.SwapB, Day.OpenExt, Day.KeyExt, Day.Collect]);
    }

    [Fact]
    public async Task Transfers_to_oneself_and_swaps_lead_from_root_to_root() => await WalkAsync(LongDay.Make(), LongDay.Corners);

    private async Task WalkAsync(Dispute dispute, IEnumerable<int> slots)
    {
        DisputeContracts contracts = await DisputeContracts.DeployAsync(Client, Cancellation);
        foreach (int slot in slots)
        {
            FraudProof proof = dispute.Prove(new(FaultKind.WrongPostRoot, slot));
            Slot own = FullLayout.SlotAt(dispute.Elements, slot), before = slot == 0 ? default : FullLayout.SlotAt(dispute.Elements, slot - 1);
            Assert.True(OperationWord.TryFromField(own.W, out OperationWord word));
            bool isExtension = word.Kind == OperationKind.Extension;
            _ = SchnorrPublicKey.TryFromPublished(isExtension ? new(own.X, own.Y) : default, out SchnorrPublicKey key);
            AbiValue operation = AbiValue.Of(
                (ulong)dispute.Depth,
                (ulong)dispute.Input.Context.BatchTime,
                dispute.Input.Context.Committer,
                Dispute.Number(isExtension ? before.W : own.W),
                isExtension ? word.ExtensionOwner : Address.Zero,
                Dispute.Number(key.A.X),
                Dispute.Number(key.A.Y));
            AbiValue witness = AbiValue.Of([.. proof.Witness.Select(it => (AbiValue)Dispute.Number(it))]);
            AbiRecord answer = await contracts.StepAsync("applyOperation", [operation, witness], Cancellation);
            UInt256 root = Dispute.Number(slot == 0 ? dispute.ParentRoot : before.PostRoot);
            Assert.Equal((UInt256.Zero, root, Dispute.Number(own.PostRoot)), (answer[0].ToUInt256(), answer[1].ToUInt256(), answer[2].ToUInt256()));
        }
    }
}
