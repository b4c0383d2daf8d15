using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Batches.Tests;

/// <summary>Each fault of docs/spec/faults.md, made and found.</summary>
public sealed class FaultTests
{
    private static readonly Fr s_tooLarge = Fr.FromHex("0100000000000000000000000000000000000000000000000000000000000000");
    private readonly Day _day = new();

    [Fact]
    public void A_correct_batch_has_no_fault() => Assert.Null(_day.Derive()); // iFRD-002, iBAT-001

    [Fact]
    public void F1_A_queue_slot_that_is_not_the_constant()
    {
        _day.Slots[Day.Deposit] = _day.Slots[Day.Deposit] with { X = Fr.One };
        Assert.Equal(new Fault(FaultKind.NotTheQueueWord, Day.Deposit), _day.Derive());
    }

    [Fact]
    public void F2_A_word_above_248_bits_or_of_no_kind()
    {
        _day.Slots[Day.Transfer] = _day.Slots[Day.Transfer] with { W = _day.Slots[Day.Transfer].W + s_tooLarge };
        Assert.Equal(new Fault(FaultKind.UnknownKind, Day.Transfer), _day.Derive());
        Day queueWordAmongOperations = new();
        queueWordAmongOperations.Word(Day.Transfer, _ => OperationWord.Queue);
        Assert.Equal(new Fault(FaultKind.UnknownKind, Day.Transfer), queueWordAmongOperations.Derive());
    }

    [Theory]
    [InlineData(Day.Transfer, nameof(OperationWord.From))]
    [InlineData(Day.Transfer, nameof(OperationWord.To))]
    [InlineData(Day.Transfer, nameof(OperationWord.Amount))]
    [InlineData(Day.Withdraw, nameof(OperationWord.To))]
    [InlineData(Day.SwapB, nameof(OperationWord.Amount))]
    [InlineData(Day.Open, nameof(OperationWord.To))]
    [InlineData(Day.OpenExt, nameof(OperationWord.ValidUntil))]
    [InlineData(Day.Key, nameof(OperationWord.Amount))]
    [InlineData(Day.KeyExt, nameof(OperationWord.From))]
    [InlineData(Day.Collect, nameof(OperationWord.ValidUntil))]
    public void F3_A_malformed_word(int slot, string field)
    {
        _day.Word(slot, word => field switch
        {
            nameof(OperationWord.From) => word with { From = 1 << 30 },
            nameof(OperationWord.To) => word with { To = 1 << 30 },
            nameof(OperationWord.Amount) => word with { Amount = UInt128.One << 120 },
            _ => word with { ValidUntil = 1 },
        });
        Assert.Equal(new Fault(FaultKind.MalformedWord, slot), _day.Derive());
    }

    [Theory]
    [InlineData(Day.SwapA)]
    [InlineData(Day.Open)]
    [InlineData(Day.Key)]
    public void F4_A_head_without_its_follower(int head)
    {
        _day.Slots[head + 1] = _day.Slots[Day.Transfer];
        Assert.Equal(new Fault(FaultKind.HeadWithoutFollower, head), _day.Derive());
        Day truncated = new();
        truncated.Input = truncated.Input with { SlotCount = head + 1 };
        Assert.Equal(new Fault(FaultKind.HeadWithoutFollower, head), truncated.Derive());
    }

    [Theory]
    [InlineData(Day.SwapB)]
    [InlineData(Day.KeyExt)]
    public void F5_A_follower_without_its_head(int follower)
    {
        _day.Slots[Day.Transfer] = _day.Slots[follower];
        Assert.Equal(new Fault(FaultKind.FollowerWithoutHead, Day.Transfer), _day.Derive());
    }

    [Fact]
    public void F6_A_collect_before_the_end()
    {
        // The whole pot, collected where the key change was: right in itself, but something stands behind it.
        _day.Slots[Day.Key] = _day.Slots[Day.Collect];
        Assert.Equal(new Fault(FaultKind.CollectNotLast, Day.Key), _day.Derive());
    }

    [Fact]
    public void F7_A_signature_out_of_range()
    {
        Fr ell = Fr.FromHex("0e7db4ea6533afa906673b0101343b00a6682093ccc81082d0970e5ed6f72cb7");
        Slot good = _day.Slots[Day.Withdraw];
        foreach (Slot bad in (Slot[])[good with { Y = good.Y + ell }, good with { X = good.X + Fr.FromHex("100000000000000000000000000000000") }])
        {
            _day.Slots[Day.Withdraw] = bad;
            Assert.Equal(new Fault(FaultKind.MalformedSignature, Day.Withdraw), _day.Derive());
        }

        Day collect = new();
        collect.Slots[Day.Collect] = collect.Slots[Day.Collect] with { Y = Fr.One };
        Assert.Equal(new Fault(FaultKind.MalformedSignature, Day.Collect), collect.Derive());
    }

    [Fact]
    public void F8_A_key_off_the_curve_or_of_low_order()
    {
        foreach ((Fr x, Fr y) in (ReadOnlySpan<(Fr, Fr)>)[(Fr.One, Fr.One), (Fr.Zero, Fr.One), (Fr.Zero, -Fr.One), (Fr.Zero, Fr.Zero)])
        {
            _day.Slots[Day.OpenExt] = _day.Slots[Day.OpenExt] with { X = x, Y = y };
            Assert.Equal(new Fault(FaultKind.InvalidKey, Day.OpenExt), _day.Derive());
        }
    }

