namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What a rollup's contracts or the user's own node answer is not what it should be; the message says what.</summary>
/// <remarks>Passes by itself for an auditor, which is told by nothing new: it asks again, and is stale meanwhile.</remarks>
public sealed class OpStackException : IOException
{
    /// <summary>Creates the exception without a message.</summary>
    public OpStackException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public OpStackException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public OpStackException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
