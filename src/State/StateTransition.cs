using Plimsoll.Crypto.Signatures;

namespace Plimsoll.State;

/// <summary>The one function that changes a rollup's state.</summary>
/// <remarks>
/// Total and deterministic: an operation applies or is rejected with one reason and changes nothing. Sequencer, verifying node, fraud prover,
/// witness generator and auditor all call it; the Solidity step and the circuit are tested against it. Spec: docs/spec/operations.md, iSTF-001 to iSTF-005.
/// </remarks>
public static partial class StateTransition
{
    /// <summary>Applies an operation, its signatures included.</summary>
    public static RejectionReason Apply(RollupState state, in BatchContext context, in Operation operation)
    {
        ArgumentNullException.ThrowIfNull(state);
        StateMark before = state.Mark();
        List<SignatureClaim> claims = new(2);
        Rejection rejection = Execute(state, context, operation, claims);
        if (rejection.Reason != RejectionReason.None)
            return rejection.Reason;
        foreach (SignatureClaim claim in claims)
        {
            if (claim.IsValid)
                continue;
            state.Unwind(before);
            return RejectionReason.WrongSignature;
        }

        return RejectionReason.None;
    }

    /// <summary>Applies an operation and adds the signatures that it stands on to <paramref name="claims"/>, unverified.</summary>
    /// <remarks>For callers that verify many at once (<see cref="SignatureClaim.VerifyMany"/>) and unwind if one is wrong. On rejection no claim is added and nothing has changed.</remarks>
    public static Rejection Execute(RollupState state, in BatchContext context, in Operation operation, ICollection<SignatureClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(claims);
        RejectionReason reason = WordRules.Check(operation, state.Capacity, out SchnorrPublicKey key);
        if (reason != RejectionReason.None)
            return reason;
        return operation.Word.Kind switch
        {
            OperationKind.Transfer => ExecuteTransfer(state, context, operation, claims),
            OperationKind.Withdraw => ExecuteWithdraw(state, context, operation, claims),
            OperationKind.SwapA => ExecuteSwap(state, context, operation, claims),
            OperationKind.Open => ExecuteOpen(state, context, operation, key, claims),
            OperationKind.ChangeKey => ExecuteChangeKey(state, context, operation, key, claims),
            _ => ExecuteCollect(state, context, operation.Word),
        };
    }

