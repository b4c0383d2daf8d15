namespace Plimsoll.L1.Transactions;

/// <summary>A transaction is well-formed RLP, but no node would accept it.</summary>
public sealed class TransactionException : FormatException
{
    /// <summary>Creates the exception without a message.</summary>
    public TransactionException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public TransactionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public TransactionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
