using Plimsoll.State;

namespace Plimsoll.Batches;

/// <summary>From L1 data to state: what every verifying node, watcher and auditor runs.</summary>
/// <remarks>
/// Total: whatever the elements are, the answer is the state after the batch or a fault that removes it. Operations are executed first, one after the other,
/// without a hash; then all signatures are verified side by side and all roots hashed level by level. Spec: docs/spec/batches.md#derivation, iDA-001.
/// </remarks>
public static partial class Derivation
{
    /// <summary>Applies a <c>full</c> batch to its parent's state.</summary>
    /// <param name="state">The committed state after the parent; with a fault it comes back as it was.</param>
    /// <param name="input">The header's part.</param>
    /// <param name="elements">The elements of all blobs, one blob behind the other.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    /// <param name="roots">Which roots are compared; who looks for faults compares every one.</param>
    /// <returns>Null when the batch is right, else a fault of the earliest slot that can be shown to be wrong.</returns>
    /// <exception cref="ArgumentException">The numbers of slots, items and elements do not go together: L1 admits no such batch.</exception>
    public static Fault? Derive(
        RollupState state, BatchInput input, ReadOnlySpan<Fr> elements, bool parallel = false, RootCheck roots = RootCheck.EverySlot)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        if (input.SlotCount < 1 || input.QueueItems.Count > input.SlotCount
            || elements.Length != FullLayout.BlobCount(input.SlotCount) * FullLayout.ElementsPerBlob)
        {
            throw new ArgumentException("Slots, queue items and elements do not go together.", nameof(input));
        }

        StateMark before = state.Mark();
        Fr rootBefore = state.Root;
        List<Claim> claims = [];
        Fault? fault = ExecuteAll(state, input, elements, claims) ?? FindPaddingFault(input, elements);
        fault = Earlier(FindSignatureFault(claims, parallel), fault);
        if (roots == RootCheck.BatchOnly)
        {
            state.Commit(parallel);
            if (fault is null && state.Root == input.NewRoot)
                return null;
            state.Unwind(before);
            state.Commit(parallel);
            return Derive(state, input, elements, parallel);
        }

        Fr[] after = new Fr[state.PendingSlots];
        state.Commit(after, parallel);
        fault = Earlier(FindRootFault(input, elements, rootBefore, after), fault);
        if (fault is null)
            return null;
        state.Unwind(before);
        state.Commit(parallel);
        return fault;
    }

    /// <summary>Applies a <c>full</c> batch that <see cref="Derive"/> has found right before, on the same parent's state: signatures are not verified again.</summary>
    /// <remarks>What L1 calls by one header hash has one parent, one root and one content, so the verdict holds wherever it was reached.</remarks>
    /// <param name="state">The committed state after the parent; where the answer is no it comes back as it was.</param>
    /// <param name="input">The header's part.</param>
    /// <param name="elements">The elements of all blobs, one blob behind the other.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    /// <returns>Whether every operation applies and the state has the batch's root: else it is another batch, or another state.</returns>
    public static bool Reapply(RollupState state, BatchInput input, ReadOnlySpan<Fr> elements, bool parallel = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        StateMark before = state.Mark();
        Fault? fault = ExecuteAll(state, input, elements, []);
        state.Commit(parallel);
        if (fault is null && state.Root == input.NewRoot)
            return true;
        state.Unwind(before);
        state.Commit(parallel);
        return false;
    }

    private static Fault? ExecuteAll(RollupState state, BatchInput input, ReadOnlySpan<Fr> elements, List<Claim> claims)
    {
        foreach (QueuedOperation item in input.QueueItems)
            StateTransition.ApplyQueued(state, item);
        for (int i = 0; i < input.QueueItems.Count; i++)
        {
            if (FullLayout.SlotAt(elements, i) is not { X.IsZero: true, Y.IsZero: true } slot || slot.W != s_queueWord)
                return new(FaultKind.NotTheQueueWord, i);
        }

        SlotReader reader = new(input, state.Capacity, elements);
        List<SignatureClaim> signed = new(2);
        while (true)
        {
            if (reader.Read(out Operation operation, out int slot) is { } malformed)
                return malformed;
            if (slot == input.SlotCount)
                return null;
            signed.Clear();
            Rejection rejection = StateTransition.Execute(state, input.Context, operation, signed);
            if (rejection.Reason != RejectionReason.None)
            {
                // What is wrong with a second slot can be shown under the root of the first: that one is checked as well.
                if (rejection.SlotOffset == 1)
                    _ = StateTransition.ExecuteFirstSlot(state, input.Context, operation);
                return FaultOf(slot, rejection);
            }

            for (int i = 0; i < signed.Count; i++)
                claims.Add(new(signed[i], signed.Count == 1 ? slot + operation.SlotCount - 1 : slot + i));
        }
    }

    private static Fault? FindPaddingFault(BatchInput input, ReadOnlySpan<Fr> elements)
    {
        int first = elements[(FullLayout.ElementsPerSlot * input.SlotCount)..].IndexOfAnyExcept(Fr.Zero);
        return first < 0 ? null : new(FaultKind.NotPadded, input.SlotCount + first / FullLayout.ElementsPerSlot);
    }

    private static Fault? FindSignatureFault(List<Claim> claims, bool parallel)
    {
        bool[] valid = new bool[claims.Count];
        SignatureClaim[] signatures = new SignatureClaim[claims.Count];
        for (int i = 0; i < signatures.Length; i++)
            signatures[i] = claims[i].Signature;
        SignatureClaim.VerifyMany(signatures, valid, parallel);
        int wrong = Array.IndexOf(valid, false);
        return wrong < 0 ? null : new(FaultKind.WrongSignature, claims[wrong].Slot);
    }

    private static Fault? FindRootFault(BatchInput input, ReadOnlySpan<Fr> elements, in Fr rootBefore, ReadOnlySpan<Fr> roots)
    {
        for (int i = 0; i < roots.Length; i++)
        {
            Slot slot = FullLayout.SlotAt(elements, i);
            if (slot.PostRoot != roots[i])
                return new(i < input.QueueItems.Count ? FaultKind.WrongQueueRoot : IsExtensionHead(slot) ? FaultKind.HeadChangesRoot : FaultKind.WrongPostRoot, i);
        }

        Fr last = roots.Length > 0 ? roots[^1] : rootBefore;
        return roots.Length == input.SlotCount && last != input.NewRoot ? new(FaultKind.WrongFinalRoot, input.SlotCount - 1) : null;
    }

    private static Fault? Earlier(Fault? a, Fault? b) =>
        a is not { } x ? b
        : b is not { } y ? a
        : (x.Slot, x.Kind).CompareTo((y.Slot, y.Kind)) <= 0 ? a : b;

    private readonly record struct Claim(SignatureClaim Signature, int Slot);
}
