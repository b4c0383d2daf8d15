namespace Plimsoll.Batches;

/// <summary>The layout that fraud proofs need: four elements a slot, 1,024 slots a blob.</summary>
/// <remarks>Spec: docs/spec/batches.md#layouts.</remarks>
public static class FullLayout
{
    /// <summary>Elements of a blob.</summary>
    public const int ElementsPerBlob = 4096;

    /// <summary>Elements of a slot.</summary>
    public const int ElementsPerSlot = 4;

    /// <summary>Slots of a blob.</summary>
    public const int SlotsPerBlob = ElementsPerBlob / ElementsPerSlot;

    /// <summary>The most blobs of a batch: the most that one transaction carries (EIP-7594).</summary>
    public const int MaxBlobs = 6;

    /// <summary>The most slots of a batch.</summary>
    public const int MaxSlots = MaxBlobs * SlotsPerBlob;

    /// <summary>How many blobs a number of slots takes.</summary>
    public static int BlobCount(int slots) => (slots + SlotsPerBlob - 1) / SlotsPerBlob;

    /// <summary>Which blob of a batch, and which element of it, holds a part of a slot.</summary>
    /// <param name="slot">From 0.</param>
    /// <param name="part">0 for W, 1 for X, 2 for Y, 3 for the post-root.</param>
    public static (int Blob, int Element) Locate(int slot, int part) =>
        (slot / SlotsPerBlob, ElementsPerSlot * (slot % SlotsPerBlob) + part);

    /// <summary>Returns the elements of all blobs, one blob behind the other, filled up with zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot, or more than <see cref="MaxSlots"/>.</exception>
    public static Fr[] Pack(ReadOnlySpan<Slot> slots)
    {
        ArgumentOutOfRangeException.ThrowIfZero(slots.Length, nameof(slots));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots.Length, MaxSlots, nameof(slots));
        Fr[] elements = new Fr[BlobCount(slots.Length) * ElementsPerBlob];
        Expand(slots, elements);
        return elements;
    }

    /// <summary>Reads one slot from the elements of all blobs.</summary>
    public static Slot SlotAt(ReadOnlySpan<Fr> elements, int slot)
    {
        ReadOnlySpan<Fr> own = elements.Slice(ElementsPerSlot * slot, ElementsPerSlot);
        return new(own[0], own[1], own[2], own[3]);
    }

    /// <summary>Returns the elements of the slots alone, without filling up a blob.</summary>
    internal static Fr[] Expand(ReadOnlySpan<Slot> slots)
    {
        Fr[] elements = new Fr[ElementsPerSlot * slots.Length];
        Expand(slots, elements);
        return elements;
    }

    private static void Expand(ReadOnlySpan<Slot> slots, Span<Fr> elements)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            Span<Fr> own = elements.Slice(ElementsPerSlot * i, ElementsPerSlot);
            (own[0], own[1], own[2], own[3]) = (slots[i].W, slots[i].X, slots[i].Y, slots[i].PostRoot);
        }
    }
}
