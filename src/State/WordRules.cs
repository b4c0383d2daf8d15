using Plimsoll.Crypto.Signatures;

namespace Plimsoll.State;

/// <summary>The rules that a word keeps or breaks by itself, whatever the state is.</summary>
/// <remarks>Spec: docs/spec/operations.md, the table of kinds.</remarks>
public static class WordRules
{
    /// <summary>What an Open names instead of a payee: the index follows from the state.</summary>
    public const uint ImpliedIndex = uint.MaxValue;

    /// <summary>Returns the first rule that the operation breaks without a look at the state, or none.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="capacity">4^depth.</param>
    /// <param name="key">The checked key of an Open or a ChangeKey, else the null key.</param>
    public static RejectionReason Check(in Operation operation, uint capacity, out SchnorrPublicKey key)
    {
        key = default;
        RejectionReason reason = Check(operation.Word, capacity);
        if (reason != RejectionReason.None)
            return reason;
        switch (operation.Word.Kind)
        {
            case OperationKind.SwapA:
                return operation.LinkedWord.Kind != OperationKind.SwapB ? RejectionReason.UnknownKind : Check(operation.LinkedWord, capacity);
            case OperationKind.SwapB or OperationKind.Extension:
                return RejectionReason.UnknownKind;
            case OperationKind.Open or OperationKind.ChangeKey:
                return CheckExtension(operation, out key);
            default:
                return RejectionReason.None;
        }
    }

    /// <summary>Returns the first rule that one word breaks, or none.</summary>
    public static RejectionReason Check(in OperationWord word, uint capacity) => word.Kind switch
    {
        OperationKind.Transfer or OperationKind.SwapA or OperationKind.SwapB => CheckIndex(word.From, capacity) ?? CheckIndex(word.To, capacity) ?? CheckAmount(word),
        OperationKind.Withdraw => CheckZero(word.To == 0) ?? CheckIndex(word.From, capacity) ?? CheckAmount(word),
        OperationKind.Open => CheckZero(word.To == ImpliedIndex) ?? CheckIndex(word.From, capacity) ?? CheckAmount(word),
        OperationKind.ChangeKey => CheckZero(word is { To: 0, Amount: var amount } && amount == UInt128.Zero) ?? CheckIndex(word.From, capacity) ?? RejectionReason.None,
        OperationKind.Extension => CheckZero((uint)word.Amount == 0 && word is { EncodedFee: 0, ValidUntil: 0 }) ?? RejectionReason.None,
        OperationKind.Collect => CheckZero(word is { To: 0, EncodedFee: 0, ValidUntil: 0 }) ?? CheckIndex(word.From, capacity) ?? CheckAmount(word),
        _ => RejectionReason.UnknownKind,
    };

    private static RejectionReason CheckExtension(in Operation operation, out SchnorrPublicKey key)
    {
        key = default;
        if (operation.LinkedWord.Kind != OperationKind.Extension)
            return RejectionReason.UnknownKind;
        RejectionReason reason = Check(operation.LinkedWord, uint.MaxValue);
        if (reason != RejectionReason.None)
            return reason;
        bool namesOwner = !operation.LinkedWord.ExtensionOwner.IsZero;
        if (namesOwner != (operation.Word.Kind == OperationKind.Open))
            return RejectionReason.ReservedFieldNotZero;
        return SchnorrPublicKey.TryFromPublished(operation.PublishedKey, out key) ? RejectionReason.None : RejectionReason.InvalidKey;
    }

    private static RejectionReason? CheckZero(bool isAsRequired) => isAsRequired ? null : RejectionReason.ReservedFieldNotZero;

    private static RejectionReason? CheckIndex(uint index, uint capacity) => index < capacity ? null : RejectionReason.IndexOutOfRange;

    private static RejectionReason CheckAmount(in OperationWord word) => word.Amount <= Account.MaxBalance ? RejectionReason.None : RejectionReason.AmountTooLarge;
}
