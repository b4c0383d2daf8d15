using Plimsoll.Batches;
using Plimsoll.State;

namespace Plimsoll.Proofs.Tests;

/// <summary>What segments cost in production's tree of depth 12, upwards and downwards: docs/spec/validity.md#cost.</summary>
public sealed class ConstraintBudgetTests
{
    private const int Depth = 12, TopLevels = 3, MostPerTransfer = 20_000;
    private const int CompactSlot = 17_429, FullSlot = 19_941, CompactQueueSlot = 13_238, FullQueueSlot = 14_990;

    [Theory]
    [InlineData(DataLayout.Compact, CompactSlot, CompactQueueSlot)]
    [InlineData(DataLayout.Full, FullSlot, FullQueueSlot)]
    public void A_slot_costs_what_it_costs(DataLayout layout, int users, int queue)
    {
        Assert.Equal((users, queue), (PerSlot(shape => UserSegment.Blank(shape), layout), PerSlot(shape => QueueSegment.Blank(shape), layout)));
        Assert.InRange(users, 0, MostPerTransfer);
    }

    [Theory]
    [InlineData(OperationKind.Transfer, 17_429, 19_941)]
    [InlineData(OperationKind.Withdraw, 17_429, 19_941)]
    [InlineData(OperationKind.SwapA, 34_858, 39_882)]
    [InlineData(OperationKind.Open, 34_858, 39_882)]
    [InlineData(OperationKind.ChangeKey, 34_858, 39_882)]
    [InlineData(OperationKind.Collect, 17_429, 19_941)]
    public void An_operation_costs_its_slots(OperationKind kind, int compact, int full)
    {
        int slots = new Operation(new(kind, 0, 0, 0, 0, 0)).SlotCount;
        Assert.Equal((compact, full), (slots * CompactSlot, slots * FullSlot));
    }

    [Theory]
    [InlineData(DataLayout.Compact, 22_992)]
    [InlineData(DataLayout.Full, 11_640)]
    public void A_users_segment_costs_this_besides(DataLayout layout, int constraints) =>
        Assert.Equal(constraints, Cost(UserSegment.Blank(new(Depth, slots: 3, layout, TopLevels))) - 3 * (layout == DataLayout.Full ? FullSlot : CompactSlot));

    // Three slots more: the sponge takes three elements at a time.
    private static int PerSlot(Func<SegmentShape, ICircuit> blank, DataLayout layout) =>
        (Cost(blank(new(Depth, slots: 6, layout, TopLevels))) - Cost(blank(new(Depth, slots: 3, layout, TopLevels)))) / 3;

    private static int Cost(ICircuit circuit)
    {
        CircuitBuilder builder = new(recorder: null);
        circuit.Define(builder);
        return builder.ConstraintCount;
    }
}
