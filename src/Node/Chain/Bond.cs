namespace Plimsoll.Node.Chain;

/// <summary>What a committer has at stake, in wei.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Locked">What batches hold.</param>
/// <param name="ConvictedAt">When a batch of theirs was last shown to be wrong, in Unix seconds; 0 for never. What they committed until then is lost when it falls.</param>
public readonly record struct Bond(UInt256 Total, UInt256 Locked, ulong ConvictedAt = 0);
