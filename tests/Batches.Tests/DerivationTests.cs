using Plimsoll.State;
using Plimsoll.State.Tests;

namespace Plimsoll.Batches.Tests;

[Trait("Category", "Law")]
public sealed class DerivationTests
{
    [Fact]
    public void One_changed_element_is_always_found() => // iBAT-002
        Gen.Select(Gen.Int[0, FullLayout.ElementsPerBlob - 1], Gen.Int[0, 254]).Sample(
            (position, bit) =>
            {
                Day day = new();
                Fr[] elements = FullLayout.Pack(day.Slots);
                elements[position % (4 * Day.SlotCount + 8)] += FieldAlgorithms.Pow(Fr.FromUInt64(2), [(ulong)bit]);
                Assert.NotNull(day.Derive(elements));
            },
            iter: 100);

    [Fact]
    public void Any_elements_derive_to_a_fault_and_leave_the_state_alone() =>
        Gen.Select(Gen.ULong.Array[0, 60], Gen.Byte.Array[0, 60], Gen.Int[1, 1024]).Sample(
            (numbers, kinds, slots) =>
            {
                Fr[] elements = new Fr[FullLayout.ElementsPerBlob];
                for (int i = 0; i < numbers.Length; i++)
                    elements[i] = Fr.FromUInt64(numbers[i]) + Fr.FromUInt64(i < kinds.Length ? kinds[i] % 10UL : 0) * s_kindPlace;
                Day day = new();
                day.Input = day.Input with { SlotCount = slots, QueueItems = [] };
                Assert.NotNull(day.Derive(elements));
            },
            iter: 100);

    [Fact]
    public void With_the_batch_root_alone_the_state_is_exact_and_every_wrong_state_has_its_fault()
    {
        Day right = new();
        Assert.Null(right.Derive(RootCheck.BatchOnly));
        Day between = new();
        between.Slots[Day.Withdraw] = between.Slots[Day.Withdraw] with { PostRoot = Fr.One };
        Assert.Null(between.Derive(RootCheck.BatchOnly));
        Assert.Equal(new(FaultKind.WrongPostRoot, Day.Withdraw), between.Derive());
        foreach (RootCheck roots in (RootCheck[])[RootCheck.BatchOnly, RootCheck.EverySlot])
        {
            Day wrong = new();
            wrong.Input = wrong.Input with { NewRoot = Fr.One };
            Assert.Equal(new(FaultKind.WrongFinalRoot, Day.SlotCount - 1), wrong.Derive(roots));
            Day forged = new();
            forged.Word(Day.Transfer, word => word with { Amount = 11 });
            Assert.Equal(new(FaultKind.WrongSignature, Day.Transfer), forged.Derive(roots));
        }
    }

    [Fact]
    public void A_batch_that_was_judged_is_applied_again_without_its_signatures_and_another_one_is_not()
    {
        Day day = new();
        RollupState state = day.Parent.State;
        Assert.True(Derivation.Reapply(state, day.Input, FullLayout.Pack(day.Slots)));
        Assert.Equal(day.Input.NewRoot, state.Root);
        Day resigned = new();
        resigned.Slots[Day.Transfer] = resigned.Slots[Day.Transfer] with { X = Fr.One };
        Assert.True(Derivation.Reapply(resigned.Parent.State, resigned.Input, FullLayout.Pack(resigned.Slots))); // no header hash that was judged names this
        Day changed = new();
        changed.Word(Day.Transfer, word => word with { Amount = 11 });
        Day overdrawn = new();
        overdrawn.Word(Day.Transfer, word => word with { Amount = 1 << 30 });
        foreach (Day other in (Day[])[changed, overdrawn])
        {
            RollupState parent = other.Parent.State;
            Fr before = parent.Root;
            Assert.False(Derivation.Reapply(parent, other.Input, FullLayout.Pack(other.Slots)));
            Assert.Equal((before, 0), (parent.Root, parent.PendingSlots));
        }
    }

    [Fact]
    public void Numbers_that_L1_cannot_have_admitted_are_refused()
    {
        Day day = new();
        Assert.Throws<ArgumentException>(() => Derivation.Derive(new Town().State, day.Input, new Fr[FullLayout.ElementsPerBlob + 1]));
        Assert.Throws<ArgumentException>(() => Derivation.Derive(new Town().State, day.Input with { SlotCount = 0 }, []));
        Assert.Throws<ArgumentException>(() => Derivation.Derive(new Town().State, day.Input with { SlotCount = 2 }, FullLayout.Pack(day.Slots)));
    }

    private static readonly Fr s_kindPlace = FieldAlgorithms.Pow(Fr.FromUInt64(2), [240]);
}
