using System.Globalization;
using Plimsoll.Batches;
using Plimsoll.Crypto.Curves;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>iVAL-001: whatever a hint is, and whatever follows from it, the outputs are the same or there is no witness.</summary>
public sealed class HintTests
{
    // Prime, so that runs of equal gadgets are met at different places. PLIMSOLL_HINTS_EVERY=1 takes each of them (hours).
    private static readonly int s_every = int.Parse(Environment.GetEnvironmentVariable("PLIMSOLL_HINTS_EVERY") ?? "1009", CultureInfo.InvariantCulture);

    private static readonly Func<Fr, Fr>[] s_changes = [value => value + Fr.One, value => Fr.One - value, value => value * Fr.FromUInt64(3) - Fr.FromUInt64(5)];

    public static TheoryData<string, DataLayout> Operations => [.. ((DataLayout[])[DataLayout.Full, DataLayout.Compact])
        .SelectMany(layout => UserSlotTests.Kinds.Select(kind => (kind.Data, layout)))];

    public static TheoryData<string, DataLayout> Items => [.. ((DataLayout[])[DataLayout.Full, DataLayout.Compact])
        .SelectMany(layout => QueueSlotTests.All.Keys.Select(item => (item, layout)))];

    [Theory]
    [MemberData(nameof(Operations))]
    public void No_hint_of_a_users_slot_changes_an_output(string kind, DataLayout layout)
    {
        Town town = new();
        SegmentShape shape = new(Depth, slots: 2, layout);
        UserSegment segment = new(new(town.State), shape, town.Context, firstElement: 0);
        if (kind == "collect")
            Assert.Equal(RejectionReason.None, segment.Add(town.Transfer(Alice, Bob, Euro, 1, fee: 9)));
        Assert.Equal(RejectionReason.None, segment.Add(UserSlotTests.OperationOf(town, kind)));
        (ICircuit circuit, SegmentStatement statement) = segment.Complete(Circuits.Z);
        AssertNoHintIsFree(new OpenEnded(statement, ((UserSegmentCircuit)circuit).Compute), kind, layout);
    }

    [Theory]
    [MemberData(nameof(Items))]
    public void No_hint_of_a_queue_slot_makes_an_item_void_or_valid(string name, DataLayout layout)
    {
        Town town = new();
        QueueSegment segment = new(new(town.State), new(Depth, slots: 1, layout), Fr.Zero, firstElement: 0);
        (QueuedOperation item, JubjubAffine published, _) = QueueSlotTests.All[name](town);
        segment.Add(item, published, QueueChain.After(Fr.Zero, item, published));
        (ICircuit circuit, SegmentStatement statement) = segment.Complete(Circuits.Z);
        AssertNoHintIsFree(new OpenEnded(statement, ((QueueSegmentCircuit)circuit).Compute), name, layout);
    }

    private static void AssertNoHintIsFree(OpenEnded circuit, string kind, DataLayout layout)
    {
        ConstraintSystem system = ConstraintSystem.Compile(circuit);
        (_, int violation) = system.Solve(circuit, mutation: null, out int hints);
        Assert.Equal(-1, violation);
        Fr[] honest = circuit.Outputs;
        // Each kind and layout begins elsewhere, so that together they meet many more hints than one of them does.
        for (int hint = (kind.Sum(letter => letter) + (int)layout * 137) * 7 % s_every; hint < hints; hint += s_every)
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
