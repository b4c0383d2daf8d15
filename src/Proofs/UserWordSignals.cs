using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>A user's word in a circuit: one flag for each kind, and the fields.</summary>
/// <remarks>An extension has the fields of its head, since it has the head's effect; its own word names the new owner, which is the second account's.</remarks>
internal sealed class UserWordSignals
{
    private const int AmountBits = 120, FeeBits = 16, ExponentBits = 5, TimeBits = 32;

    private static readonly Fr s_kindUnit = FieldNumbers.PowerOfTwo(240), s_fromUnit = FieldNumbers.PowerOfTwo(208), s_toUnit = FieldNumbers.PowerOfTwo(176),
        s_ownerUnit = FieldNumbers.PowerOfTwo(80), s_amountUnit = FieldNumbers.PowerOfTwo(48), s_feeUnit = FieldNumbers.PowerOfTwo(32);

    private readonly Signal _rest, _encodedFee;

    public UserWordSignals(CircuitBuilder builder, int depth, UserSlotTrace trace)
    {
        using NamedScope scope = builder.Scope("word");
        OperationKind kind = trace.Word.Kind;
        Transfer = Flag(OperationKind.Transfer);
        Withdraw = Flag(OperationKind.Withdraw);
        SwapA = Flag(OperationKind.SwapA);
        SwapB = Flag(OperationKind.SwapB);
        Open = Flag(OperationKind.Open);
        ChangeKey = Flag(OperationKind.ChangeKey);
        Extension = Flag(OperationKind.Extension);
        Collect = Flag(OperationKind.Collect);
        Unused = 1 - Transfer - Withdraw - SwapA - SwapB - Open - ChangeKey - Extension - Collect;
        builder.AssertBoolean(Unused);

        FromBits = builder.ToBits(builder.Hint(Fr.FromUInt64(trace.First.Index)), 2 * depth);
        ToBits = builder.ToBits(builder.Hint(Fr.FromUInt64(trace.Second.Index)), 2 * depth);
        Amount = builder.Hint(FieldNumbers.Of(trace.Effect.Amount));
        builder.AssertWidth(Amount, AmountBits);
        _encodedFee = builder.Hint(Fr.FromUInt64(trace.Effect.EncodedFee));
        Fee = DecodeFee(builder, builder.ToBits(_encodedFee, FeeBits));
        ValidUntil = builder.Hint(Fr.FromUInt64(trace.Effect.ValidUntil));
        builder.AssertWidth(ValidUntil, TimeBits);
        _rest = s_amountUnit * Amount + s_feeUnit * _encodedFee + ValidUntil;
        X = builder.Hint(trace.X);
        Y = builder.Hint(trace.Y);

        Signal Flag(OperationKind flagged)
        {
            Signal flag = builder.Hint(kind == flagged ? Fr.One : Fr.Zero);
            builder.AssertBoolean(flag);
            return flag;
        }
    }

    public Signal Transfer { get; }

    public Signal Withdraw { get; }

    public Signal SwapA { get; }

    public Signal SwapB { get; }

    public Signal Open { get; }

    public Signal ChangeKey { get; }

    public Signal Extension { get; }

    public Signal Collect { get; }

    public Signal Unused { get; }

    /// <summary>Of the first account.</summary>
    public Signal[] FromBits { get; }

    /// <summary>Of the second account, which only some kinds name.</summary>
    public Signal[] ToBits { get; }

    public Signal Amount { get; }

    public Signal Fee { get; }

    public Signal ValidUntil { get; }

    public Signal X { get; }

    public Signal Y { get; }

    /// <summary>Kinds with two slots, of which this is the first.</summary>
    public Signal IsHead => SwapA + IsExtensionHead;

    public Signal IsExtensionHead => Open + ChangeKey;

    /// <summary>Kinds that name a payee.</summary>
    public Signal IsMove => Transfer + SwapA + SwapB;

    public Signal IsSigned => IsMove + Withdraw + IsExtensionHead;

    /// <summary>1 where the slot opens an account; set by <see cref="Link"/>.</summary>
    public Signal Opens { get; private set; }

    /// <summary>The word; set by <see cref="Link"/>.</summary>
    public Signal W { get; private set; }

    /// <summary>States the rules of the table of kinds, and what a second slot has from its first.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="previous">The slot before, or null at the start of the segment.</param>
    /// <param name="namedOwner">The second account's owner.</param>
    public void Link(CircuitBuilder builder, UserWordSignals? previous, in Signal namedOwner)
    {
        using NamedScope scope = builder.Scope("word rules");
        Signal from = Bits.FromBits(FromBits), all = s_fromUnit * from + _rest;
        if (previous is null)
        {
            builder.AssertEqual(Unused + SwapB + Extension, 0);
            Opens = 0;
        }
        else
        {
            builder.AssertEqual(Extension, previous.IsExtensionHead);
            builder.AssertEqual(SwapB, previous.SwapA);
            builder.AssertProduct(previous.Unused, 1 - Unused, 0);
            builder.AssertProduct(Extension, all - s_fromUnit * Bits.FromBits(previous.FromBits) - previous._rest, 0);
            Opens = builder.Multiply(Extension, previous.Open);
        }

        Signal to = builder.Multiply(IsMove, Bits.FromBits(ToBits)) + Fr.FromUInt64(WordRules.ImpliedIndex) * Open;
        Signal kind = Transfer + Fr.FromUInt64(2) * Withdraw + Fr.FromUInt64(3) * SwapA + Fr.FromUInt64(4) * SwapB
            + Fr.FromUInt64(5) * Open + Fr.FromUInt64(6) * ChangeKey + Fr.FromUInt64(7) * Extension + Fr.FromUInt64(8) * Collect;
        W = builder.MultiplyAdd(1 - Extension - Unused, all + s_toUnit * to, s_kindUnit * kind + s_ownerUnit * builder.Multiply(Opens, namedOwner));
        builder.AssertProduct(Unused, _rest, 0);
        builder.AssertProduct(ChangeKey, Amount, 0);
        builder.AssertProduct(Collect, _encodedFee + s_feeUnit * ValidUntil, 0);
        builder.AssertProduct(Collect + Unused, X, 0);
        builder.AssertProduct(Collect + Unused, Y, 0);
    }

    // m·10^e: 10^e from the squares of squares of ten.
    private static Signal DecodeFee(CircuitBuilder builder, ReadOnlySpan<Signal> bits)
    {
        Signal fee = Bits.FromBits(bits[ExponentBits..]);
        Fr power = Fr.FromUInt64(10);
        for (int i = 0; i < ExponentBits; i++, power *= power)
            fee = builder.MultiplyAdd(bits[i], (power - Fr.One) * fee, fee);
        return fee;
    }
}
