namespace Plimsoll.Snark.Circuits;

/// <summary>A statement and what is needed to prove it: written once, compiled to constraints and run on values.</summary>
/// <remarks>
/// An instance holds the values of its inputs, so an assignment is a circuit filled with values, and any instance, also one
/// full of zeros, serves to compile. <see cref="Define"/> does the same steps whatever the values are: it branches on the circuit's shape and on
/// nothing else. Spec: docs/spec/snark.md#circuits.
/// </remarks>
public interface ICircuit
{
    /// <summary>Declares the public inputs, then the secret ones, and states what holds between them.</summary>
    void Define(CircuitBuilder builder);
}
