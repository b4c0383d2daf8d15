using Plimsoll.Batches;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>Applies operations to a state and keeps their slots: what an operator does between two commits.</summary>
internal sealed class BatchWriter(RollupState state, BatchContext context, IEnumerable<Resident> residents)
{
    private readonly BatchBuilder _builder = new();
    private readonly Dictionary<Address, Resident> _residents = residents.ToDictionary(resident => resident.Owner);

    public int QueueCount => _builder.QueueCount;

    public int SlotCount => _builder.SlotCount;

    public void AddQueued(QueuedOperation item)
    {
        StateTransition.ApplyQueued(state, item);
        _builder.AddQueued();
    }

    public void Transfer(uint from, uint to, UInt128 amount) => Add(Sign(new(OperationKind.Transfer, from, to, amount, 0, context.BatchTime), state[to]));

    public void Withdraw(uint from, UInt128 amount) => Add(Sign(new(OperationKind.Withdraw, from, 0, amount, 0, context.BatchTime), default));

    public Slot[] Complete()
    {
        Fr[] roots = new Fr[state.PendingSlots];
        state.Commit(roots);
        return _builder.Complete(roots);
    }

    private void Add(Operation operation)
    {
        Assert.Equal(RejectionReason.None, StateTransition.Apply(state, context, operation));
        _builder.Add(operation);
    }

    private Operation Sign(in OperationWord word, in Account to) =>
        new(word, _residents[state[word.From].Owner].Secret.Sign(OperationMessage.Of(context, word, state[word.From], to).Hash()));
}