    [Fact]
    public void F9_An_operation_after_its_time()
    {
        _day.Input = _day.Input with { Context = _day.Input.Context with { BatchTime = _day.Input.Context.BatchTime + 1 } };
        Assert.Equal(new Fault(FaultKind.Expired, Day.Transfer), _day.Derive());
    }

    [Theory]
    [InlineData(Day.Open)]
    [InlineData(Day.Key)]
    public void F10_A_head_that_changes_the_root(int head)
    {
        _day.Slots[head] = _day.Slots[head] with { PostRoot = Fr.One };
        Assert.Equal(new Fault(FaultKind.HeadChangesRoot, head), _day.Derive());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(FullLayout.ElementsPerBlob - 1 - 4 * Day.SlotCount)]
    public void F11_Something_behind_the_last_slot(int offset)
    {
        Fr[] elements = FullLayout.Pack(_day.Slots);
        elements[4 * Day.SlotCount + offset] = Fr.One;
        Assert.Equal(new Fault(FaultKind.NotPadded, Day.SlotCount + offset / 4), _day.Derive(elements));
    }

    [Fact]
    public void F12_A_header_that_claims_another_root()
    {
        _day.Input = _day.Input with { NewRoot = Fr.One };
        Assert.Equal(new Fault(FaultKind.WrongFinalRoot, Day.SlotCount - 1), _day.Derive());
    }

    [Fact]
    public void F13_An_empty_account_or_another_token()
    {
        _day.Word(Day.Transfer, word => word with { To = 0 });
        Assert.Equal(new Fault(FaultKind.AccountMismatch, Day.Transfer), _day.Derive());
        _day.Word(Day.Transfer, word => word with { To = new Town().IndexOf(Bob, Share) });
        Assert.Equal(new Fault(FaultKind.AccountMismatch, Day.Transfer), _day.Derive());
    }

    [Fact]
    public void F14_Swap_legs_that_do_not_cross()
    {
        _day.Word(Day.SwapB, word => word with { To = new Town().IndexOf(Carol, Share) });
        Assert.Equal(new Fault(FaultKind.OwnersDoNotCross, Day.SwapA), _day.Derive());
    }

    [Theory]
    [InlineData(Day.Transfer)]
    [InlineData(Day.Withdraw)]
    [InlineData(Day.SwapA)]
    [InlineData(Day.SwapB)]
    public void F15_A_forged_signature(int slot)
    {
        _day.Slots[slot] = _day.Slots[slot] with { Y = _day.Slots[slot].Y + Fr.One };
        Assert.Equal(new Fault(FaultKind.WrongSignature, slot), _day.Derive());
    }

    [Theory]
    [InlineData(Day.Open)]
    [InlineData(Day.Key)]
    public void F15_A_forged_signature_of_a_head_is_shown_where_the_effect_is(int head)
    {
        _day.Slots[head] = _day.Slots[head] with { Y = _day.Slots[head].Y + Fr.One };
        Assert.Equal(new Fault(FaultKind.WrongSignature, head + 1), _day.Derive());
    }

    [Theory]
    [InlineData(Day.Transfer, Day.Transfer)]
    [InlineData(Day.Withdraw, Day.Withdraw)]
    [InlineData(Day.SwapA, Day.SwapA)]
    [InlineData(Day.SwapB, Day.SwapB)]
    [InlineData(Day.Open, Day.OpenExt)]
    public void F16_An_overdraft(int slot, int shownAt)
    {
        _day.Word(slot, word => word with { Amount = 1_000_000 });
        Assert.Equal(new Fault(FaultKind.Unaffordable, shownAt), _day.Derive());
    }

    [Fact]
    public void F17_An_open_into_a_full_half()
    {
        Town town = new(depth: 2);
        while (town.State.Opened < town.State.Capacity / 2)
            Assert.Equal(RejectionReason.None, town.Apply(town.Open(Alice, Euro, 1, Carol)));
        town.State.Commit();
        BatchBuilder builder = new();
        builder.Add(town.Open(Alice, Euro, 1, Carol));
        Slot[] slots = builder.Complete([town.State.Root, town.State.Root]);
        BatchInput input = new(town.Context, slots.Length, town.State.Root, []);
        Assert.Equal(new Fault(FaultKind.IndexSpaceFull, 1), Derivation.Derive(town.State, input, FullLayout.Pack(slots)));
    }

    [Fact]
    public void F18_A_collect_by_somebody_else_or_of_another_amount()
    {
        _day.Word(Day.Collect, word => word with { Amount = 5 });
        Assert.Equal(new Fault(FaultKind.WrongCollect, Day.Collect), _day.Derive());
        _day.Word(Day.Collect, word => word with { Amount = 4, From = new Town().IndexOf(Alice, Euro) });
        Assert.Equal(new Fault(FaultKind.WrongCollect, Day.Collect), _day.Derive());
    }

    [Theory]
    [InlineData(Day.Transfer)]
    [InlineData(Day.SwapA)]
    [InlineData(Day.OpenExt)]
    [InlineData(Day.Collect)]
    public void F19_A_wrong_root_after_an_operation(int slot)
    {
        _day.Slots[slot] = _day.Slots[slot] with { PostRoot = _day.Slots[slot].PostRoot + Fr.One };
        Assert.Equal(new Fault(FaultKind.WrongPostRoot, slot), _day.Derive());
    }

    [Fact]
    public void F20_A_minted_deposit()
    {
        for (int slot = 0; slot < 3; slot++)
        {
            Day day = new();
            day.Slots[slot] = day.Slots[slot] with { PostRoot = Fr.One };
            Assert.Equal(new Fault(FaultKind.WrongQueueRoot, slot), day.Derive());
        }
    }
}
