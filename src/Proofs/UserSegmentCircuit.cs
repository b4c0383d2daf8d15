using Plimsoll.Batches;
using Plimsoll.Snark.Circuits;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>Consecutive users' slots of a batch lead from one root to another, and stand in the batch's blobs.</summary>
/// <remarks>Made by <see cref="UserSegment"/>. Spec: docs/spec/validity.md.</remarks>
internal sealed class UserSegmentCircuit(
    SegmentShape shape, SegmentStatement statement, BatchContext context, SegmentRange range, SegmentStart start, IReadOnlyList<UserSlotTrace> traces) : ICircuit
{
    /// <inheritdoc/>
    public void Define(CircuitBuilder builder)
    {
        Signal[] inputs = [.. statement.ToInputs().Select(input => builder.Public(input))];
        SegmentOutputs outputs = Compute(builder, inputs);
        using NamedScope scope = builder.Scope("statement");
        builder.AssertEqual(outputs.PostRoot, inputs[3]);
        builder.AssertEqual(outputs.Range, inputs[4]);
        builder.AssertEqual(outputs.Value, inputs[6]);
        builder.AssertEqual(outputs.Commitment, inputs[7]);
    }

    /// <summary>Computes what the statement says, from inputs 0 to 2 and z alone.</summary>
    internal SegmentOutputs Compute(CircuitBuilder builder, Signal[] inputs)
    {
        StateSignals state = new(builder, shape, start, inputs[2], withPots: true);
        UserContext deployment = new(builder, inputs[0], inputs[1], context);
        SegmentElements elements = new(builder, shape.Layout, inputs[5], range.FirstElement);
        UserSlot[] slots = new UserSlot[shape.Slots];
        for (int i = 0; i < slots.Length; i++)
        {
            using NamedScope scope = builder.Scope("slot", i);
            slots[i] = new(builder, shape.Depth, traces[i]);
        }

        for (int i = 0; i < slots.Length; i++)
        {
            using NamedScope scope = builder.Scope("slot", i);
            slots[i].Word.Link(builder, i == 0 ? null : slots[i - 1].Word, slots[i].Second.Owner);
        }

        Signal before = builder.Hint(range.CollectingBefore ? Fr.One : Fr.Zero), collecting = before, root = 0;
        builder.AssertBoolean(before);
        for (int i = 0; i < slots.Length; i++)
        {
            using NamedScope scope = builder.Scope("slot", i);
            UserWordSignals word = slots[i].Word;
            Signal isUsed = 1 - word.Unused;
            builder.AssertProduct(collecting, isUsed - word.Collect, 0);
            collecting = builder.MultiplyAdd(word.Unused, collecting, word.Collect);
            slots[i].Apply(state, deployment, i == 0 ? null : slots[i - 1], i + 1 == slots.Length ? null : slots[i + 1], shape.Layout == DataLayout.Full);
            if (shape.Layout == DataLayout.Full)
                root = state.Root();

            using NamedScope data = builder.Scope("data");
            elements.AddUserSlot(isUsed, word.Extension, word.W, word.X, word.Y, root);
        }

        using NamedScope end = builder.Scope("end");
        builder.AssertEqual(slots[^1].Word.IsHead, 0);
        return new(
            shape.Layout == DataLayout.Full ? root : state.HashAll(), QueueAfter: 0, elements.Range(before, collecting), elements.Value(), elements.Commitment());
    }
}
