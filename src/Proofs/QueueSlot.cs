using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>A slot of the queue: the next item of the chain, applied or void as the state decides.</summary>
/// <remarks>
/// Total: no condition of the item is stated, each is a bit that the state fixes, and the effect is multiplied with them. An index beyond the tree names nobody.
/// Spec: docs/spec/operations.md#queued-operations, docs/spec/validity.md#queue-slots.
/// </remarks>
internal sealed partial class QueueSlot
{
    private const int IndexBits = 32, AmountBits = 120;

    private static readonly Fr s_kindUnit = FieldNumbers.PowerOfTwo(232), s_ownerUnit = FieldNumbers.PowerOfTwo(72), s_tokenUnit = FieldNumbers.PowerOfTwo(64), s_fromUnit = FieldNumbers.PowerOfTwo(32);

    private readonly CircuitBuilder _builder;
    private readonly QueueSlotTrace _trace;
    private readonly int _depth;
    private readonly Signal _owner, _token, _amount, _hasKey;
    private readonly Signal[] _fromBits, _toBits;
    private readonly JubjubSignal _published, _key;

    public QueueSlot(CircuitBuilder builder, int depth, QueueSlotTrace trace)
    {
        (_builder, _trace, _depth) = (builder, trace, depth);
        using NamedScope scope = builder.Scope("item");
        QueuedOperation? item = trace.Item;
        Deposit = Flag(item is QueuedOperation.Deposit);
        Transfer = Flag(item is QueuedOperation.ForcedTransfer);
        Exit = Flag(item is QueuedOperation.ForcedExit);
        KeyChange = Flag(item is QueuedOperation.ForcedKey);
        IsUsed = Deposit + Transfer + Exit + KeyChange;
        builder.AssertBoolean(IsUsed);
        (byte token, uint from, uint to, UInt128 amount) = item switch
        {
            QueuedOperation.Deposit x => (x.Token, x.Hint, 0U, x.Amount),
            QueuedOperation.ForcedTransfer x => ((byte)0, x.From, x.To, x.Amount),
            QueuedOperation.ForcedExit x => ((byte)0, x.From, 0U, UInt128.Zero),
            QueuedOperation.ForcedKey x => ((byte)0, x.From, 0U, UInt128.Zero),
            _ => ((byte)0, 0U, 0U, UInt128.Zero),
        };
        _owner = Ranged(item is null ? Fr.Zero : FieldNumbers.Of(item.Owner), AccountSignals.OwnerBits);
        _token = Ranged(Fr.FromUInt64(token), AccountSignals.TokenWidth);
        _amount = Ranged(FieldNumbers.Of(amount), AmountBits);
        _fromBits = builder.ToBits(builder.Hint(Fr.FromUInt64(from)), IndexBits);
        _toBits = builder.ToBits(builder.Hint(Fr.FromUInt64(to)), IndexBits);
        bool hasKey = trace.Published is not { X.IsZero: true, Y.IsZero: true };
        _hasKey = Flag(hasKey);
        JubjubAffine published = hasKey ? trace.Published : JubjubPoint.Generator.ToAffine();
        _published = new(builder.Hint(published.X), builder.Hint(published.Y));
        builder.AssertOnCurve(_published);
        JubjubSignal key = builder.Double(builder.Double(builder.Double(_published)));
        _key = new(builder.Multiply(_hasKey, key.X), builder.Multiply(_hasKey, key.Y));
    }

    public Signal IsUsed { get; }

    private Signal Deposit { get; }

    private Signal Transfer { get; }

    private Signal Exit { get; }

    private Signal KeyChange { get; }

    /// <summary>Returns the chain behind the item, or the chain as it was behind the last slot.</summary>
    public Signal NextLink(in Signal link)
    {
        using NamedScope scope = _builder.Scope("link");
        Signal kind = Deposit + Fr.FromUInt64(2) * Transfer + Fr.FromUInt64(3) * Exit + Fr.FromUInt64(4) * KeyChange;
        Signal packed = s_kindUnit * kind + s_ownerUnit * _owner + s_tokenUnit * _token + s_fromUnit * Bits.FromBits(_fromBits) + Bits.FromBits(_toBits);
        Signal key = _builder.Multiply(_hasKey, _builder.Compress(HashDomain.QueueKey, _published.X, _published.Y));
        return _builder.Select(IsUsed, _builder.Compress(HashDomain.QueueLink, link, packed, _amount, key), link);
    }

    private Signal Ranged(in Fr value, int width)
    {
        Signal signal = _builder.Hint(value);
        _builder.AssertWidth(signal, width);
        return signal;
    }

    private Signal Flag(bool isSet)
    {
        Signal flag = _builder.Hint(isSet ? Fr.One : Fr.Zero);
        _builder.AssertBoolean(flag);
        return flag;
    }
}