    /// <summary>Applies the first slot of an operation of two slots alone: a swap's first leg, and nothing for the head of an extension.</summary>
    /// <remarks>For showing what is wrong with the second slot, or with the root between them.</remarks>
    /// <returns>False, with nothing changed, when a first leg does not apply.</returns>
    public static bool ExecuteFirstSlot(RollupState state, in BatchContext context, in Operation operation)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (operation.Word.Kind == OperationKind.SwapA && MoveSigned(state, context, operation.Word) != RejectionReason.None)
            return false;
        state.EndSlot();
        return true;
    }

    private static Rejection ExecuteTransfer(RollupState state, in BatchContext context, in Operation operation, ICollection<SignatureClaim> claims)
    {
        Account payer = state[operation.Word.From], to = state[operation.Word.To];
        RejectionReason reason = MoveSigned(state, context, operation.Word);
        if (reason != RejectionReason.None)
            return reason;
        claims.Add(new(payer.Key, OperationMessage.Of(context, operation.Word, payer, to), operation.Signature));
        state.EndSlot();
        return RejectionReason.None;
    }

    private static Rejection ExecuteWithdraw(RollupState state, in BatchContext context, in Operation operation, ICollection<SignatureClaim> claims)
    {
        OperationWord word = operation.Word;
        Account payer = state[word.From];
        RejectionReason reason = CheckPayment(state, context, word, payer, word.Amount);
        if (reason != RejectionReason.None)
            return reason;
        if (payer.Withdrawn > UInt128.MaxValue - word.Amount)
            return RejectionReason.WithdrawnOverflow;
        Pay(state, word, payer with { Withdrawn = payer.Withdrawn + word.Amount }, word.Amount);
        claims.Add(new(payer.Key, OperationMessage.Of(context, word, payer, default), operation.Signature));
        state.EndSlot();
        return RejectionReason.None;
    }

    private static Rejection ExecuteSwap(RollupState state, in BatchContext context, in Operation operation, ICollection<SignatureClaim> claims)
    {
        OperationWord a = operation.Word, b = operation.LinkedWord;
        Account payerA = state[a.From], payeeA = state[a.To];
        // An empty account is nobody's. What else is wrong with a leg is found at its own slot, where one proof can show it.
        if (payerA.Owner != state[b.To].Owner || state[b.From].Owner != payeeA.Owner)
            return RejectionReason.OwnersDoNotCross;

        StateMark before = state.Mark();
        RejectionReason reason = MoveSigned(state, context, a);
        if (reason != RejectionReason.None)
            return reason;
        state.EndSlot();
        Account payerB = state[b.From], payeeB = state[b.To]; // as leg A left them
        reason = MoveSigned(state, context, b);
        if (reason != RejectionReason.None)
        {
            state.Unwind(before);
            return new(reason, SlotOffset: 1);
        }

        state.EndSlot();
        claims.Add(new(payerA.Key, OperationMessage.OfLeg(context, a, b, payerB.Token, payerA, payeeA), operation.Signature));
        claims.Add(new(payerB.Key, OperationMessage.OfLeg(context, b, a, payerA.Token, payerB, payeeB), operation.LinkedSignature));
        return RejectionReason.None;
    }

    private static Rejection ExecuteOpen(
        RollupState state, in BatchContext context, in Operation operation, in SchnorrPublicKey key, ICollection<SignatureClaim> claims)
    {
        OperationWord word = operation.Word;
        Account payer = state[word.From];
        RejectionReason reason = CheckPayment(state, context, word, payer, word.Amount);
        if (reason != RejectionReason.None)
            return new(reason, SlotOffset: 1);
        if (state.Opened >= state.Capacity / 2)
            return new(RejectionReason.IndexSpaceFull, SlotOffset: 1);
        state.EndSlot(); // the first slot changes nothing
        Pay(state, word, payer, word.Amount);
        state.OpenFromBelow(new(operation.LinkedWord.ExtensionOwner, payer.Token, 0, word.Amount, 0, key));
        claims.Add(new(payer.Key, OperationMessage.OfExtended(context, operation, payer), operation.Signature));
        state.EndSlot();
        return RejectionReason.None;
    }

    private static Rejection ExecuteChangeKey(
        RollupState state, in BatchContext context, in Operation operation, in SchnorrPublicKey key, ICollection<SignatureClaim> claims)
    {
        OperationWord word = operation.Word;
        Account payer = state[word.From];
        RejectionReason reason = CheckPayment(state, context, word, payer, UInt128.Zero);
        if (reason != RejectionReason.None)
            return new(reason, SlotOffset: 1);
        state.EndSlot(); // the first slot changes nothing
        Pay(state, word, payer with { Key = key }, UInt128.Zero);
        claims.Add(new(payer.Key, OperationMessage.OfExtended(context, operation, payer), operation.Signature));
        state.EndSlot();
        return RejectionReason.None;
    }

    private static Rejection ExecuteCollect(RollupState state, in BatchContext context, in OperationWord word)
    {
        Account account = state[word.From];
        if (account.IsEmpty)
            return RejectionReason.AccountEmpty;
        if (account.Owner != context.Committer)
            return RejectionReason.NotTheCommitter;
        if (word.Amount == UInt128.Zero || word.Amount != state.Pot(account.Token))
            return RejectionReason.NotThePot;
        if (account.Balance > Account.MaxBalance - word.Amount)
            return RejectionReason.BalanceOverflow;
        state.SetAccount(word.From, account with { Balance = account.Balance + word.Amount });
        state.SetPot(account.Token, UInt128.Zero);
        state.EndSlot();
        return RejectionReason.None;
    }
}
