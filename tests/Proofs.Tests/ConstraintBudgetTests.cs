using Plimsoll.State;

namespace Plimsoll.Proofs.Tests;

/// <summary>What a slot costs in production's tree of depth 12, upwards and downwards.</summary>
public sealed class ConstraintBudgetTests
{
    private const int Depth = 12, TopLevels = 3;

    public static TheoryData<OperationKind, int, int> PerOperation => new()
    {
        // kind, compact, full
        { OperationKind.Transfer, 1, 1 },
        { OperationKind.Withdraw, 1, 1 },
        { OperationKind.SwapA, 2, 2 },
        { OperationKind.Open, 2, 2 },
        { OperationKind.ChangeKey, 2, 2 },
        { OperationKind.Collect, 1, 1 },
    };

    [Fact]
    public void A_slot_costs_what_it_costs()
    {
        int compact = PerSlot(slots => Cost(UserSegment.Blank(new(Depth, slots, DataLayout.Compact, TopLevels))));
        int full = PerSlot(slots => Cost(UserSegment.Blank(new(Depth, slots, DataLayout.Full, TopLevels))));
        int queueCompact = PerSlot(slots => Cost(QueueSegment.Blank(new(Depth, slots, DataLayout.Compact, TopLevels))));
        int queueFull = PerSlot(slots => Cost(QueueSegment.Blank(new(Depth, slots, DataLayout.Full, TopLevels))));
        int fixedUsers = Cost(UserSegment.Blank(new(Depth, 1, DataLayout.Compact, TopLevels))) - compact;
        Assert.Equal((0, 0, 0, 0, 0), (compact, full, queueCompact, queueFull, fixedUsers));
    }

    private static int PerSlot(Func<int, int> cost) => cost(3) - cost(2);

    private static int Cost(ICircuit circuit)
    {
        CircuitBuilder builder = new(recorder: null);
        circuit.Define(builder);
        return builder.ConstraintCount;
    }
}
