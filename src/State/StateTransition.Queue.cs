namespace Plimsoll.State;

/// <content>Items of the queue on L1: every one has an effect or none, and none is refused.</content>
public static partial class StateTransition
{
    /// <summary>Applies an item of the queue in a slot of its own.</summary>
    /// <returns>False when the item was void: nothing changed but that the slot is used.</returns>
    public static bool ApplyQueued(RollupState state, QueuedOperation item)
    {
        ArgumentNullException.ThrowIfNull(state);
        bool applied = item switch
        {
            QueuedOperation.Deposit deposit => ApplyDeposit(state, deposit),
            QueuedOperation.ForcedTransfer transfer => ApplyForcedTransfer(state, transfer),
            QueuedOperation.ForcedExit exit => ApplyForcedExit(state, exit),
            QueuedOperation.ForcedKey key => ApplyForcedKey(state, key),
            _ => throw new ArgumentException("The queue holds no such item.", nameof(item)),
        };
        state.EndSlot();
        return applied;
    }

    /// <summary>Whether a deposit credits the account that it hints at; else it opens the next one.</summary>
    public static bool Credits(RollupState state, QueuedOperation.Deposit deposit)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(deposit);
        Account hinted = state[deposit.Hint];
        return hinted.Owner == deposit.Owner && hinted.Token == deposit.Token && (deposit.Key.IsNull || deposit.Key == hinted.Key)
            && hinted.Balance <= Account.MaxBalance - deposit.Amount;
    }

    private static bool ApplyDeposit(RollupState state, QueuedOperation.Deposit deposit)
    {
        if (Credits(state, deposit))
            Credit(state, deposit.Hint, deposit.Amount);
        else
            state.OpenFromAbove(new(deposit.Owner, deposit.Token, 0, deposit.Amount, 0, deposit.Key));
        return true;
    }

    private static bool ApplyForcedTransfer(RollupState state, QueuedOperation.ForcedTransfer item)
    {
        Account payer = state[item.From];
        bool applies = payer.Owner == item.Owner && payer.Balance >= item.Amount && payer.Nonce < uint.MaxValue
            && CheckPayee(state, item.From, item.To, payer.Token, item.Amount, UInt128.Zero) == RejectionReason.None;
        if (!applies)
            return false;
        state.SetAccount(item.From, payer with { Balance = payer.Balance - item.Amount, Nonce = payer.Nonce + 1 });
        Credit(state, item.To, item.Amount);
        return true;
    }

    private static bool ApplyForcedExit(RollupState state, QueuedOperation.ForcedExit item)
    {
        Account payer = state[item.From];
        if (payer.Owner != item.Owner || payer.Withdrawn > UInt128.MaxValue - payer.Balance)
            return false;
        state.SetAccount(item.From, payer with { Balance = UInt128.Zero, Withdrawn = payer.Withdrawn + payer.Balance });
        return true;
    }

    private static bool ApplyForcedKey(RollupState state, QueuedOperation.ForcedKey item)
    {
        Account payer = state[item.From];
        if (payer.Owner != item.Owner)
            return false;
        state.SetAccount(item.From, payer with { Key = item.Key });
        return true;
    }
}
