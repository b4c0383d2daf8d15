using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Snark.Circuits;

/// <content>From an assignment to a witness.</content>
public sealed partial class ConstraintSystem
{
    /// <summary>Computes all wires from a circuit's inputs.</summary>
    /// <param name="assignment">The compiled circuit's definition, filled with values.</param>
    /// <param name="witness">The values of all wires; null when they do not satisfy the circuit.</param>
    /// <param name="violation">The name of the first constraint that is not satisfied, or null.</param>
    /// <remarks>Runs the definition on field elements; no system of equations is solved. Single-threaded, so that many circuits are solved side by side.</remarks>
    /// <returns>Whether there is a witness.</returns>
    /// <exception cref="ArgumentException">The assignment is one of another circuit.</exception>
    public bool TrySolve(ICircuit assignment, [NotNullWhen(true)] out Witness? witness, [NotNullWhen(false)] out string? violation)
    {
        (Witness? solved, int violated) = Solve(assignment, mutation: null, out _);
        violation = violated < 0 ? null : NameOf(violated);
        witness = violated < 0 ? solved : null;
        return violated < 0;
    }

    /// <summary>Computes all wires, and says which constraint they violate first; −1 for none.</summary>
    internal (Witness Witness, int Violation) Solve(ICircuit assignment, HintMutation? mutation, out int hints)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        CircuitBuilder builder = new(recorder: null, mutation);
        assignment.Define(builder);
        if (builder.WireCount != WireCount || builder.PublicCount != PublicCount || builder.ConstraintCount != ConstraintCount)
            throw new ArgumentException("The assignment has another shape than the compiled circuit.", nameof(assignment));
        hints = builder.HintCount;
        return (new(builder.TakeValues(), PublicCount), builder.FirstViolation);
    }
}
