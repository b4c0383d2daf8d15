namespace Plimsoll.Node.Contracts;

/// <summary>A transaction was tried, or mined, and its call reverts: for the sender a lost race or a rule that was not kept.</summary>
public sealed class TransactionFailedException : Exception
{
    internal TransactionFailedException(string what, string reason, string? errorName, Exception? inner = null)
        : base($"{what}: {reason}", inner) => ErrorName = errorName;

    /// <summary>The name of the contract's custom error, if it was one of ours.</summary>
    public string? ErrorName { get; }
}
