using Plimsoll.State;
using Plimsoll.State.Tests;

namespace Plimsoll.Batches.Tests;

public sealed class CompactLayoutTests
{
    private readonly Day _day = new();

    [Fact]
    public void A_slot_takes_one_element_and_an_extension_three() =>
        Assert.Equal(Day.SlotCount + 2 * 2, CompactLayout.ElementCount(_day.Slots)); // an Open and a ChangeKey

    [Fact]
    public void Unpacking_inverts_packing() // iBAT-001
    {
        Slot[] slots = new Slot[Day.SlotCount];
        Assert.Equal(CompactLayout.ElementCount(_day.Slots), CompactLayout.Unpack(CompactLayout.Pack(_day.Slots), slots));
        for (int i = 0; i < slots.Length; i++)
        {
            Assert.Equal(_day.Slots[i].W, slots[i].W);
            bool isExtension = i is Day.OpenExt or Day.KeyExt;
            Assert.Equal(isExtension ? _day.Slots[i].X : Fr.Zero, slots[i].X);
            Assert.Equal(isExtension ? _day.Slots[i].Y : Fr.Zero, slots[i].Y);
        }
    }

    [Fact]
    public void Both_layouts_derive_to_the_same_state()
    {
        RollupState full = new Town().State, compact = new Town().State;
        Assert.Null(Derivation.Derive(full, _day.Input, FullLayout.Pack(_day.Slots)));
        Assert.Null(Derivation.DeriveCompact(compact, _day.Input, CompactLayout.Pack(_day.Slots)));
        Assert.Equal(full.Root, compact.Root);
    }

    [Fact]
    public void A_root_that_does_not_follow_is_seen_and_the_state_stays()
    {
        RollupState state = new Town().State;
        Fr before = state.Root;
        Fault? fault = Derivation.DeriveCompact(state, _day.Input with { NewRoot = Fr.One }, CompactLayout.Pack(_day.Slots));
        Assert.Equal(new Fault(FaultKind.WrongFinalRoot, Day.SlotCount - 1), fault);
        Assert.Equal(before, state.Root);
    }

    [Fact]
    public void Something_behind_the_last_slot_is_seen()
    {
        Fr[] elements = CompactLayout.Pack(_day.Slots);
        elements[^1] = Fr.One;
        Assert.Equal(new Fault(FaultKind.NotPadded, Day.SlotCount), Derivation.DeriveCompact(new Town().State, _day.Input, elements));
    }

    [Fact]
    public void One_changed_element_is_always_found() // iBAT-002
    {
        Fr[] elements = CompactLayout.Pack(_day.Slots);
        int used = CompactLayout.ElementCount(_day.Slots);
        for (int i = 0; i < used; i++)
        {
            Fr before = elements[i];
            elements[i] += Fr.One;
            // The lowest bit of a word is in valid-until, which no root depends on: only the proof, through the signature, attests that.
            bool isSeen = Derivation.DeriveCompact(new Town().State, _day.Input, elements) is not null;
            Assert.True(isSeen || IsSignedWord(i), $"element {i}");
            elements[i] = before;
        }

        bool IsSignedWord(int element) => OperationWord.TryFromField(elements[element], out OperationWord word)
            && word.Kind is >= OperationKind.Transfer and <= OperationKind.ChangeKey;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Blobs_that_end_inside_an_extension_are_refused(int missing)
    {
        // The extension starts within the last elements of the only blob.
        Slot[] slots = [.. Enumerable.Repeat(_day.Slots[Day.Deposit], FullLayout.ElementsPerBlob - missing), _day.Slots[Day.OpenExt]];
        Fr[] cut = CompactLayout.Pack(slots)[..FullLayout.ElementsPerBlob];
        Assert.Equal(-1, CompactLayout.Unpack(cut, new Slot[slots.Length]));
    }

    [Fact]
    public void Any_elements_derive_to_an_answer() =>
        Gen.Select(Gen.ULong.Array[0, 60], Gen.Byte.Array[0, 60], Gen.Int[1, 4096]).Sample(
            (numbers, kinds, slots) =>
            {
                Fr[] elements = new Fr[FullLayout.ElementsPerBlob];
                for (int i = 0; i < numbers.Length; i++)
                    elements[i] = new OperationWord((OperationKind)(i < kinds.Length ? kinds[i] % 10 : 0), 0, 0, numbers[i], 0, 0).ToField();
                RollupState state = new Town().State;
                Fr before = state.Root;
                Assert.NotNull(Derivation.DeriveCompact(state, _day.Input with { SlotCount = slots, QueueItems = [] }, elements));
                Assert.Equal(before, state.Root);
            },
            iter: 100);
}
