using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Proofs;

/// <summary>A blob's value at z, as the point evaluation precompile is shown it.</summary>
/// <param name="Value">y_b = p_b(z).</param>
/// <param name="Commitment">Of the blob: its versioned hash is the header's.</param>
/// <param name="Proof">That the value is right.</param>
public sealed record BlobOpening(Fr Value, KzgCommitment Commitment, KzgProof Proof);
