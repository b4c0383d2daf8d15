using Plimsoll.Batches;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>iVAL-001: whatever a hint is, and whatever follows from it, the outputs are the same or there is no witness.</summary>
public sealed class HintTests
{
    private const int Every = 307; // prime, so that runs of equal gadgets are met at different places

    private static readonly Func<Fr, Fr>[] s_changes = [value => value + Fr.One, value => Fr.One - value, value => value * Fr.FromUInt64(3) - Fr.FromUInt64(5)];

    [Theory]
    [InlineData("transfer")]
    [InlineData("open")]
    public void No_hint_of_a_users_slot_changes_an_output(string kind)
    {
        Town town = new();
        SegmentShape shape = new(Depth, slots: 2, DataLayout.Full);
        UserSegment segment = new(new(town.State), shape, town.Context, firstElement: 0);
        Assert.Equal(RejectionReason.None, segment.Add(kind == "open" ? town.Open(Carol, Euro, 50, Alice, fee: 1) : town.Transfer(Alice, Bob, Euro, 10, fee: 3)));
        (ICircuit circuit, SegmentStatement statement) = segment.Complete(Circuits.Z);
        AssertNoHintIsFree(new OpenEnded(statement, ((UserSegmentCircuit)circuit).Compute), offset: kind == "open" ? 7 : 600);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_hint_of_a_queue_slot_makes_an_item_void_or_valid(bool applies)
    {
        Town town = new();
        SegmentShape shape = new(Depth, slots: 1, DataLayout.Full);
        QueueSegment segment = new(new(town.State), shape, Fr.Zero, firstElement: 0);
        QueuedOperation item = new QueuedOperation.ForcedTransfer(Bob.Owner, town.IndexOf(Bob, Share), town.IndexOf(Carol, Share), applies ? 30U : 1_001U);
        segment.Add(item, default, QueueChain.After(Fr.Zero, item, default));
        (ICircuit circuit, SegmentStatement statement) = segment.Complete(Circuits.Z);
        AssertNoHintIsFree(new OpenEnded(statement, ((QueueSegmentCircuit)circuit).Compute), offset: applies ? 3 : 500);
    }

    private static void AssertNoHintIsFree(OpenEnded circuit, int offset)
    {
        ConstraintSystem system = ConstraintSystem.Compile(circuit);
        (_, int violation) = system.Solve(circuit, mutation: null, out int hints);
        Assert.Equal(-1, violation);
        Fr[] honest = circuit.Outputs;
        for (int hint = offset % Every; hint < hints; hint += Every)
        {
            foreach (Func<Fr, Fr> change in s_changes)
            {
                (_, violation) = system.Solve(circuit, (index, value) => index == hint ? change(value) : value, out _);
                Assert.True(violation >= 0 || honest.SequenceEqual(circuit.Outputs), $"Hint {hint} of {hints} is free.");
            }
        }
    }

    /// <summary>A segment whose outputs are not compared with a statement, but for what L1 gives: where it stands, and the queue's chain.</summary>
    private sealed class OpenEnded(SegmentStatement statement, Func<CircuitBuilder, Signal[], SegmentOutputs> compute) : ICircuit
    {
        public Fr[] Outputs { get; private set; } = [];

        public void Define(CircuitBuilder builder)
        {
            Signal[] inputs = [.. statement.ToInputs().Select(input => builder.Public(input))];
            foreach (Signal input in inputs)
                builder.AssertProduct(input, 1, input);
            SegmentOutputs outputs = compute(builder, inputs);
            builder.AssertEqual(outputs.Range, inputs[4]);
            if (!outputs.QueueAfter.IsConstant)
                builder.AssertEqual(outputs.QueueAfter, inputs[1]);
            Outputs = [outputs.PostRoot.Value, outputs.Value.Value, outputs.Commitment.Value];
        }
    }
}
