using Plimsoll.State;

namespace Plimsoll.Batches;

/// <summary>The layout for batches that a validity proof attests: words alone, without signatures and roots.</summary>
/// <remarks>One element a slot, and three for an extension, whose key is part of the operation. Spec: docs/spec/batches.md#layouts.</remarks>
public static class CompactLayout
{
    private const int ExtensionElements = 3;

    /// <summary>How many elements the slots take.</summary>
    public static int ElementCount(ReadOnlySpan<Slot> slots)
    {
        int count = 0;
        foreach (ref readonly Slot slot in slots)
            count += ElementsOf(slot.W);
        return count;
    }

    /// <summary>Returns the elements of all blobs, one blob behind the other, filled up with zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot, or they take more than <see cref="FullLayout.MaxBlobs"/> blobs.</exception>
    public static Fr[] Pack(ReadOnlySpan<Slot> slots)
    {
        ArgumentOutOfRangeException.ThrowIfZero(slots.Length, nameof(slots));
        int count = ElementCount(slots);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, FullLayout.MaxBlobs * FullLayout.ElementsPerBlob, nameof(slots));
        Fr[] elements = new Fr[BlobCount(count) * FullLayout.ElementsPerBlob];
        int next = 0;
        foreach (ref readonly Slot slot in slots)
        {
            elements[next++] = slot.W;
            if (ElementsOf(slot.W) == ExtensionElements)
                (elements[next++], elements[next++]) = (slot.X, slot.Y);
        }

        return elements;
    }

    /// <summary>Reads the slots back, with zeros for what the proof attests.</summary>
    /// <param name="elements">The elements of all blobs.</param>
    /// <param name="slots">As many as the header says.</param>
    /// <returns>How many elements they took; −1 when the blobs end before the slots do.</returns>
    public static int Unpack(ReadOnlySpan<Fr> elements, Span<Slot> slots)
    {
        int next = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            if (next == elements.Length || elements.Length - next < ElementsOf(elements[next]))
                return -1;
            bool isExtension = ElementsOf(elements[next]) == ExtensionElements;
            slots[i] = isExtension ? new(elements[next], elements[next + 1], elements[next + 2], Fr.Zero) : new(elements[next], Fr.Zero, Fr.Zero, Fr.Zero);
            next += isExtension ? ExtensionElements : 1;
        }

        return next;
    }

    /// <summary>How many blobs a number of elements takes.</summary>
    public static int BlobCount(int elements) => (elements + FullLayout.ElementsPerBlob - 1) / FullLayout.ElementsPerBlob;

    private static int ElementsOf(in Fr w) =>
        OperationWord.TryFromField(w, out OperationWord word) && word.Kind == OperationKind.Extension ? ExtensionElements : 1;
}
