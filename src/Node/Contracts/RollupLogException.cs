namespace Plimsoll.Node.Contracts;

/// <summary>A log carries the name of one of our events and is none: the node that served it lies, or the contract is not ours.</summary>
public sealed class RollupLogException : Exception
{
    internal RollupLogException(string why, Exception? inner = null)
        : base($"A log is not one of our contracts': {why}.", inner)
    {
    }
}
