namespace Plimsoll.L1.Following;

/// <summary>A block would have to be unwound that cannot be: it was final, or nobody remembers what came before it. Following ends.</summary>
/// <remarks>Either the node is on another chain than before, or Ethereum has lost its finality: a person has to look.</remarks>
public sealed class DeepReorgException : Exception
{
    internal DeepReorgException(BlockLink block, string why)
        : base($"block {block.Number} ({block.Hash}) is no longer on the node's chain, but {why}") => Block = block.Id;

    /// <summary>The block that is on the node's chain no longer.</summary>
    public BlockId Block { get; }
}
