using Plimsoll.Snark.Circuits;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>Makes the segments of a batch, one behind the other, on one state.</summary>
internal sealed class SegmentMaker(CircuitSet circuits, BatchStatement statement, RollupState state)
{
    private readonly ProvingState _state = new(state);
    private int _nextOperation, _nextElement;
    private bool _isCollecting;

    public List<Made> Segments { get; } = [];

    public Fr Root => _state.Root;

    /// <summary>The queue's chain behind the last segment.</summary>
    public Fr Link { get; private set; } = statement.ParentQueueHash;

    /// <summary>Adds the next segment; false when an operation in it does not apply.</summary>
    public bool TryAdd(SegmentCut cut, IReadOnlyList<ProvenItem> items, IReadOnlyList<Operation> operations)
    {
        SegmentCircuit circuit = circuits[cut.Circuit];
        return circuit.Kind == SegmentKind.Queue ? AddQueue(circuit.Shape, items.Skip(cut.FirstSlot).Take(cut.SlotCount)) : TryAddUsers(circuit.Shape, cut.SlotCount, operations);
    }

    private bool AddQueue(SegmentShape shape, IEnumerable<ProvenItem> items)
    {
        QueueSegment segment = new(_state, shape, Link, _nextElement);
        foreach (ProvenItem item in items)
            segment.Add(item.Operation, item.Published, item.LinkAfter);
        Link = segment.Link;
        Note(segment.Range, segment.Commitment, segment.Complete);
        return true;
    }

    private bool TryAddUsers(SegmentShape shape, int slots, IReadOnlyList<Operation> operations)
    {
        UserSegment segment = new(_state, shape, statement.Context, _nextElement, _isCollecting);
        while (segment.Range.SlotCount < slots)
        {
            if (segment.Add(operations[_nextOperation++]) != RejectionReason.None)
                return false;
        }

        Note(segment.Range, segment.Commitment, segment.Complete);
        return true;
    }

    private void Note(SegmentRange range, Fr commitment, Completion complete)
    {
        Segments.Add(new(range, commitment, Link, complete));
        (_nextElement, _isCollecting) = (range.EndElement, range.CollectingAfter);
    }

    internal delegate (ICircuit Circuit, SegmentStatement Statement) Completion(in Fr z);

    internal sealed record Made(SegmentRange Range, Fr Commitment, Fr LinkAfter, Completion Complete);
}
