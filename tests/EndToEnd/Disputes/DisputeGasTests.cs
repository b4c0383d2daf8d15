using System.Text.Json;
using Plimsoll.Batches;
using Plimsoll.Batches.Tests;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>The gas of whole disputes at depth 12, as transactions: calldata included. Committed in <c>contracts/snapshots</c>.</summary>
public sealed class DisputeGasTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const int Depth = 12;
    private const ulong Cap = 1_500_000;

    // Calldata is priced by its zero bytes, and proofs differ in those: between two runs a figure moves by less than this.
    private const ulong Tolerance = 2_000;

    [Fact]
    public async Task Lesson15_every_dispute_is_one_transaction_below_the_cap()
    {
        DisputeContracts contracts = await DisputeContracts.DeployAsync(Client, Cancellation);
        SortedDictionary<string, ulong> measured = new(StringComparer.Ordinal);
        foreach ((string name, Dispute dispute, Fault fault) in Disputes())
        {
            Assert.True(dispute.Derive() == fault, $"{name}: {dispute.Derive()}");
            measured.Add(name, await contracts.GasAsync(dispute.Batch(fault.Slot), Dispute.Encode(dispute.Prove(fault)), Cancellation));
        }

        string text = JsonSerializer.Serialize(measured, s_indented);
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        Assert.All(measured, entry => Assert.True(entry.Value < Cap, $"{entry.Key}: {entry.Value}"));
        var committed = JsonSerializer.Deserialize<Dictionary<string, ulong>>(File.ReadAllText(Checkout.PathOf("benchmarks", "results", "disputes-gas.json")))!;
        Assert.Equal(committed.Keys.Order(StringComparer.Ordinal), measured.Keys);
        Assert.All(measured, entry => Assert.InRange(entry.Value, committed[entry.Key] - Tolerance, committed[entry.Key] + Tolerance));
    }

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private static IEnumerable<(string Name, Dispute Dispute, Fault Fault)> Disputes()
    {
        yield return Wrong("F12 final root", FaultKind.WrongFinalRoot, Day.SlotCount - 1, day => day.Input = day.Input with { NewRoot = Fr.One });
        yield return Wrong("F14 swap", FaultKind.OwnersDoNotCross, Day.SwapA, day => day.Word(Day.SwapB, word => word with { To = 0 }));
        yield return Wrong("F15 transfer", FaultKind.WrongSignature, Day.Transfer, day => Forge(day, Day.Transfer));
        yield return Wrong("F15 swap", FaultKind.WrongSignature, Day.SwapB, day => Forge(day, Day.SwapB));
        yield return Wrong("F15 open", FaultKind.WrongSignature, Day.OpenExt, day => Forge(day, Day.Open));
        yield return Wrong("F16 transfer", FaultKind.Unaffordable, Day.Transfer, day => day.Word(Day.Transfer, word => word with { Amount = 1_000_000 }));
        yield return Root("F19 transfer", FaultKind.WrongPostRoot, Day.Transfer);
        yield return Root("F19 swap", FaultKind.WrongPostRoot, Day.SwapA);
        yield return Root("F19 withdraw", FaultKind.WrongPostRoot, Day.Withdraw);
        yield return Root("F19 open", FaultKind.WrongPostRoot, Day.OpenExt);
        yield return Root("F19 change key", FaultKind.WrongPostRoot, Day.KeyExt);
        yield return Root("F19 collect", FaultKind.WrongPostRoot, Day.Collect);
        yield return Root("F20 deposit", FaultKind.WrongQueueRoot, Day.Deposit);
        yield return Root("F20 forced transfer", FaultKind.WrongQueueRoot, Day.Deposit + 1);
        yield return ("F19 open, far apart, with fee", FarOpen(), new(FaultKind.WrongPostRoot, 1));
        yield return ("F19 transfer, far apart, with fee", FarTransfer(), new(FaultKind.WrongPostRoot, 0));
        yield return ("F20 deposit, hint far away", FarDeposit(), new(FaultKind.WrongQueueRoot, 0));
    }

    // Payer and payee meet at the root only, and the fee moves a pot: the most that an operation can take.
    private static Dispute FarTransfer()
    {
        Town town = TownWithLowAccount(out uint low);
        OperationWord word = town.Word(OperationKind.Transfer, Alice, Alice, Euro, 5, 3) with { To = low };
        return Single(() => TownWithLowAccount(out _), town, town.Sign(word, Alice), [], []);
    }

    private static Dispute FarOpen()
    {
        Town town = TownWithLowAccount(out _);
        return Single(() => TownWithLowAccount(out _), town, town.Open(Bob, Euro, 5, Carol, 3), [], []);
    }

    private static Dispute FarDeposit()
    {
        Town town = TownWithLowAccount(out uint low);
        QueuedOperation item = new QueuedOperation.Deposit(Bob.Owner, Euro, 7, low, Bob.Key);
        return Single(() => TownWithLowAccount(out _), town, null, [item], [Bob.Secret.Published]);
    }

    private static Town TownWithLowAccount(out uint low)
    {
        Town town = new(Depth);
        low = town.State.Opened;
        Assert.Equal(RejectionReason.None, town.Apply(town.Open(Alice, Euro, 50, Carol, 2)));
        town.State.Commit();
        return town;
    }

    private static Dispute Single(
        Func<Town> parent, Town town, Operation? operation, IReadOnlyList<QueuedOperation> queue, IReadOnlyList<Crypto.Curves.JubjubAffine> keys)
    {
        BatchBuilder builder = new();
        foreach (QueuedOperation item in queue)
        {
            StateTransition.ApplyQueued(town.State, item);
            builder.AddQueued();
        }

        if (operation is { } signed)
        {
            Assert.Equal(RejectionReason.None, town.Apply(signed));
            builder.Add(signed);
        }

        Fr[] roots = new Fr[town.State.PendingSlots];
        town.State.Commit(roots);
        roots[^1] += Fr.One;
        Slot[] slots = builder.Complete(roots);
        return new(() => parent().State, new(town.Context, slots.Length, roots[^1], queue), FullLayout.Pack(slots), keys);
    }

    private static (string Name, Dispute Dispute, Fault Fault) Root(string name, FaultKind kind, int slot) =>
        Wrong(name, kind, slot, day => day.Slots[slot] = day.Slots[slot] with { PostRoot = day.Slots[slot].PostRoot + Fr.One });

    private static (string Name, Dispute Dispute, Fault Fault) Wrong(string name, FaultKind kind, int slot, Action<Day> spoil)
    {
        Day day = new(Depth);
        spoil(day);
        return (name, new(day), new(kind, slot));
    }

    private static void Forge(Day day, int slot) => day.Slots[slot] = day.Slots[slot] with { Y = day.Slots[slot].Y + Fr.One };
}
