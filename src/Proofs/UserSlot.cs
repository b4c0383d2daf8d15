using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Proofs;

/// <summary>A user's slot: one signature, two accounts, one fee pot, whatever its kind.</summary>
/// <remarks>
/// Kinds are flags, and what a kind does not use it leaves as it is. The accounts are opened one after the other, so a transfer to oneself needs no rule. A signed slot checks its
/// signature itself; of two slots the head of an extension signs and the extension pays. Spec: docs/spec/operations.md, docs/spec/validity.md#users-slots.
/// </remarks>
internal sealed class UserSlot
{
    private static readonly Fr s_maxNonce = Fr.FromUInt64(uint.MaxValue);

    private readonly CircuitBuilder _builder;
    private readonly UserSlotTrace _trace;

    public UserSlot(CircuitBuilder builder, int depth, UserSlotTrace trace)
    {
        (_builder, _trace) = (builder, trace);
        Word = new(builder, depth, trace);
        using (builder.Scope("first account"))
            First = AccountSignals.Read(builder, trace.First.Account);
        using (builder.Scope("second account"))
            Second = AccountSignals.Read(builder, trace.Second.Account);
    }

    public UserWordSignals Word { get; }

    public AccountSignals First { get; }

    public AccountSignals Second { get; }

    /// <summary>States that the slot's kind may be here, and changes the state.</summary>
    public void Apply(StateSignals state, UserContext context, UserSlot? previous, UserSlot? next, bool withRoot)
    {
        TreeTop.Hashed hashed = withRoot ? TreeTop.Hashed.ToTheRoot : TreeTop.Hashed.Nothing;
        UserWordSignals word = Word;
        CircuitBuilder builder = _builder;
        JubjubSignal key = NewKey();
        using (builder.Scope("signature"))
            CheckSignature(context, previous, next);

        Signal pays = word.IsMove + word.Withdraw + word.Extension, credits = word.IsMove + word.Opens;
        Signal paid = builder.Multiply(pays, word.Amount + word.Fee), fee = builder.Multiply(pays, word.Fee);
        Signal withdrawn = builder.Multiply(word.Withdraw, word.Amount), credited = builder.Multiply(credits, word.Amount);
        Signal collected = builder.Multiply(word.Collect, word.Amount);

        AccountSignals first;
        using (builder.Scope("first account"))
        {
            first = First with
            {
                Nonce = First.Nonce + pays,
                Balance = First.Balance - paid + collected,
                Withdrawn = First.Withdrawn + withdrawn,
                Key = builder.Select(word.Extension - word.Opens, key, First.Key),
            };
            builder.AssertProduct(pays, builder.IsEqual(First.Nonce, s_maxNonce), 0);
            builder.AssertWidth(first.Balance, AccountSignals.BalanceBits);
            builder.AssertWidth(First.Withdrawn, AccountSignals.WithdrawnBits);
            builder.AssertEqualIf(word.Collect, First.Owner, context.Committer);
            state.Accounts.Update(word.FromBits, First.Leaf(builder), first.Leaf(builder), _trace.First.Siblings, withRoot ? TreeTop.Hashed.ToBelowTheRoot : TreeTop.Hashed.Nothing);
        }

        AccountSignals second = Second with { Balance = Second.Balance + credited };
        using (builder.Scope("second account"))
        {
            builder.AssertWidth(second.Balance, AccountSignals.BalanceBits);
            // A Withdraw leaves the second account alone, so that its words need no range there: the new total takes its place.
            builder.AssertWidth(builder.Select(word.Withdraw, first.Withdrawn, Second.Withdrawn), AccountSignals.WithdrawnBits);
            builder.AssertEqualIf(credits, Second.Token, First.Token);
            CheckOpened(state, key);
            if (previous is not null)
            {
                builder.AssertEqualIf(word.SwapB, previous.First.Owner, Second.Owner);
                builder.AssertEqualIf(word.SwapB, First.Owner, previous.Second.Owner);
            }

            state.Accounts.Update(word.ToBits, builder.Multiply(1 - word.Opens, Second.Leaf(builder)), second.Leaf(builder), _trace.Second.Siblings, hashed);
            state.Opened += word.Opens;
        }

        using (builder.Scope("pot"))
        {
            Signal pot = builder.Hint(FieldNumbers.Of(_trace.Pot.Amount)), changed = pot + fee - collected;
            builder.AssertWidth(changed, AccountSignals.BalanceBits);
            builder.AssertProduct(word.Collect, changed, 0);
            builder.AssertProduct(word.Collect, builder.IsZero(word.Amount), 0);
            state.Pots!.Update(First.TokenBits, pot, changed, _trace.Pot.Siblings, hashed);
        }
    }

    // The new account is empty, next in its half, and somebody's.
    private void CheckOpened(StateSignals state, in JubjubSignal key)
    {
        Signal opens = Word.Opens;
        _builder.AssertEqualIf(opens, Bits.FromBits(Word.ToBits), state.Opened);
        _builder.AssertProduct(opens, Word.ToBits[^1], 0);
        _builder.AssertProduct(opens, _builder.IsZero(Second.Owner), 0);
        _builder.AssertProduct(opens, Second.Nonce, 0);
        _builder.AssertProduct(opens, Second.Amounts, 0);
        _builder.AssertEqualIf(opens, Second.Key.X, key.X);
        _builder.AssertEqualIf(opens, Second.Key.Y, key.Y);
    }

    // 8·Q of an extension; of the generator elsewhere.
    private JubjubSignal NewKey()
    {
        using NamedScope scope = _builder.Scope("key");
        JubjubSignal published = _builder.Select(Word.Extension, new JubjubSignal(Word.X, Word.Y), JubjubPoint.Generator.ToAffine());
        _builder.AssertOnCurve(published);
        JubjubSignal key = _builder.Double(_builder.Double(_builder.Double(published)));
        _builder.Invert(key.X); // zero for the neutral element alone: the order of 8·Q is odd
        return key;
    }

    private void CheckSignature(UserContext context, UserSlot? previous, UserSlot? next)
    {
        CircuitBuilder builder = _builder;
        UserWordSignals word = Word;
        Signal isSwapB = word.SwapB, isExtended = word.IsExtensionHead;
        Signal linked0 = builder.Multiply(word.IsHead, next is null ? 0 : next.Word.W), linked1 = 0, linked2 = 0;
        if (previous is not null)
        {
            linked0 += builder.Multiply(isSwapB, previous.Word.W);
            linked1 += builder.Multiply(isSwapB, previous.First.Token);
        }

        if (next is not null)
        {
            linked1 += builder.Multiply(word.SwapA, next.First.Token) + builder.Multiply(isExtended, next.Word.X);
            linked2 = builder.Multiply(isExtended, next.Word.Y);
        }

        Signal message = builder.Sponge(
            HashDomain.Message, context.Deployment, word.W, linked0, linked1, linked2, First.Identity,
            builder.Multiply(word.IsMove, Second.IdentityWithoutNonce), builder.Multiply(word.IsMove, Second.Key.X), builder.Multiply(word.IsMove, Second.Key.Y));
        builder.AssertAtMost(builder.Multiply(word.IsSigned, context.BatchTime), word.ValidUntil, UserContext.TimeBits);
        builder.AssertSigned(word.IsSigned, First.Key, message, word.X, builder.Multiply(word.IsSigned, word.Y));
    }
}
