using Plimsoll.Crypto.Curves;
using Plimsoll.State;

namespace Plimsoll.Disputes;

/// <summary>What a slot reads of the state before it, in the order in which the contract reads it.</summary>
/// <remarks>The state is committed, and as it is before the slot. Spec: docs/spec/fraud-proofs.md#witnesses.</remarks>
internal static class SlotWitness
{
    /// <summary>Of an operation that is executed again (F13, F16 to F19).</summary>
    public static IReadOnlyList<Fr> OfOperation(RollupState state, in OperationWord word)
    {
        WitnessBuilder witness = new(state);
        if (word.Fee != UInt128.Zero || word.Kind == OperationKind.Collect)
            witness.AddRootPartsWithPot(state[word.From].Token);
        else
            witness.AddRootParts();
        witness.AddAccount(word.From);
        if (word.Kind == OperationKind.Open && state.Opened < state.Capacity / 2)
            witness.AddPlace(state.Opened);
        else if (HasPayee(word.Kind))
            witness.AddAccount(word.To);
        return witness.Complete();
    }

    /// <summary>Of an item of the queue (F20).</summary>
    public static IReadOnlyList<Fr> OfItem(RollupState state, QueuedOperation item, in JubjubAffine publishedKey)
    {
        WitnessBuilder witness = new(state);
        witness.Add(QueueItemWords.Of(item, publishedKey));
        witness.AddRootParts();
        switch (item)
        {
            case QueuedOperation.Deposit deposit:
                witness.AddAccount(deposit.Hint);
                if (!StateTransition.Credits(state, deposit))
                    witness.AddPlace(state.Capacity - 1 - state.Deposited);
                break;
            case QueuedOperation.ForcedTransfer transfer:
                witness.AddAccount(transfer.From);
                witness.AddAccount(transfer.To);
                break;
            case QueuedOperation.ForcedExit exit:
                witness.AddAccount(exit.From);
                break;
            case QueuedOperation.ForcedKey key:
                witness.AddAccount(key.From);
                break;
        }

        return witness.Complete();
    }

    /// <summary>Of the accounts that a signature is about (F15).</summary>
    /// <param name="state">The state.</param>
    /// <param name="word">The word that was signed.</param>
    /// <param name="other">The other leg of a swap.</param>
    public static IReadOnlyList<Fr> OfSignature(RollupState state, in OperationWord word, in OperationWord other)
    {
        WitnessBuilder witness = new(state);
        witness.AddRootParts();
        witness.AddAccount(word.From);
        if (HasPayee(word.Kind))
            witness.AddAccount(word.To);
        if (word.Kind is OperationKind.SwapA or OperationKind.SwapB)
            witness.AddAccount(other.From);
        return witness.Complete();
    }

    /// <summary>Of one payer and the other leg's payee, where their owners differ (F14); the first word says which payer.</summary>
    public static IReadOnlyList<Fr> OfOwners(RollupState state, in OperationWord a, in OperationWord b)
    {
        bool isFirst = state[a.From].Owner != state[b.To].Owner;
        WitnessBuilder witness = new(state);
        witness.Add(isFirst ? Fr.Zero : Fr.One);
        witness.AddRootParts();
        witness.AddAccount(isFirst ? a.From : b.From);
        witness.AddAccount(isFirst ? b.To : a.To);
        return witness.Complete();
    }

    private static bool HasPayee(OperationKind kind) => kind is OperationKind.Transfer or OperationKind.SwapA or OperationKind.SwapB;
}
