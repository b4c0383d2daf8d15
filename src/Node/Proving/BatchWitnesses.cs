using Plimsoll.Batches;
using Plimsoll.L1.Hashing;
using Plimsoll.Node.Chain;
using Plimsoll.Proofs;
using Plimsoll.State;

namespace Plimsoll.Node.Proving;

/// <summary>From what L1 says of a batch, and its slots, to its witness.</summary>
public static class BatchWitnesses
{
    /// <summary>What is proven of a batch on a cut's chain.</summary>
    public static BatchStatement StatementOf(RollupCut cut, CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentNullException.ThrowIfNull(batch);
        BatchHeader parent = cut.HeaderAt(batch.Height - 1);
        return new(cut.Identity.ChainId, cut.Identity.Rollup, batch.HeaderHash, batch.Header, parent.NewRoot, parent.QueueHash);
    }

    /// <summary>Executes a batch, and leaves the state as it was.</summary>
    /// <param name="cut">A cut on whose chain the batch is.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="state">The committed state before it.</param>
    /// <param name="circuits">The rollup's circuits.</param>
    /// <param name="slots">Its slots, with signatures.</param>
    /// <param name="elements">Its blobs' elements.</param>
    /// <param name="witness">The witness, if there is one.</param>
    public static WitnessRefusal TryMake(
        RollupCut cut, CommittedBatch batch, RollupState state, CircuitSet circuits, IReadOnlyList<Slot> slots, ReadOnlySpan<Fr> elements, out BatchWitness? witness)
    {
        ArgumentNullException.ThrowIfNull(state);
        BatchStatement statement = StatementOf(cut, batch);
        witness = null;
        int first = (int)(batch.Header.QueueEnd - batch.Header.QueueCount);
        ProvenItem[] items = [.. cut.Queue.GetRange(first, (int)batch.Header.QueueCount).Select(entry => new ProvenItem(entry.Item.Operation, entry.Item.PublishedKey, entry.Item.Link))];
        if (BatchOperations.Read(BatchReader.InputOf(cut, batch), state.Capacity, slots.ToArray()) is not { } operations)
            return WitnessRefusal.OperationRejected;
        StateMark before = state.Mark();
        WitnessRefusal refusal = BatchWitness.TryCreate(circuits, statement, state, items, operations, elements, Keccak256.Hash, out witness);
        state.Unwind(before);
        state.Commit(parallel: true);
        return refusal;
    }
}
