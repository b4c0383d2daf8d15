using Plimsoll.Batches;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>What is proven of a batch, as L1 knows it: its header and where its parent ended.</summary>
/// <param name="ChainId">The base layer's chain.</param>
/// <param name="Rollup">The rollup's contract.</param>
/// <param name="HeaderHash">The hash of chain, rollup and header.</param>
/// <param name="Header">The batch's header, which has that hash.</param>
/// <param name="ParentRoot">The parent's state root.</param>
/// <param name="ParentQueueHash">The queue's chain behind the parent.</param>
public sealed record BatchStatement(ulong ChainId, Address Rollup, Bytes32 HeaderHash, BatchHeader Header, Fr ParentRoot, Fr ParentQueueHash)
{
    /// <summary>What the batch's operations depend on besides the state.</summary>
    public BatchContext Context => new(ChainId, Rollup, checked((uint)Header.BatchTime), Header.Committer);
}
