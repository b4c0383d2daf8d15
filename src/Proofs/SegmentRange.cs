namespace Plimsoll.Proofs;

/// <summary>Where a segment stands in its batch; one public input, <c>first·2^50 + end·2^34 + slots·2^18 + collectingBefore·2 + collectingAfter</c>.</summary>
/// <param name="FirstElement">The position of the first element in the blobs.</param>
/// <param name="EndElement">The position behind the last.</param>
/// <param name="SlotCount">How many slots it has.</param>
/// <param name="CollectingBefore">Whether a Collect stands before it.</param>
/// <param name="CollectingAfter">Whether its last slot is a Collect.</param>
public readonly record struct SegmentRange(int FirstElement, int EndElement, int SlotCount, bool CollectingBefore = false, bool CollectingAfter = false)
{
    internal const int FirstShift = 50, EndShift = 34, CountShift = 18, PositionBits = 16;

    /// <summary>Returns the public input.</summary>
    public Fr ToField() => FieldNumbers.Of(
        ((UInt128)(uint)FirstElement << FirstShift) | ((UInt128)(uint)EndElement << EndShift) | ((UInt128)(uint)SlotCount << CountShift)
        | (CollectingBefore ? 2u : 0u) | (CollectingAfter ? 1u : 0u));
}
