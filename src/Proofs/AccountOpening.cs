using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>An account as a slot finds it, with its path at that moment.</summary>
internal sealed record AccountOpening(uint Index, Account Account, Fr[] Siblings);
