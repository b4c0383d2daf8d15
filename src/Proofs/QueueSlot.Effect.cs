using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <content>What an item requires, and what it changes.</content>
internal sealed partial class QueueSlot
{
    private static readonly Fr s_maxNonce = Fr.FromUInt64(uint.MaxValue), s_amountRange = FieldNumbers.PowerOfTwo(AmountBits);

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
}
