namespace Plimsoll.Proofs;

/// <summary>The state before a segment, as far as its circuit carries it.</summary>
internal sealed record SegmentStart(Fr[] AccountNodes, Fr[] PotNodes, Fr FeeRoot, uint Opened, uint Deposited);
