using Plimsoll.Crypto.Signatures;
using Plimsoll.State;

namespace Plimsoll.Batches;

/// <summary>Reads users' operations from slots, and finds what is wrong with them before any state is looked at (F2 to F9).</summary>
internal ref struct SlotReader(BatchInput input, uint capacity, ReadOnlySpan<Fr> elements)
{
    private readonly ReadOnlySpan<Fr> _elements = elements;
    private int _next = input.QueueItems.Count;
    private bool _isCollecting;

    /// <summary>The slot that is read next.</summary>
    public readonly int Next => _next;

    /// <summary>Reads the next operation, or none at the end of the batch.</summary>
    /// <param name="operation">The operation, of one or two slots.</param>
    /// <param name="slot">Its first slot; the number of slots at the end.</param>
    public Fault? Read(out Operation operation, out int slot)
    {
        operation = default;
        slot = _next;
        if (slot == input.SlotCount)
            return null;
        Slot first = FullLayout.SlotAt(_elements, slot);
        if (CheckHead(first, slot, out OperationWord word) is { } fault)
            return fault;
        if (TryReadSignature(first, word, out SchnorrSignature signature) is { } malformed)
            return new(malformed, slot);
        operation = new(word, signature);
        _next += operation.SlotCount;
        return operation.SlotCount == 1 ? null : ReadFollower(slot, ref operation);
    }

    private Fault? CheckHead(in Slot first, int slot, out OperationWord word)
    {
        if (!OperationWord.TryFromField(first.W, out word) || word.Kind is < OperationKind.Transfer or > OperationKind.Collect)
            return new(FaultKind.UnknownKind, slot);
        if (_isCollecting && word.Kind != OperationKind.Collect)
            return new(FaultKind.CollectNotLast, slot - 1);
        _isCollecting = word.Kind == OperationKind.Collect;
        if (word.Kind is OperationKind.SwapB or OperationKind.Extension)
            return new(FaultKind.FollowerWithoutHead, slot);
        if (WordRules.Check(word, capacity) != RejectionReason.None)
            return new(FaultKind.MalformedWord, slot);
        return word.Kind is OperationKind.SwapA or OperationKind.Open or OperationKind.ChangeKey && !HasFollower(word.Kind, slot)
            ? new(FaultKind.HeadWithoutFollower, slot)
            : null;
    }

    private readonly bool HasFollower(OperationKind head, int slot) =>
        slot + 1 < input.SlotCount
        && OperationWord.TryFromField(FullLayout.SlotAt(_elements, slot + 1).W, out OperationWord next)
        && next.Kind == (head == OperationKind.SwapA ? OperationKind.SwapB : OperationKind.Extension);

    private readonly Fault? ReadFollower(int head, ref Operation operation)
    {
        Slot second = FullLayout.SlotAt(_elements, head + 1);
        _ = OperationWord.TryFromField(second.W, out OperationWord word);
        operation = operation with { LinkedWord = word };
        if (word.Kind == OperationKind.SwapB)
        {
            if (WordRules.Check(word, capacity) != RejectionReason.None)
                return new(FaultKind.MalformedWord, head + 1);
            FaultKind? malformed = TryReadSignature(second, word, out SchnorrSignature signature);
            operation = operation with { LinkedSignature = signature };
            return malformed is { } kind ? new(kind, head + 1) : null;
        }

        operation = operation with { PublishedKey = new(second.X, second.Y) };
        return WordRules.Check(operation, capacity, out _) switch
        {
            RejectionReason.None => null,
            RejectionReason.InvalidKey => new(FaultKind.InvalidKey, head + 1),
            _ => new(FaultKind.MalformedWord, head + 1),
        };
    }

    private readonly FaultKind? TryReadSignature(in Slot slot, in OperationWord word, out SchnorrSignature signature)
    {
        signature = default;
        if (word.Kind == OperationKind.Collect)
            return slot is { X.IsZero: true, Y.IsZero: true } ? null : FaultKind.MalformedSignature;
        Span<byte> bytes = stackalloc byte[SchnorrSignature.ByteLength];
        slot.X.WriteBytes(bytes);
        slot.Y.WriteBytes(bytes[Fr.ByteLength..]);
        if (!SchnorrSignature.TryDecode(bytes, out signature))
            return FaultKind.MalformedSignature;
        return word.ValidUntil < input.Context.BatchTime ? FaultKind.Expired : null;
    }
}
