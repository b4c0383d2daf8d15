using Plimsoll.Proofs;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Node.Proving;

/// <summary>A circuit with its constraints and its key: what a segment is proven with.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="System">Its constraints.</param>
/// <param name="Key">Its key.</param>
public sealed record CircuitKey(SegmentCircuit Circuit, ConstraintSystem System, ProvingKey Key);
