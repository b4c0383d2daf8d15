namespace Plimsoll.Batches;

/// <summary>Slots to elements and back, by either layout.</summary>
public static class BatchLayout
{
    /// <summary>Returns the elements of all blobs, one blob behind the other, filled up with zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot, or they take more than <see cref="FullLayout.MaxBlobs"/> blobs.</exception>
    public static Fr[] Pack(DataLayout layout, ReadOnlySpan<Slot> slots) => layout == DataLayout.Full ? FullLayout.Pack(slots) : CompactLayout.Pack(slots);

    /// <summary>Reads the slots back; in the compact layout with zeros for what the proof attests.</summary>
    /// <returns>False when the blobs end before the slots do.</returns>
    public static bool TryUnpack(DataLayout layout, ReadOnlySpan<Fr> elements, Span<Slot> slots)
    {
        if (layout == DataLayout.Compact)
            return CompactLayout.Unpack(elements, slots) >= 0;
        if (elements.Length < FullLayout.ElementsPerSlot * slots.Length)
            return false;
        for (int i = 0; i < slots.Length; i++)
            slots[i] = FullLayout.SlotAt(elements, i);
        return true;
    }

    /// <summary>Whether so many slots can stand in so many blobs: exactly those that they need, or in the compact layout, where an operation takes one element or three, no fewer.</summary>
    public static bool Fits(DataLayout layout, uint slots, int blobs) =>
        slots >= 1 && blobs is >= 1 and <= FullLayout.MaxBlobs
        && (layout == DataLayout.Full
            ? slots <= FullLayout.MaxSlots && blobs == FullLayout.BlobCount((int)slots)
            : slots <= blobs * FullLayout.ElementsPerBlob && blobs <= CompactLayout.BlobCount((int)Math.Min(slots, int.MaxValue / 3) * 3));
}
