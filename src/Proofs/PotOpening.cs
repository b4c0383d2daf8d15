namespace Plimsoll.Proofs;

/// <summary>A fee pot as a slot finds it, with its path at that moment.</summary>
internal sealed record PotOpening(UInt128 Amount, Fr[] Siblings);
