using Plimsoll.Batches;
using Plimsoll.State;
using static Plimsoll.Disputes.SlotPart;

namespace Plimsoll.Disputes;

/// <summary>Which elements show a fault: the third column of the table in docs/spec/faults.md, exactly.</summary>
internal readonly ref struct NeededElements(BatchInput input, uint capacity, ReadOnlySpan<Fr> elements, int slot)
{
    private const int MaxSignatureXBits = 128;

    private readonly ReadOnlySpan<Fr> _elements = elements;

    /// <summary>Returns the positions, in any order.</summary>
    public IEnumerable<int> Of(FaultKind kind) => kind switch
    {
        FaultKind.NotTheQueueWord => [FirstWrongQueuePart()],
        FaultKind.UnknownKind or FaultKind.Expired => [At(slot, Word)],
        FaultKind.MalformedWord => IsMalformedAlone() ? [At(slot, Word)] : [At(slot - 1, Word), At(slot, Word)],
        FaultKind.HeadWithoutFollower => slot + 1 < input.SlotCount ? [At(slot, Word), At(slot + 1, Word)] : [At(slot, Word)],
        FaultKind.FollowerWithoutHead => slot > input.QueueItems.Count ? [At(slot - 1, Word), At(slot, Word)] : [At(slot, Word)],
        FaultKind.CollectNotLast => [At(slot, Word), At(slot + 1, Word)],
        FaultKind.MalformedSignature => [At(slot, Word), At(slot, IsXMalformed() ? X : Y)],
        FaultKind.InvalidKey => [At(slot, Word), At(slot, X), At(slot, Y)],
        FaultKind.HeadChangesRoot => [.. Before(), At(slot, Word), At(slot, Root)],
        FaultKind.NotPadded => [FirstNotZero()],
        FaultKind.WrongFinalRoot => [At(slot, Root)],
        FaultKind.OwnersDoNotCross => [.. Before(), At(slot, Word), At(slot + 1, Word)],
        FaultKind.WrongSignature => [.. Before(), .. SignedParts()],
        FaultKind.WrongPostRoot => [.. Before(), At(EffectHead(), Word), .. ExtensionParts(), At(slot, Root)],
        FaultKind.WrongQueueRoot => [.. Before(), At(slot, Root)],
        _ => [.. Before(), At(EffectHead(), Word)],
    };

    /// <summary>The slot whose word says what happens at this one: the head's, at an extension.</summary>
    public int EffectHead() => IsExtension() ? slot - 1 : slot;

    private static int At(int slot, SlotPart part) => FullLayout.ElementsPerSlot * slot + (int)part;

    private IEnumerable<int> Before() => slot == 0 ? [] : [At(slot - 1, Root)];

    private IEnumerable<int> ExtensionParts() => IsExtension() ? [At(slot, Word), At(slot, X), At(slot, Y)] : [];

    private int[] SignedParts()
    {
        int[] own = [At(slot, Word), At(slot, X), At(slot, Y)];
        return Kind(slot) switch
        {
            OperationKind.SwapA => [.. own, At(slot + 1, Word)],
            OperationKind.SwapB => [At(slot - 1, Word), .. own],
            OperationKind.Extension => [At(slot - 1, Word), At(slot - 1, X), At(slot - 1, Y), .. own],
            _ => own,
        };
    }

    private bool IsExtension() => Kind(slot) == OperationKind.Extension;

    private OperationKind Kind(int at) =>
        OperationWord.TryFromField(FullLayout.SlotAt(_elements, at).W, out OperationWord word) ? word.Kind : OperationKind.None;

    private bool IsMalformedAlone()
    {
        _ = OperationWord.TryFromField(FullLayout.SlotAt(_elements, slot).W, out OperationWord word);
        return WordRules.Check(word, capacity) != RejectionReason.None;
    }

    private bool IsXMalformed()
    {
        Fr x = FullLayout.SlotAt(_elements, slot).X;
        if (Kind(slot) == OperationKind.Collect)
            return !x.IsZero;
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        x.WriteBytes(bytes);
        return bytes[..(Fr.ByteLength - MaxSignatureXBits / 8)].ContainsAnyExcept((byte)0);
    }

    private int FirstWrongQueuePart()
    {
        Slot found = FullLayout.SlotAt(_elements, slot);
        return At(slot, !found.X.IsZero ? X : !found.Y.IsZero ? Y : Word);
    }

    private int FirstNotZero()
    {
        int offset = _elements[(FullLayout.ElementsPerSlot * slot)..].IndexOfAnyExcept(Fr.Zero);
        return FullLayout.ElementsPerSlot * slot + offset;
    }
}
