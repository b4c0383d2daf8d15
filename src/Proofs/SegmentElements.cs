using Plimsoll.Batches;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Proofs;

/// <summary>The elements of a segment in a circuit: where they stand, what they add to the blobs' value, and their hash.</summary>
internal sealed class SegmentElements
{
    private const int FullSlot = 4;

    private static readonly Fr s_quarter = Fr.Inverse(Fr.FromUInt64(FullSlot));

    private readonly CircuitBuilder _builder;
    private readonly DataLayout _layout;
    private readonly BlobEvaluation _evaluation;
    private readonly Signal _first;
    private readonly List<Signal> _committed = [];
    private Signal _next, _slots;

    public SegmentElements(CircuitBuilder builder, DataLayout layout, in Signal z, int firstElement)
    {
        (_builder, _layout) = (builder, layout);
        _evaluation = new(builder, z);
        _first = builder.Hint(Fr.FromUInt64((ulong)firstElement));
        builder.AssertWidth(_first, SegmentRange.PositionBits);
        (_next, _slots) = (_first, 0);
    }

    /// <summary>Adds a user's slot.</summary>
    /// <param name="isUsed">0 behind the last slot, where all else is zero.</param>
    /// <param name="isExtension">Whether the slot has a key in the compact layout.</param>
    /// <param name="w">The word.</param>
    /// <param name="x">The second element.</param>
    /// <param name="y">The third.</param>
    /// <param name="root">The root after the slot; in the full layout.</param>
    public void AddUserSlot(in Signal isUsed, in Signal isExtension, in Signal w, in Signal x, in Signal y, in Signal root)
    {
        if (_layout == DataLayout.Full)
        {
            AddFull(isUsed, [w, x, y, _builder.Multiply(isUsed, root)], constants: 0);
            return;
        }

        Signal keyX = _builder.Multiply(isExtension, x), keyY = _builder.Multiply(isExtension, y);
        _evaluation.Add(_next, [w]);
        _evaluation.Add(_next + 1, [keyX]);
        _evaluation.Add(_next + 2, [keyY]);
        _committed.AddRange([w, keyX, keyY]);
        _next += isUsed + Fr.FromUInt64(2) * isExtension;
        _slots += isUsed;
    }

    /// <summary>Adds a slot of the queue, of which the root alone is no constant.</summary>
    public void AddQueueSlot(in Signal isUsed, in Fr word, in Signal root)
    {
        if (_layout == DataLayout.Full)
        {
            AddFull(isUsed, [word * isUsed, 0, 0, _builder.Multiply(isUsed, root)], constants: 3);
            return;
        }

        _evaluation.Add(_next, [word * isUsed]);
        _next += isUsed;
        _slots += isUsed;
    }

    /// <summary>Returns where the segment stands.</summary>
    public Signal Range(in Signal collectingBefore, in Signal collectingAfter) =>
        FieldNumbers.PowerOfTwo(SegmentRange.FirstShift) * _first + FieldNumbers.PowerOfTwo(SegmentRange.EndShift) * _next
        + FieldNumbers.PowerOfTwo(SegmentRange.CountShift) * _slots + Fr.FromUInt64(2) * collectingBefore + collectingAfter;

    /// <summary>Returns y, the segment's share in the value of the blobs.</summary>
    public Signal Value() => _evaluation.Value();

    /// <summary>Returns h, the hash of the elements that are no constants.</summary>
    public Signal Commitment() => _builder.Sponge(Crypto.Hashing.HashDomain.BatchData, _committed.ToArray());

    // Slots of four elements start at multiples of four, or the quarter has more than its bits.
    private void AddFull(in Signal isUsed, ReadOnlySpan<Signal> elements, int constants)
    {
        _evaluation.Add(s_quarter * _next, elements);
        _committed.AddRange(elements[constants..]);
        _next += Fr.FromUInt64(FullSlot) * isUsed;
        _slots += isUsed;
    }
}
