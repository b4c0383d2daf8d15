namespace Plimsoll.Node.Chain;

/// <summary>A state stands on a batch that is not on the chain: derivation has to begin elsewhere, at the latest at genesis.</summary>
public sealed class BaseReplacedException : Exception
{
    internal BaseReplacedException(ulong height, Bytes32 headerHash)
        : base($"The batch {headerHash} of height {height}, which the state stands on, is not on the rollup's chain.") => Height = height;

    /// <summary>The batch's height.</summary>
    public ulong Height { get; }
}
