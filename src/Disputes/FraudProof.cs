using Plimsoll.Batches;

namespace Plimsoll.Disputes;

/// <summary>What removes a batch: a fault, where it is, and what it takes to see it.</summary>
/// <remarks>The contract's struct of the same name, field by field. Spec: docs/spec/fraud-proofs.md.</remarks>
/// <param name="Fault">The fault, from F1 to F20.</param>
/// <param name="Slot">The slot that shows it.</param>
/// <param name="Elements">Openings, ascending by position.</param>
/// <param name="Witness">The queue item, accounts and Merkle siblings, as far as the fault needs them.</param>
public sealed record FraudProof(FaultKind Fault, uint Slot, IReadOnlyList<BlobElement> Elements, IReadOnlyList<Fr> Witness);
