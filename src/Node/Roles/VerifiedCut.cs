using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Roles;

/// <summary>What L1 says of a rollup, and how far it is right.</summary>
/// <param name="Cut">What L1 says.</param>
/// <param name="Height">Up to this batch of the head's chain the state was derived, and everything is right.</param>
/// <param name="Fault">The next batch, when it is wrong.</param>
public sealed record VerifiedCut(RollupCut Cut, ulong Height, FaultyBatch? Fault);
