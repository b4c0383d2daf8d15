namespace Plimsoll.Snark.Tests.Gadgets;

/// <summary>One gadget as a circuit: inputs go in, and the values of its outputs can be read after a run.</summary>
internal sealed class GadgetCircuit(Fr[] inputs, Func<CircuitBuilder, Signal[], Signal[]> body) : ICircuit
{
    /// <summary>What the last run put out.</summary>
    public Fr[] Outputs { get; private set; } = [];

    public void Define(CircuitBuilder builder)
    {
        Signal[] signals = [.. inputs.Select(input => builder.Secret(input))];
        foreach (Signal signal in signals)
            builder.AssertProduct(signal, 1, signal); // so that an input which a gadget ignores is no free wire
        Outputs = [.. body(builder, signals).Select(output => output.Value)];
    }

    /// <summary>The constraints of the gadget alone.</summary>
    public static int Cost(int inputs, Func<CircuitBuilder, Signal[], Signal[]> body) =>
        ConstraintSystem.Compile(new GadgetCircuit(new Fr[inputs], body)).ConstraintCount - inputs;

    /// <summary>Solves, asks the matrices for their opinion too (iSNK-003), and returns the outputs; null when there is no witness.</summary>
    public static Fr[]? Run(Func<CircuitBuilder, Signal[], Signal[]> body, params Fr[] inputs)
    {
        GadgetCircuit circuit = new(inputs, body);
        ConstraintSystem system = ConstraintSystem.Compile(circuit);
        return Run(system, circuit, mutation: null, out _);
    }

    /// <summary>Replaces each hint by other values, lets the rest follow, and reports the hints that change an output unnoticed: iSNK-001.</summary>
    /// <param name="body">The gadget.</param>
    /// <param name="inputs">Inputs that the gadget accepts.</param>
    /// <param name="every">Only every so many-th hint.</param>
    public static void AssertNoHintIsFree(Func<CircuitBuilder, Signal[], Signal[]> body, Fr[] inputs, int every = 1)
    {
        GadgetCircuit circuit = new(inputs, body);
        ConstraintSystem system = ConstraintSystem.Compile(circuit);
        Fr[]? honest = Run(system, circuit, mutation: null, out int hints);
        Assert.NotNull(honest);
        for (int hint = 0; hint < hints; hint += every)
        {
            foreach (Func<Fr, Fr> change in s_changes)
            {
                Fr[]? outputs = Run(system, circuit, (index, value) => index == hint ? change(value) : value, out _);
                Assert.True(outputs is null || outputs.SequenceEqual(honest), $"Hint {hint} of {hints} is free.");
            }
        }
    }

    private static readonly Func<Fr, Fr>[] s_changes = [value => value + Fr.One, value => -value, value => Fr.One - value, _ => Fr.Zero, value => value * Fr.FromUInt64(3) - Fr.FromUInt64(5)];

    public static Fr[]? Run(ConstraintSystem system, GadgetCircuit circuit, HintMutation? mutation, out int hints)
    {
        (Witness witness, int violation) = system.Solve(circuit, mutation, out hints);
        Assert.Equal(system.FindViolation(witness), violation);
        return violation < 0 ? circuit.Outputs : null;
    }
}
