using Plimsoll.Batches;
using Plimsoll.Crypto.Curves;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>What may not be proven is not, and the constraint that says so has a name.</summary>
public sealed class ForgeryTests
{
    private static readonly SegmentShape s_shape = new(Circuits.Depth, slots: 3, DataLayout.Full);

    private static readonly Dictionary<string, (string Where, Func<Town, Operation[]> Make)> s_wrong = new()
    {
        ["signature of another"] = ("slot 0/signature", t => [t.Sign(t.Word(OperationKind.Transfer, Alice, Bob, Euro, 10), Bob)]),
        ["signature over another amount"] = ("slot 0/signature", t => [Changed(t.Transfer(Alice, Bob, Euro, 10), word => word with { Amount = 11 })]),
        ["expired"] = ("slot 0/signature", t => [t.Sign(t.Word(OperationKind.Transfer, Alice, Bob, Euro, 10) with { ValidUntil = t.Context.BatchTime - 1 }, Alice)]),
        ["replay"] = ("slot 1/signature", t => [t.Transfer(Alice, Bob, Euro, 10), t.Transfer(Alice, Bob, Euro, 10)]),
        ["more than there is"] = ("slot 0/first account", t => [t.Transfer(Alice, Bob, Euro, 1_001)]),
        ["no money for the fee"] = ("slot 0/first account", t => [t.Withdraw(Alice, Euro, 1_000, fee: 1)]),
        ["another token"] = ("slot 0/second account", t => [t.Sign(t.Word(OperationKind.Transfer, Alice, Bob, Euro, 10) with { To = t.IndexOf(Bob, Share) }, Alice)]),
        ["to nobody"] = ("slot 0/second account", t => [t.Sign(t.Word(OperationKind.Transfer, Alice, Bob, Euro, 10) with { To = 3 }, Alice)]),
        ["swap that does not cross"] = ("slot 1/second account", t =>
            [t.SignSwap(t.Word(OperationKind.SwapA, Alice, Bob, Euro, 1), Alice, t.Word(OperationKind.SwapB, Bob, Carol, Share, 1), Bob)]),
        ["key off the curve"] = ("slot 1/key", t => [KeyOf(t, new(Fr.One, Fr.One))]),
        ["key of low order"] = ("slot 1/key", t => [KeyOf(t, new(Fr.Zero, -Fr.One))]),
        ["collect by somebody else"] = ("slot 1/first account", t => [t.Transfer(Alice, Bob, Euro, 1, fee: 9), t.Collect(Alice, Euro, 9)]),
        ["collect of nothing"] = ("slot 0/pot", t => [t.Collect(Operator, Euro, 0)]),
        ["transfer behind a collect"] = ("slot 2", t => [t.Transfer(Alice, Bob, Euro, 1, fee: 9), t.Collect(Operator, Euro, 9), t.Transfer(Bob, Alice, Euro, 1)]),
    };

    public static TheoryData<string> Wrong => [.. s_wrong.Keys];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_operation_has_no_witness(string name)
    {
        Town town = new();
        UserSegment segment = new(new(town.State), s_shape, town.Context, firstElement: 0);
        foreach (Operation operation in s_wrong[name].Make(town))
            segment.AddUnchecked(operation);
        Assert.StartsWith(s_wrong[name].Where, Circuits.Violation(Circuits.Users(s_shape), segment.Complete(Circuits.Z).Circuit), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void A_collect_of_more_or_less_than_the_pot_has_no_witness_even_if_all_else_fits(uint amount)
    {
        Town town = new();
        ProvingState proving = new(town.State);
        UserSegment segment = new(proving, s_shape, town.Context, firstElement: 0);
        Assert.Equal(RejectionReason.None, segment.Add(town.Transfer(Alice, Bob, Euro, 1, fee: 9)));
        (_, SegmentStatement statement) = segment.Complete(Circuits.Z);

        OperationWord word = town.Collect(Operator, Euro, amount).Word;
        Account before = town.Of(Operator, Euro), after = before with { Balance = before.Balance + amount };
        PotOpening pot = proving.OpenPot(Euro, 9);
        AccountOpening first = proving.Open(word.From, before);
        proving.Write(word.From, after);
        UserSlotTrace collect = new(word, word, Fr.Zero, Fr.Zero, first, proving.Open(word.From, after), pot);
        UserSlotTrace[] traces = [segment.Traces()[0], collect, segment.Traces()[1]];
        Assert.StartsWith("slot 1/pot", Circuits.Violation(Circuits.Users(s_shape), segment.Circuit(statement, traces)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head alone", "slot 1/word rules")]
    [InlineData("follower alone", "slot 0/word rules")]
    [InlineData("gap", "slot 1/word rules")]
    [InlineData("empty start", "slot 0/word rules")]
    [InlineData("head at the end", "end")]
    public void Slots_out_of_order_have_no_witness(string name, string where)
    {
        Town town = new();
        UserSegment segment = new(new(town.State), s_shape, town.Context, firstElement: 0);
        Assert.Equal(RejectionReason.None, segment.Add(town.Swap(Alice, Euro, 1, Bob, Share, 1)));
        (_, SegmentStatement statement) = segment.Complete(Circuits.Z);
        UserSlotTrace[] all = segment.Traces();
        (UserSlotTrace a, UserSlotTrace b, UserSlotTrace unused) = (all[0], all[1], all[2]);
        UserSlotTrace[] traces = name switch
        {
            "head alone" => [a, unused, unused],
            "follower alone" => [b, unused, unused],
            "gap" => [a, unused, b],
            "empty start" => [unused, a, b],
            _ => [a, b, a],
        };
        string? violation = Circuits.Violation(Circuits.Users(s_shape), segment.Circuit(statement, traces));
        if (name == "head at the end")
            Assert.NotNull(violation);
        else
            Assert.StartsWith(where, violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_public_input_binds()
    {
        Town town = new();
        UserSegment segment = new(new(town.State), s_shape, town.Context, firstElement: 8);
        Assert.Equal(RejectionReason.None, segment.Add(town.Transfer(Alice, Bob, Euro, 10, fee: 3)));
        (_, SegmentStatement right) = segment.Complete(Circuits.Z);
        UserSlotTrace[] traces = segment.Traces();
        Assert.Null(Violation(right));
        Assert.StartsWith("slot 0/signature", Violation(right with { Before = right.Before + Fr.One }), StringComparison.Ordinal);
        Assert.StartsWith("context", Violation(right with { After = right.After + Fr.One }), StringComparison.Ordinal);
        Assert.StartsWith("start", Violation(right with { PreRoot = right.PreRoot + Fr.One }), StringComparison.Ordinal);
        Assert.Equal("statement#0", Violation(right with { PostRoot = right.PostRoot + Fr.One }));
        Assert.Equal("statement#1", Violation(right with { Range = right.Range + Fr.One }));
        Assert.Equal("statement#2", Violation(right with { Value = right.Value + Fr.One }));
        Assert.Equal("statement#2", Violation(right with { Point = right.Point + Fr.One }));
        Assert.Equal("statement#3", Violation(right with { Commitment = right.Commitment + Fr.One }));

        string? Violation(SegmentStatement statement) => Circuits.Violation(Circuits.Users(s_shape), segment.Circuit(statement, traces));
    }

    private static Operation Changed(in Operation operation, Func<OperationWord, OperationWord> change) => operation with { Word = change(operation.Word) };

    private static Operation KeyOf(Town town, JubjubAffine published)
    {
        Operation operation = town.ChangeKey(Carol, Share, Alice.Secret);
        return town.SignExtended(operation with { PublishedKey = published }, Carol);
    }
}
