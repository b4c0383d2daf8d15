namespace Plimsoll.Batches;

/// <summary>One thing that is wrong with a batch, and where.</summary>
/// <param name="Kind">What.</param>
/// <param name="Slot">The slot, from 0; for F11 the slot that is not empty.</param>
public readonly record struct Fault(FaultKind Kind, int Slot);
