using CsCheck;
using Plimsoll.Batches;
using Plimsoll.State;

namespace Plimsoll.Proofs.Tests;

public sealed class BatchCuttingTests
{
    private static readonly CircuitSet s_circuits = new(Circuits.Depth, DataLayout.Full, 1, queueSlots: [2, 8], userSlots: [2, 5, 16]);
    private static readonly Operation s_one = new(new(OperationKind.Transfer, 0, 0, 1, 0, 0)), s_two = new(new(OperationKind.SwapA, 0, 0, 1, 0, 0));

    [Fact]
    public void Segments_follow_each_other_fit_their_circuits_and_divide_no_operation() =>
        Gen.Select(Gen.Int[0, 40], Gen.Bool.List[0, 60]).Sample((queueCount, kinds) =>
        {
            Operation[] operations = [.. kinds.Select(isTwo => isTwo ? s_two : s_one)];
            HashSet<int> ends = [.. Enumerable.Range(0, queueCount + 1)];
            int end = queueCount;
            foreach (Operation operation in operations)
                ends.Add(end += operation.SlotCount);
            int slot = 0;
            foreach (SegmentCut cut in BatchCutting.Cut(s_circuits, queueCount, operations))
            {
                Assert.Equal(slot, cut.FirstSlot);
                Assert.InRange(cut.SlotCount, 1, s_circuits[cut.Circuit].Shape.Slots);
                slot += cut.SlotCount;
                Assert.Equal(slot > queueCount ? SegmentKind.Users : SegmentKind.Queue, s_circuits[cut.Circuit].Kind);
                Assert.Contains(slot, ends);
            }

            Assert.Equal(end, slot);
        });

    [Theory]
    [InlineData(0, 1, new[] { 2 })]
    [InlineData(0, 2, new[] { 2 })]
    [InlineData(0, 3, new[] { 3 })]
    [InlineData(0, 16, new[] { 4 })]
    [InlineData(0, 17, new[] { 4, 2 })]
    [InlineData(3, 0, new[] { 1 })]
    [InlineData(9, 6, new[] { 1, 0, 4 })]
    public void The_smallest_circuit_that_holds_the_rest_is_taken(int queueCount, int operations, int[] numbers) =>
        Assert.Equal(numbers, BatchCutting.Cut(s_circuits, queueCount, [.. Enumerable.Repeat(s_one, operations)]).Select(cut => cut.Circuit));

    [Fact]
    public void A_set_has_both_kinds_in_ascending_order()
    {
        foreach ((int[] queue, int[] users) in ((int[], int[])[])[([], [2]), ([1], []), ([1], [1]), ([2, 2], [2]), ([1], [4, 3])])
            Assert.Throws<ArgumentException>(() => new CircuitSet(3, DataLayout.Full, 1, queue, users));
        Assert.Equal("queue-2-full-3-1", s_circuits[0].Name);
        Assert.Equal("users-16-full-3-1", s_circuits[4].Name);
    }
}
