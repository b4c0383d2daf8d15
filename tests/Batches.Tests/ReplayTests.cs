using Plimsoll.State;

namespace Plimsoll.Batches.Tests;

/// <summary>The state before each slot, and the order in which the halves of a pair are judged.</summary>
public sealed class ReplayTests
{
    private readonly Day _day = new();

    [Fact]
    public void The_state_before_a_slot_has_the_root_of_the_slot_before()
    {
        for (int slot = 1; slot <= Day.SlotCount; slot++)
        {
            RollupState state = _day.Parent.State;
            Replay.UpTo(state, _day.Input, FullLayout.Pack(_day.Slots), slot);
            state.Commit();
            Assert.Equal(_day.Slots[slot - 1].PostRoot, state.Root);
        }
    }

    [Fact]
    public void Behind_a_slot_that_does_not_apply_there_is_no_state()
    {
        _day.Word(Day.Transfer, word => word with { Amount = 1_000_000 });
        RollupState state = _day.Parent.State;
        Replay.UpTo(state, _day.Input, FullLayout.Pack(_day.Slots), Day.Transfer);
        Assert.Throws<ArgumentException>(() => Replay.UpTo(_day.Parent.State, _day.Input, FullLayout.Pack(_day.Slots), Day.Transfer + 1));
    }

    [Theory]
    [InlineData(Day.SwapA, FaultKind.WrongPostRoot)]
    [InlineData(Day.Open, FaultKind.HeadChangesRoot)]
    [InlineData(Day.Key, FaultKind.HeadChangesRoot)]
    public void A_wrong_root_between_the_halves_comes_before_what_is_wrong_with_the_second(int head, FaultKind expected)
    {
        // The second half cannot be shown under a root that is itself wrong.
        _day.Word(head == Day.SwapA ? Day.SwapB : head, word => word with { EncodedFee = ushort.MaxValue });
        Assert.Equal(new Fault(FaultKind.Unaffordable, head + 1), _day.Derive());
        _day.Slots[head] = _day.Slots[head] with { PostRoot = Fr.One };
        Assert.Equal(new Fault(expected, head), _day.Derive());
    }
}
