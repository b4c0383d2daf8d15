using Plimsoll.Batches;
using Plimsoll.Snark.Circuits;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>Everything that the proofs of a batch's segments are made from. Made once for a batch; the same input gives the same segments and the same z.</summary>
public sealed class BatchWitness
{
    private readonly (ICircuit Circuit, SegmentStatement Statement)[] _segments;

    private BatchWitness(BatchStatement statement, IReadOnlyList<SegmentCut> cuts, SegmentRange[] ranges, Fr[] links, Fr z, (ICircuit, SegmentStatement)[] segments)
    {
        (Statement, Cuts, Ranges, Links, Point) = (statement, cuts, ranges, links, z);
        _segments = segments;
    }

    /// <summary>What is proven.</summary>
    public BatchStatement Statement { get; }

    /// <summary>The segments.</summary>
    public IReadOnlyList<SegmentCut> Cuts { get; }

    /// <summary>z.</summary>
    public Fr Point { get; }

    internal SegmentRange[] Ranges { get; }

    /// <summary>The queue's chain behind each segment.</summary>
    internal Fr[] Links { get; }

    /// <summary>The public inputs of a segment.</summary>
    public SegmentStatement StatementOf(int segment) => _segments[segment].Statement;

    /// <summary>A segment's circuit, with its values.</summary>
    public ICircuit CircuitOf(int segment) => _segments[segment].Circuit;

    /// <summary>Executes a batch on its parent's state, and notes what each slot finds.</summary>
    /// <param name="circuits">The rollup's circuits.</param>
    /// <param name="statement">What is to be proven.</param>
    /// <param name="state">The parent's state, committed; taken over, whatever the answer.</param>
    /// <param name="items">The items that the first slots stand for.</param>
    /// <param name="operations">The operations behind them, with signatures.</param>
    /// <param name="elements">The elements of all blobs, one blob behind the other.</param>
    /// <param name="keccak">Keccak-256.</param>
    /// <param name="witness">The witness, if there is one.</param>
    public static WitnessRefusal TryCreate(
        CircuitSet circuits, BatchStatement statement, RollupState state, IReadOnlyList<ProvenItem> items, IReadOnlyList<Operation> operations, ReadOnlySpan<Fr> elements,
        ByteHash keccak, out BatchWitness? witness)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(operations);
        witness = null;
        BatchHeader header = statement.Header;
        if (state.Depth != circuits.Depth || state.Root != statement.ParentRoot || items.Count != header.QueueCount
            || items.Count + operations.Sum(operation => operation.SlotCount) != header.SlotCount)
        {
            return WitnessRefusal.WrongInput;
        }

        SegmentMaker maker = new(circuits, statement, state);
        IReadOnlyList<SegmentCut> cuts = BatchCutting.Cut(circuits, items.Count, operations);
        foreach (SegmentCut cut in cuts)
        {
            if (!maker.TryAdd(cut, items, operations))
                return WitnessRefusal.OperationRejected;
        }

        if (maker.Root != header.NewRoot)
            return WitnessRefusal.WrongRoot;
        if (maker.Link != header.QueueHash)
            return WitnessRefusal.WrongQueueHash;
        SegmentRange[] ranges = [.. maker.Segments.Select(segment => segment.Range)];
        Fr z = EvaluationPoint.Draw(statement.HeaderHash, ranges, [.. maker.Segments.Select(segment => segment.Commitment)], keccak);
        (ICircuit Circuit, SegmentStatement Statement)[] completed = [.. maker.Segments.Select(segment => segment.Complete(z))];
        if (completed.Aggregate(Fr.Zero, (sum, segment) => sum + segment.Statement.Value) != BlobEvaluation.ValueOf(elements, z))
            return WitnessRefusal.WrongData;
        witness = new(statement, cuts, ranges, [.. maker.Segments.Select(segment => segment.LinkAfter)], z, completed);
        return WitnessRefusal.None;
    }
}
