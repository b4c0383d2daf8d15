namespace Plimsoll.Disputes;

/// <summary>One element of a batch's blobs, shown to be there.</summary>
/// <param name="Position">4,096·blob + index in the blob, which is 4·slot + part.</param>
/// <param name="Value">The element.</param>
/// <param name="Commitment">48 bytes at the first element that is shown of a blob, none at the others.</param>
/// <param name="Proof">For all elements that are shown of the blob, at the first; none at the others.</param>
public readonly record struct BlobElement(uint Position, Fr Value, ReadOnlyMemory<byte> Commitment, ReadOnlyMemory<byte> Proof);
