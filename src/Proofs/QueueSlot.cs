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
internal sealed class QueueSlot
{
    private const int IndexBits = 32, AmountBits = 120;

    private static readonly Fr s_maxNonce = Fr.FromUInt64(uint.MaxValue), s_amountRange = FieldNumbers.PowerOfTwo(AmountBits),
        s_kindUnit = FieldNumbers.PowerOfTwo(232), s_ownerUnit = FieldNumbers.PowerOfTwo(72), s_tokenUnit = FieldNumbers.PowerOfTwo(64), s_fromUnit = FieldNumbers.PowerOfTwo(32);

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

    /// <summary>Changes the state as the item and the state decide.</summary>
    public void Apply(StateSignals state, bool withRoot)
    {
        CircuitBuilder builder = _builder;
        AccountSignals first, second;
        using (builder.Scope("first account"))
            first = ReadAccount(_trace.First.Account);
        using (builder.Scope("second account"))
            second = ReadAccount(_trace.Second.Account);
        Signal firstExists = 1 - builder.IsZero(first.Owner), secondIsNamed = 1 - builder.IsZero(second.Owner);
        Signal isSame = builder.IsEqual(Bits.FromBits(_fromBits), Bits.FromBits(_toBits));

        Signal isOwners, credits, pays, leaves, replaces, opens;
        using (builder.Scope("conditions"))
        {
            isOwners = builder.And(builder.And(firstExists, IsInTree(_fromBits)), builder.IsEqual(first.Owner, _owner));
            // With a deposit added or a transfer taken away, and 2^120 on top: bit 120 says that the balance stays in its range.
            Signal moved = first.Balance + builder.Multiply(Deposit - Transfer, _amount) + s_amountRange;
            Signal fitsFirst = builder.ToBits(moved, AmountBits + 2)[AmountBits];
            Signal hasRoom = 1 - builder.ToBits(first.Withdrawn + first.Balance, AccountSignals.WithdrawnBits + 1)[^1];
            Signal fitsSecond = 1 - builder.ToBits(second.Balance + _amount, AmountBits + 1)[^1];
            Signal isKey = builder.And(builder.IsEqual(first.Key.X, _key.X), builder.IsEqual(first.Key.Y, _key.Y));
            Signal keyFits = 1 - builder.And(_hasKey, 1 - isKey);
            Signal fitsOwner = builder.And(isOwners, fitsFirst);
            credits = builder.And(builder.And(builder.And(Deposit, fitsOwner), builder.IsEqual(first.Token, _token)), keyFits);
            opens = Deposit - credits;
            Signal isPayee = builder.And(builder.And(secondIsNamed, IsInTree(_toBits)), builder.IsEqual(second.Token, first.Token));
            // Who pays oneself has paid first, and the sum is what the balance was.
            Signal hasPayee = builder.And(isPayee, builder.Or(isSame, fitsSecond));
            pays = builder.And(builder.And(builder.And(Transfer, fitsOwner), 1 - builder.IsEqual(first.Nonce, s_maxNonce)), hasPayee);
            leaves = builder.And(builder.And(Exit, isOwners), hasRoom);
            replaces = builder.And(KeyChange, isOwners);
        }

        using (builder.Scope("first account"))
        {
            Signal moved = builder.Multiply(credits - pays, _amount), exited = builder.Multiply(leaves, first.Balance);
            AccountSignals changed = first with
            {
                Nonce = first.Nonce + pays,
                Balance = first.Balance + moved - exited,
                Withdrawn = first.Withdrawn + exited,
                Key = builder.Select(replaces, _key, first.Key),
            };
            Signal old = builder.Multiply(firstExists, first.Leaf(builder)), updated = builder.Multiply(firstExists, changed.Leaf(builder));
            state.Accounts.Update(_fromBits.AsSpan(0, 2 * _depth), old, updated, _trace.First.Siblings, withRoot ? TreeTop.Hashed.ToBelowTheRoot : TreeTop.Hashed.Nothing);
        }

        using (builder.Scope("second account"))
        {
            Signal[] place = builder.ToBits(builder.Hint(Fr.FromUInt64(_trace.Second.Index)), 2 * _depth);
            Signal index = Bits.FromBits(place);
            builder.AssertEqualIf(Transfer, index, Bits.FromBits(_toBits.AsSpan(0, 2 * _depth)));
            builder.AssertEqualIf(opens, index, Fr.FromUInt64((1UL << (2 * _depth)) - 1) - state.Deposited);
            builder.AssertEqualIf(opens, second.Identity, (AccountSignals.OwnerUnit * _owner) + (AccountSignals.TokenUnit * _token));
            builder.AssertProduct(opens, second.Amounts, 0);
            builder.AssertEqualIf(opens, second.Key.X, _key.X);
            builder.AssertEqualIf(opens, second.Key.Y, _key.Y);
            AccountSignals changed = second with { Balance = second.Balance + builder.Multiply(pays + opens, _amount) };
            Signal old = builder.Multiply(builder.And(secondIsNamed, 1 - opens), second.Leaf(builder));
            state.Accounts.Update(place, old, builder.Multiply(secondIsNamed, changed.Leaf(builder)), _trace.Second.Siblings, withRoot ? TreeTop.Hashed.ToTheRoot : TreeTop.Hashed.Nothing);
            state.Deposited += opens;
        }
    }

    // Both amounts as they are found are in their ranges: conditions are bits of sums with them.
    private AccountSignals ReadAccount(in Account account)
    {
        AccountSignals signals = AccountSignals.Read(_builder, account);
        _builder.AssertWidth(signals.Balance, AccountSignals.BalanceBits);
        _builder.AssertWidth(signals.Withdrawn, AccountSignals.WithdrawnBits);
        return signals;
    }

    private Signal IsInTree(Signal[] indexBits) => 2 * _depth == IndexBits ? 1 : _builder.IsZero(Signal.Sum(indexBits.AsSpan(2 * _depth)));

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
