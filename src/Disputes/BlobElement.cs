using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Disputes;

/// <summary>One element of a batch's blobs, shown to be there.</summary>
/// <param name="Position">4,096·blob + index in the blob, which is 4·slot + part.</param>
/// <param name="Value">The element.</param>
/// <param name="Commitment">To the blob that it is in.</param>
/// <param name="Proof">Of the value at the element's point.</param>
public readonly record struct BlobElement(uint Position, Fr Value, KzgCommitment Commitment, KzgProof Proof);
