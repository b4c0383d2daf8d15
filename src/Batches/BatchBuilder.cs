using Plimsoll.State;

namespace Plimsoll.Batches;

/// <summary>From operations to the slots that publish them.</summary>
/// <remarks>The operations are those that were applied to the state since its last commit, in the same order; their roots complete the slots.</remarks>
public sealed class BatchBuilder
{
    private readonly List<Slot> _slots = [];

    /// <summary>How many slots there are so far.</summary>
    public int SlotCount => _slots.Count;

    /// <summary>How many of them stand for items of the queue.</summary>
    public int QueueCount { get; private set; }

    /// <summary>Adds the next item of the queue. Items come before operations.</summary>
    /// <exception cref="InvalidOperationException">There is an operation already.</exception>
    public void AddQueued()
    {
        if (QueueCount != SlotCount)
            throw new InvalidOperationException("Items of the queue come before operations.");
        QueueCount++;
        _slots.Add(new(OperationWord.Queue.ToField(), Fr.Zero, Fr.Zero, Fr.Zero));
    }

    /// <summary>Adds an operation.</summary>
    public void Add(in Operation operation)
    {
        _slots.Add(Signed(operation.Word, operation.Signature));
        if (operation.Word.Kind == OperationKind.SwapA)
            _slots.Add(Signed(operation.LinkedWord, operation.LinkedSignature));
        else if (operation.SlotCount == 2)
            _slots.Add(new(operation.LinkedWord.ToField(), operation.PublishedKey.X, operation.PublishedKey.Y, Fr.Zero));
    }

    /// <summary>Returns the slots with the root after each.</summary>
    /// <param name="roots">As many as there are slots: what the state's commit gave.</param>
    public Slot[] Complete(ReadOnlySpan<Fr> roots)
    {
        if (roots.Length != SlotCount)
            throw new ArgumentException($"There are {SlotCount} slots and {roots.Length} roots.", nameof(roots));
        Slot[] slots = [.. _slots];
        for (int i = 0; i < slots.Length; i++)
            slots[i] = slots[i] with { PostRoot = roots[i] };
        return slots;
    }

    private static Slot Signed(in OperationWord word, in Crypto.Signatures.SchnorrSignature signature)
    {
        if (word.Kind == OperationKind.Collect)
            return new(word.ToField(), Fr.Zero, Fr.Zero, Fr.Zero);
        Span<byte> bytes = stackalloc byte[Crypto.Signatures.SchnorrSignature.ByteLength];
        signature.Encode(bytes);
        return new(word.ToField(), Fr.FromBytes(bytes[..Fr.ByteLength]), Fr.FromBytes(bytes[Fr.ByteLength..]), Fr.Zero);
    }
}
