using Plimsoll.Batches;
using Plimsoll.Snark.Circuits;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>Consecutive items of the queue lead from one root and one place of the chain to another, and their slots stand in the batch's blobs.</summary>
/// <remarks>Made by <see cref="QueueSegment"/>. Spec: docs/spec/validity.md.</remarks>
internal sealed class QueueSegmentCircuit(
    SegmentShape shape, SegmentStatement statement, SegmentRange range, SegmentStart start, IReadOnlyList<QueueSlotTrace> traces) : ICircuit
{
    /// <inheritdoc/>
    public void Define(CircuitBuilder builder)
    {
        Signal[] inputs = [.. statement.ToInputs().Select(input => builder.Public(input))];
        SegmentOutputs outputs = Compute(builder, inputs);
        using NamedScope scope = builder.Scope("statement");
        builder.AssertEqual(outputs.QueueAfter, inputs[1]);
        builder.AssertEqual(outputs.PostRoot, inputs[3]);
        builder.AssertEqual(outputs.Range, inputs[4]);
        builder.AssertEqual(outputs.Value, inputs[6]);
        builder.AssertEqual(outputs.Commitment, inputs[7]);
    }

    /// <summary>Computes what the statement says, from inputs 0 and 2 and z alone.</summary>
    internal SegmentOutputs Compute(CircuitBuilder builder, Signal[] inputs)
    {
        StateSignals state = new(builder, shape, start, inputs[2], withPots: false);
        SegmentElements elements = new(builder, shape.Layout, inputs[5], range.FirstElement);
        Signal link = inputs[0], root = inputs[2], previous = 1;
        Fr word = OperationWord.Queue.ToField();
        for (int i = 0; i < shape.Slots; i++)
        {
            using NamedScope scope = builder.Scope("slot", i);
            QueueSlot slot = new(builder, shape.Depth, traces[i]);
            builder.AssertProduct(1 - previous, slot.IsUsed, 0);
            previous = slot.IsUsed;
            link = slot.NextLink(link);
            slot.Apply(state, shape.Layout == DataLayout.Full);
            if (shape.Layout == DataLayout.Full)
                root = state.Root();

            elements.AddQueueSlot(slot.IsUsed, word, root);
        }

        using NamedScope end = builder.Scope("end");
        return new(shape.Layout == DataLayout.Full ? root : state.HashAll(), link, elements.Range(0, 0), elements.Value(), elements.Commitment());
    }
}
