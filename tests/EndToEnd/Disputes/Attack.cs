using Plimsoll.Batches;
using Plimsoll.Batches.Tests;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>What a dishonest sequencer may publish: one batch for each fault, and for each kind of slot that can have it.</summary>
internal static class Attack
{
    private static readonly Fr s_twoTo248 = Fr.FromHex("0100000000000000000000000000000000000000000000000000000000000000");
    private static readonly Fr s_ell = Fr.FromHex("0e7db4ea6533afa906673b0101343b00a6682093ccc81082d0970e5ed6f72cb7");
    private static readonly Fr s_twoTo128 = Fr.FromHex("0100000000000000000000000000000000");

    /// <summary>Each attack by name, with the fault that removes it.</summary>
    public static IReadOnlyDictionary<string, (Func<Dispute> Make, Fault Fault)> All { get; } = Build();

    private static Dictionary<string, (Func<Dispute> Make, Fault Fault)> Build()
    {
        Dictionary<string, (Func<Dispute> Make, Fault Fault)> all = [];

        Slot(1, Day.Deposit, "the word", slot => slot with { W = Fr.One });
        Slot(1, Day.Deposit + 1, "X", slot => slot with { X = Fr.One });
        Slot(1, Day.Deposit + 2, "Y", slot => slot with { Y = Fr.One });
        Slot(2, Day.Transfer, "248 bits", slot => slot with { W = slot.W + s_twoTo248 });
        Word(2, Day.Transfer, "the queue word", _ => OperationWord.Queue);
        Slot(2, Day.Withdraw, "nothing", slot => slot with { W = Fr.Zero });
        Word(3, Day.Transfer, "from", word => word with { From = 1 << 30 });
        Word(3, Day.Transfer, "to", word => word with { To = 64 });
        Word(3, Day.Transfer, "amount", word => word with { Amount = UInt128.One << 120 });
        Word(3, Day.Withdraw, "to", word => word with { To = 1 });
        Word(3, Day.SwapB, "amount", word => word with { Amount = UInt128.One << 127 });
        Word(3, Day.Open, "to", word => word with { To = 0 });
        Word(3, Day.OpenExt, "valid until", word => word with { ValidUntil = 1 });
        Word(3, Day.OpenExt, "no owner", _ => OperationWord.Extension(default));
        Word(3, Day.Key, "amount", word => word with { Amount = 1 });
        Word(3, Day.KeyExt, "an owner", word => word with { From = 1 });
        Word(3, Day.Collect, "valid until", word => word with { ValidUntil = 1 });
        Word(3, Day.Collect, "fee", word => word with { EncodedFee = 1 });
        foreach (int head in (int[])[Day.SwapA, Day.Open, Day.Key])
        {
            Spoil(4, head, "another behind", day => day.Slots[head + 1] = day.Slots[Day.Transfer]);
            Spoil(4, head, "the end behind", day => day.Input = day.Input with { SlotCount = head + 1 });
            Spoil(5, Day.Transfer, $"first is {head + 1}", day => day.Slots[Day.Transfer] = day.Slots[head + 1]);
            Spoil(5, Day.Withdraw, $"alone is {head + 1}", day => day.Slots[Day.Withdraw] = day.Slots[head + 1]);
        }

        Spoil(6, Day.Key, "a key behind", day => day.Slots[Day.Key] = day.Slots[Day.Collect]);
        foreach (int signed in (int[])[Day.Transfer, Day.Withdraw, Day.SwapA, Day.SwapB, Day.Open, Day.Key])
        {
            Slot(7, signed, "s", slot => slot with { Y = slot.Y + s_ell });
            Slot(7, signed, "e", slot => slot with { X = slot.X + s_twoTo128 });
            Word(9, signed, "late", word => word with { ValidUntil = word.ValidUntil - 1 });
        }

        Slot(7, Day.Collect, "X", slot => slot with { X = Fr.One });
        Slot(7, Day.Collect, "Y", slot => slot with { Y = Fr.One });
        foreach (int extension in (int[])[Day.OpenExt, Day.KeyExt])
        {
            Slot(8, extension, "off the curve", slot => slot with { X = Fr.One, Y = Fr.One });
            Slot(8, extension, "neutral", slot => slot with { X = Fr.Zero, Y = Fr.One });
            Slot(8, extension, "order 2", slot => slot with { X = Fr.Zero, Y = -Fr.One });
            Slot(8, extension, "null", slot => slot with { X = Fr.Zero, Y = Fr.Zero });
            Slot(10, extension - 1, "moves", slot => slot with { PostRoot = slot.PostRoot + Fr.One });
            Slot(15, extension, "forged", slot => slot, day => Forge(day, extension - 1));
        }

        foreach (int offset in (int[])[0, 1, 2, 3, FullLayout.ElementsPerBlob - 1 - 4 * Day.SlotCount])
            Padding(offset);
        Spoil(12, Day.SlotCount - 1, "of the header", day => day.Input = day.Input with { NewRoot = Fr.One });
        Word(13, Day.Transfer, "no payee", word => word with { To = 0 });
        Word(13, Day.Transfer, "no payer", word => word with { From = 0 });
        Word(13, Day.Transfer, "another token", word => word with { To = new Town().IndexOf(Bob, Share) });
        Word(13, Day.Withdraw, "no payer", word => word with { From = 0 });
        Word(13, Day.SwapA, "another token", word => word with { To = new Town().IndexOf(Bob, Share) });
        Word(13, Day.SwapB, "another token", word => word with { To = new Town().IndexOf(Alice, Euro) });
        Spoil(13, Day.OpenExt, "no payer", day => day.Word(Day.Open, word => word with { From = 0 }));
        Spoil(13, Day.KeyExt, "no payer", day => day.Word(Day.Key, word => word with { From = 1 }));
        Word(13, Day.Collect, "no account", word => word with { From = 1 });
        Spoil(14, Day.SwapA, "a third payee", day => day.Word(Day.SwapB, word => word with { To = new Town().IndexOf(Carol, Share) }));
        Spoil(14, Day.SwapA, "a third payer", day => day.Word(Day.SwapB, word => word with { From = new Town().IndexOf(Carol, Share) }));
        Word(14, Day.SwapA, "no payer in it", word => word with { From = 0 });
        Word(14, Day.SwapA, "no payee in it", word => word with { To = 0 });
        Spoil(14, Day.SwapA, "no payee", day => day.Word(Day.SwapB, word => word with { To = 0 }));
        Spoil(14, Day.SwapA, "no payer", day => day.Word(Day.SwapB, word => word with { From = 0 }));
        foreach (int signed in (int[])[Day.Transfer, Day.Withdraw, Day.SwapA, Day.SwapB])
        {
            Spoil(15, signed, "forged", day => Forge(day, signed));
            Word(16, signed, "overdraft", word => word with { Amount = 1_000_000 });
            Word(16, signed, "fee", word => word with { EncodedFee = ushort.MaxValue });
        }

        Spoil(16, Day.OpenExt, "overdraft", day => day.Word(Day.Open, word => word with { Amount = 1_000_000 }));
        Spoil(16, Day.KeyExt, "fee", day => day.Word(Day.Key, word => word with { EncodedFee = ushort.MaxValue }));
        all.Add("F17 full", (FullHalf, new(FaultKind.IndexSpaceFull, 1)));
        Word(18, Day.Collect, "another amount", word => word with { Amount = 5 });
        Word(18, Day.Collect, "nothing", word => word with { Amount = 0 });
        Word(18, Day.Collect, "another's account", word => word with { From = new Town().IndexOf(Alice, Euro) });
        Word(18, Day.Collect, "an empty pot", word => word with { From = new Town().IndexOf(Operator, Share) });
        foreach (int slot in (int[])[Day.Transfer, Day.Withdraw, Day.SwapA, Day.SwapB, Day.OpenExt, Day.KeyExt, Day.Collect])
            Slot(19, slot, "minted", it => it with { PostRoot = it.PostRoot + Fr.One });
        for (int slot = 0; slot < 3; slot++)
            Slot(20, slot, "minted", it => it with { PostRoot = Fr.One });
        return all;

        void Padding(int offset)
        {
            all.Add($"F11 element {offset}", (() =>
            {
                Day day = new();
                Fr[] elements = FullLayout.Pack(day.Slots);
                elements[4 * Day.SlotCount + offset] = Fr.One;
                return new(day, elements);
            }, new(FaultKind.NotPadded, Day.SlotCount + offset / 4)));
        }

        void Word(int fault, int slot, string name, Func<OperationWord, OperationWord> change) =>
            Spoil(fault, slot, name, day => day.Word(slot, change));

        void Slot(int fault, int slot, string name, Func<Slot, Slot> change, Action<Day>? also = null) => Spoil(fault, slot, name, day =>
        {
            day.Slots[slot] = change(day.Slots[slot]);
            also?.Invoke(day);
        });

        void Spoil(int fault, int slot, string name, Action<Day> spoil) =>
            all.Add($"F{fault} slot {slot}, {name}", (() =>
            {
                Day day = new();
                spoil(day);
                return new(day);
            }, new((FaultKind)fault, slot)));
    }

    private static void Forge(Day day, int slot) => day.Slots[slot] = day.Slots[slot] with { Y = day.Slots[slot].Y + Fr.One };

    private static Dispute FullHalf()
    {
        Town town = Full();
        BatchBuilder builder = new();
        builder.Add(town.Open(Alice, Euro, 1, Carol));
        Slot[] slots = builder.Complete([town.State.Root, town.State.Root]);
        return new(() => Full().State, new(town.Context, slots.Length, town.State.Root, []), FullLayout.Pack(slots), []);
    }

    private static Town Full()
    {
        Town town = new(depth: 2);
        while (town.State.Opened < town.State.Capacity / 2)
            Assert.Equal(RejectionReason.None, town.Apply(town.Open(Alice, Euro, 1, Carol)));
        town.State.Commit();
        return town;
    }
}
