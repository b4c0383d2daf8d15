using Plimsoll.State;

namespace Plimsoll.Batches;

/// <summary>Brings a state to where a slot of a batch begins: pre(i) of docs/spec/faults.md.</summary>
public static class Replay
{
    /// <summary>Applies what stands before a slot; signatures and roots are not looked at.</summary>
    /// <param name="state">The committed state after the parent.</param>
    /// <param name="input">The header's part.</param>
    /// <param name="elements">The elements of all blobs, one blob behind the other.</param>
    /// <param name="slot">From 0 to the number of slots.</param>
    /// <exception cref="ArgumentException">Something before the slot does not apply: the batch has a fault there.</exception>
    public static void UpTo(RollupState state, BatchInput input, ReadOnlySpan<Fr> elements, int slot)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        foreach (QueuedOperation item in input.QueueItems.Take(slot))
            StateTransition.ApplyQueued(state, item);
        SlotReader reader = new(input, state.Capacity, elements);
        while (reader.Next < slot)
        {
            bool applies = reader.Read(out Operation operation, out _) is null
                && (reader.Next > slot
                    ? StateTransition.ExecuteFirstSlot(state, input.Context, operation)
                    : StateTransition.Execute(state, input.Context, operation, []).Reason == RejectionReason.None);
            if (!applies)
                throw new ArgumentException($"A slot before slot {slot} has a fault.", nameof(slot));
        }
    }
}
