using Plimsoll.State;

namespace Plimsoll.Batches;

/// <content>Batches whose signatures and roots a validity proof attests.</content>
public static partial class Derivation
{
    /// <summary>Applies a <c>compact</c> batch to its parent's state.</summary>
    /// <remarks>
    /// Signatures are not there to be checked, so the answer is as good as the proof; everything else is checked against it. A fault means that the proof
    /// attests what does not follow: nothing on L1 removes the batch for it, and an auditor must say so at once.
    /// </remarks>
    /// <param name="state">The committed state after the parent; with a fault it comes back as it was.</param>
    /// <param name="input">The header's part.</param>
    /// <param name="elements">The elements of all blobs, one blob behind the other.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    /// <returns>Null when the operations lead to the header's root, else what is wrong first.</returns>
    /// <exception cref="ArgumentException">The numbers of slots, items and elements do not go together: L1 admits no such batch.</exception>
    public static Fault? DeriveCompact(RollupState state, BatchInput input, ReadOnlySpan<Fr> elements, bool parallel = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        if (input.SlotCount < 1 || input.QueueItems.Count > input.SlotCount || elements.Length % FullLayout.ElementsPerBlob != 0
            || elements.Length > FullLayout.MaxBlobs * FullLayout.ElementsPerBlob || input.SlotCount > elements.Length)
        {
            throw new ArgumentException("Slots, queue items and elements do not go together.", nameof(input));
        }

        StateMark before = state.Mark();
        Fault? fault = ExecuteCompact(state, input, elements);
        state.Commit(parallel);
        if (fault is null && state.Root != input.NewRoot)
            fault = new(FaultKind.WrongFinalRoot, input.SlotCount - 1);
        if (fault is null)
            return null;
        state.Unwind(before);
        state.Commit(parallel);
        return fault;
    }

    private static Fault? ExecuteCompact(RollupState state, BatchInput input, ReadOnlySpan<Fr> elements)
    {
        Slot[] slots = new Slot[input.SlotCount];
        int used = CompactLayout.Unpack(elements, slots);
        // Full slots without signatures and roots: one reader judges both layouts.
        return used < 0
            ? new(FaultKind.HeadWithoutFollower, input.SlotCount - 1)
            : ExecuteAll(state, input, FullLayout.Expand(slots), [])
                ?? (elements[used..].ContainsAnyExcept(Fr.Zero) ? new(FaultKind.NotPadded, input.SlotCount) : null);
    }
}
