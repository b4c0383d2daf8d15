using Plimsoll.State;

namespace Plimsoll.Batches;

/// <content>From the reason why an operation does not apply to the fault that shows it.</content>
public static partial class Derivation
{
    private static readonly Fr s_queueWord = OperationWord.Queue.ToField();

    private static Fault FaultOf(int slot, Rejection rejection) => new(KindOf(rejection.Reason), slot + rejection.SlotOffset);

    private static FaultKind KindOf(RejectionReason reason) => reason switch
    {
        RejectionReason.AccountEmpty or RejectionReason.TokensDiffer => FaultKind.AccountMismatch,
        RejectionReason.OwnersDoNotCross => FaultKind.OwnersDoNotCross,
        RejectionReason.NullKey or RejectionReason.WrongSignature => FaultKind.WrongSignature,
        RejectionReason.InsufficientBalance or RejectionReason.NonceExhausted or RejectionReason.BalanceOverflow
            or RejectionReason.WithdrawnOverflow or RejectionReason.PotOverflow => FaultKind.Unaffordable,
        RejectionReason.IndexSpaceFull => FaultKind.IndexSpaceFull,
        RejectionReason.NotTheCommitter or RejectionReason.NotThePot => FaultKind.WrongCollect,
        _ => throw new InvalidOperationException($"The slot reader lets no operation through that is rejected for {reason}."),
    };

    private static bool IsExtensionHead(in Slot slot) =>
        OperationWord.TryFromField(slot.W, out OperationWord word) && word.Kind is OperationKind.Open or OperationKind.ChangeKey;
}
