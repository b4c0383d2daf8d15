namespace Plimsoll.Proofs;

/// <summary>A part of a batch that one proof is for.</summary>
/// <param name="Circuit">The number of its circuit.</param>
/// <param name="FirstSlot">Its first slot in the batch.</param>
/// <param name="SlotCount">How many slots it has.</param>
public readonly record struct SegmentCut(int Circuit, int FirstSlot, int SlotCount);
