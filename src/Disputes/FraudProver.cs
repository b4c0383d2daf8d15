using Plimsoll.Batches;
using Plimsoll.Crypto.Curves;
using Plimsoll.State;

namespace Plimsoll.Disputes;

/// <summary>From a fault that derivation found to what shows it on L1.</summary>
/// <remarks>Spec: docs/spec/fraud-proofs.md. The openings dominate: four multi-exponentiations of 4,096 terms for each blob that is involved.</remarks>
public static class FraudProver
{
    /// <summary>Makes the proof of a fault.</summary>
    /// <param name="atParent">The committed state after the parent; it comes back as it was.</param>
    /// <param name="input">The header's part.</param>
    /// <param name="elements">The elements of all blobs, one blob behind the other.</param>
    /// <param name="fault">What <see cref="Derivation"/> returned for them.</param>
    /// <param name="publishedKey">For F20, the Q of the queue item as L1 has it; (0, 0) where it names none, and for every other fault.</param>
    /// <exception cref="ArgumentException">There is a fault before this one, or the slot does not exist.</exception>
    public static FraudProof Prove(
        RollupState atParent, BatchInput input, ReadOnlySpan<Fr> elements, Fault fault, JubjubAffine publishedKey = default)
    {
        ArgumentNullException.ThrowIfNull(atParent);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegative(fault.Slot, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fault.Slot, elements.Length / FullLayout.ElementsPerSlot, nameof(fault));
        if (fault.Kind == FaultKind.WrongQueueRoot)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fault.Slot, input.QueueItems.Count, nameof(fault));
        NeededElements needed = new(input, atParent.Capacity, elements, fault.Slot);
        IReadOnlyList<BlobElement> opened = ElementOpener.Open(elements, needed.Of(fault.Kind));
        if (fault.Kind < FaultKind.AccountMismatch)
            return new(fault.Kind, (uint)fault.Slot, opened, []);

        StateMark before = atParent.Mark();
        try
        {
            Replay.UpTo(atParent, input, elements, fault.Slot);
            atParent.Commit();
            return new(fault.Kind, (uint)fault.Slot, opened, Witness(atParent, input, elements, fault, needed.EffectHead(), publishedKey));
        }
        finally
        {
            atParent.Unwind(before);
            atParent.Commit();
        }
    }

    private static IReadOnlyList<Fr> Witness(
        RollupState state, BatchInput input, ReadOnlySpan<Fr> elements, Fault fault, int head, in JubjubAffine publishedKey)
    {
        if (fault.Kind == FaultKind.WrongQueueRoot)
            return SlotWitness.OfItem(state, input.QueueItems[fault.Slot], publishedKey);
        OperationWord word = WordAt(elements, head);
        return fault.Kind switch
        {
            FaultKind.OwnersDoNotCross => SlotWitness.OfOwners(state, word, WordAt(elements, fault.Slot + 1)),
            FaultKind.WrongSignature => SlotWitness.OfSignature(state, word, OtherLeg(elements, fault.Slot, word)),
            _ => SlotWitness.OfOperation(state, word),
        };
    }

    private static OperationWord OtherLeg(ReadOnlySpan<Fr> elements, int slot, in OperationWord word) => word.Kind switch
    {
        OperationKind.SwapA => WordAt(elements, slot + 1),
        OperationKind.SwapB => WordAt(elements, slot - 1),
        _ => default,
    };

    private static OperationWord WordAt(ReadOnlySpan<Fr> elements, int slot)
    {
        _ = OperationWord.TryFromField(FullLayout.SlotAt(elements, slot).W, out OperationWord word);
        return word;
    }
}
