namespace Plimsoll.L1.Rlp;

/// <summary>The bytes are not the one valid RLP encoding of what was expected.</summary>
public sealed class RlpException : FormatException
{
    /// <summary>Creates the exception without a message.</summary>
    public RlpException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public RlpException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public RlpException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
