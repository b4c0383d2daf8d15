using Plimsoll.L1.Rpc;

namespace Plimsoll.L1.Following;

/// <summary>What happened on the chain, in an order in which it can simply be replayed.</summary>
public abstract record ChainEvent
{
    private ChainEvent()
    {
    }

    /// <summary>A block was added on top of the last one.</summary>
    /// <param name="Block">The block.</param>
    /// <param name="Logs">Its wanted logs, in order.</param>
    public sealed record Applied(BlockHeader Block, IReadOnlyList<Log> Logs) : ChainEvent;

    /// <summary>The last block was replaced by another: whatever it caused is to be taken back. Several in a row come newest first.</summary>
    /// <param name="Block">The block.</param>
    public sealed record Unwound(BlockLink Block) : ChainEvent;

    /// <summary>Among the blocks handed out, others are now safe or finalized.</summary>
    /// <param name="Safe">The newest safe block that was handed out.</param>
    /// <param name="Finalized">The newest finalized block that was handed out; it will not be unwound.</param>
    public sealed record HeadsMoved(BlockId? Safe, BlockId? Finalized) : ChainEvent;
}
