namespace Plimsoll.Node.Chain;

/// <summary>A reward that waits for earlier announcements to be revealed.</summary>
/// <param name="Prover">Who has the best right so far.</param>
/// <param name="CollectableAt">From when it can be collected, in Unix seconds.</param>
public readonly record struct Reward(Address Prover, ulong CollectableAt);
