using Plimsoll.Batches;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>Applies an operation slot by slot, and notes what each slot finds.</summary>
internal sealed class UserSlotTracer(ProvingState proving, BatchContext context)
{
    private readonly RollupState _state = proving.State;

    /// <summary>The root after each slot of the operation.</summary>
    public List<Fr> Roots { get; } = [];

    /// <summary>Applies an operation that applies.</summary>
    public List<UserSlotTrace> Trace(in Operation operation, ReadOnlySpan<Slot> slots)
    {
        OperationWord word = operation.Word, linked = operation.LinkedWord;
        if (operation.SlotCount == 1)
            return [TraceSlot(word, word, slots[0], operation, word.Kind == OperationKind.Transfer ? word.To : word.From, isLast: true)];
        bool isSwap = word.Kind == OperationKind.SwapA;
        StateMark before = _state.Mark();
        UserSlotTrace first = TraceSlot(word, word, slots[0], operation, isSwap ? word.To : word.From, isLast: false);
        uint second = isSwap ? linked.To : word.Kind == OperationKind.Open ? _state.Opened : word.From;
        return [first, TraceSlot(linked, isSwap ? linked : word, slots[1], operation, second, isLast: true, before)];
    }

    private UserSlotTrace TraceSlot(
        in OperationWord word, in OperationWord effect, in Slot slot, in Operation operation, uint secondIndex, bool isLast, StateMark? before = null)
    {
        uint firstIndex = effect.From;
        Account first = _state[firstIndex], second = _state[secondIndex];
        byte token = first.Token;
        PotOpening pot = proving.OpenPot(token, _state.Pot(token));
        if (before is { } mark)
            _state.Unwind(mark);
        if (isLast)
            _ = StateTransition.Execute(_state, context, operation, []);
        else
            _ = StateTransition.ExecuteFirstSlot(_state, context, operation);

        bool isMove = word.Kind is OperationKind.Transfer or OperationKind.SwapA or OperationKind.SwapB;
        bool opens = word.Kind == OperationKind.Extension && effect.Kind == OperationKind.Open;
        // Between its two halves, a transfer to oneself has paid and has not been paid.
        Account paid = _state[firstIndex];
        if (isMove && firstIndex == secondIndex)
            paid = paid with { Balance = paid.Balance - effect.Amount };
        AccountOpening firstOpening = proving.Open(firstIndex, first);
        proving.Write(firstIndex, paid);
        Account found = opens ? _state[secondIndex] with { Balance = UInt128.Zero } : secondIndex == firstIndex ? paid : second;
        AccountOpening secondOpening = proving.Open(secondIndex, found);
        proving.Write(secondIndex, _state[secondIndex]);
        proving.WritePot(token, _state.Pot(token));
        Roots.Add(proving.Root);
        return new(word, effect, slot.X, slot.Y, firstOpening, secondOpening, pot);
    }
}
