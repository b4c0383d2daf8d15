using Plimsoll.Batches;
using Plimsoll.Batches.Tests;
using Plimsoll.Crypto.Kzg;
using Plimsoll.State;
using Plimsoll.State.Tests;

namespace Plimsoll.Disputes.Tests;

/// <summary>What a proof contains. Whether it convinces is for the contract to say: tests/EndToEnd/Disputes.</summary>
public sealed class FraudProverTests
{
    private readonly Day _day = new();

    [Theory]
    [InlineData(FaultKind.WrongPostRoot, Day.Transfer)]
    [InlineData(FaultKind.WrongQueueRoot, Day.Deposit)]
    [InlineData(FaultKind.WrongSignature, Day.SwapB)]
    [InlineData(FaultKind.WrongFinalRoot, Day.Collect)]
    public void The_parents_state_comes_back_as_it_was(FaultKind kind, int slot)
    {
        RollupState parent = new Town().State;
        Fr before = parent.Root;
        FraudProof proof = FraudProver.Prove(parent, _day.Input, FullLayout.Pack(_day.Slots), new(kind, slot));
        Assert.Equal((kind, (uint)slot), (proof.Fault, proof.Slot));
        Assert.Equal(before, parent.Root);
        Assert.Equal(0, parent.PendingSlots);
    }

    [Fact]
    public void Elements_ascend_and_are_those_of_the_blob()
    {
        Fr[] elements = FullLayout.Pack(_day.Slots);
        FraudProof proof = FraudProver.Prove(new Town().State, _day.Input, elements, new(FaultKind.WrongPostRoot, Day.Transfer));
        Assert.NotEmpty(proof.Elements);
        Assert.Equal(proof.Elements.Select(element => element.Position).Order(), proof.Elements.Select(element => element.Position));
        Assert.All(proof.Elements, element => Assert.Equal(elements[element.Position], element.Value));
        Assert.Equal(BlobKzg.Mainnet.Commit(elements).ToBytes(), proof.Elements[0].Commitment.ToArray());
    }

    [Fact]
    public void A_fault_that_needs_no_state_has_no_witness() =>
        Assert.Empty(FraudProver.Prove(new Town().State, _day.Input, FullLayout.Pack(_day.Slots), new(FaultKind.UnknownKind, Day.Transfer)).Witness);

    [Theory]
    [InlineData(FaultKind.WrongPostRoot, -1)]
    [InlineData(FaultKind.WrongPostRoot, FullLayout.SlotsPerBlob)]
    [InlineData(FaultKind.WrongQueueRoot, Day.Transfer)]
    public void A_slot_that_cannot_have_the_fault_is_refused(FaultKind kind, int slot) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => FraudProver.Prove(new Town().State, _day.Input, FullLayout.Pack(_day.Slots), new(kind, slot)));
}
