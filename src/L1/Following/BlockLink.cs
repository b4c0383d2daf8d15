using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Following;

/// <summary>A block by number and hash.</summary>
/// <param name="Number">The number.</param>
/// <param name="Hash">The hash.</param>
public readonly record struct BlockId(ulong Number, Bytes32 Hash);

/// <summary>A block and what it stands on: all that following needs to know of it, and what a caller keeps to resume.</summary>
/// <param name="Number">The number.</param>
/// <param name="Hash">The hash.</param>
/// <param name="ParentHash">The hash of the block before.</param>
public readonly record struct BlockLink(ulong Number, Bytes32 Hash, Bytes32 ParentHash)
{
    /// <summary>The block without its parent.</summary>
    public BlockId Id => new(Number, Hash);

    /// <summary>The link of a header.</summary>
    public static BlockLink Of(BlockHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new(header.Number, header.Hash, header.ParentHash);
    }
}

/// <summary>The heads as a node reports them.</summary>
/// <param name="Latest">The newest block.</param>
/// <param name="Safe">The newest safe block, or null when there is none yet.</param>
/// <param name="Finalized">The newest finalized block, or null when there is none yet.</param>
public readonly record struct ChainHeads(BlockId Latest, BlockId? Safe, BlockId? Finalized);
