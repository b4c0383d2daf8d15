namespace Plimsoll.Node.Chain;

/// <summary>What a committer has at stake, in wei.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Locked">What batches hold.</param>
public readonly record struct Bond(UInt256 Total, UInt256 Locked);
