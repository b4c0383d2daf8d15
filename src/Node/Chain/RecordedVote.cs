using Plimsoll.L1.Following;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Chain;

/// <summary>A vote that L1 has recorded.</summary>
/// <param name="HeaderHash">For which batch.</param>
/// <param name="Height">That batch's height.</param>
/// <param name="Kind">What speaks for it.</param>
/// <param name="Block">The block that holds it. What comes again in another block, after a reorg, is another vote: what was shown then may be something else.</param>
public sealed record RecordedVote(Bytes32 HeaderHash, ulong Height, ProofKinds Kind, BlockId Block);
