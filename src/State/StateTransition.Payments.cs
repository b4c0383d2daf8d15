namespace Plimsoll.State;

/// <content>What several kinds of operation share: a payer pays amount and fee, a payee is credited.</content>
public static partial class StateTransition
{
    /// <summary>Checks that an account can pay an amount and the word's fee, under its key and in time.</summary>
    private static RejectionReason CheckPayment(RollupState state, in BatchContext context, in OperationWord word, in Account payer, UInt128 amount)
    {
        if (word.ValidUntil < context.BatchTime)
            return RejectionReason.Expired;
        if (payer.IsEmpty)
            return RejectionReason.AccountEmpty;
        if (payer.Key.IsNull)
            return RejectionReason.NullKey;
        UInt128 fee = word.Fee; // amount and fee are below 2^120 each: no overflow
        if (payer.Balance < amount + fee)
            return RejectionReason.InsufficientBalance;
        if (payer.Nonce == uint.MaxValue)
            return RejectionReason.NonceExhausted;
        return state.Pot(payer.Token) > Account.MaxBalance - fee ? RejectionReason.PotOverflow : RejectionReason.None;
    }

    /// <summary>Takes amount and fee from a payer that <see cref="CheckPayment"/> has passed; other changes to the payer come in with it.</summary>
    private static void Pay(RollupState state, in OperationWord word, in Account payer, UInt128 amount)
    {
        UInt128 fee = word.Fee;
        state.SetAccount(word.From, payer with { Balance = payer.Balance - amount - fee, Nonce = payer.Nonce + 1 });
        if (fee != UInt128.Zero)
            state.SetPot(payer.Token, state.Pot(payer.Token) + fee);
    }

    /// <summary>Moves a word's amount from payer to payee; changes nothing when it may not.</summary>
    private static RejectionReason MoveSigned(RollupState state, in BatchContext context, in OperationWord word)
    {
        Account payer = state[word.From];
        RejectionReason reason = CheckPayment(state, context, word, payer, word.Amount);
        if (reason != RejectionReason.None)
            return reason;
        reason = CheckPayee(state, word.From, word.To, payer.Token, word.Amount, word.Fee);
        if (reason != RejectionReason.None)
            return reason;
        Pay(state, word, payer, word.Amount);
        Credit(state, word.To, word.Amount);
        return RejectionReason.None;
    }

    /// <summary>Checks that a payee exists, holds the token, and has room for the amount after the payer has paid.</summary>
    private static RejectionReason CheckPayee(RollupState state, uint fromIndex, uint toIndex, byte token, UInt128 amount, UInt128 fee)
    {
        Account to = state[toIndex];
        if (to.IsEmpty)
            return RejectionReason.AccountEmpty;
        if (to.Token != token)
            return RejectionReason.TokensDiffer;
        UInt128 balance = fromIndex == toIndex ? to.Balance - amount - fee : to.Balance; // who pays oneself has paid first
        return balance > Account.MaxBalance - amount ? RejectionReason.BalanceOverflow : RejectionReason.None;
    }

    private static void Credit(RollupState state, uint index, UInt128 amount)
    {
        Account account = state[index];
        state.SetAccount(index, account with { Balance = account.Balance + amount });
    }
}
