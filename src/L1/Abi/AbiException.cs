namespace Plimsoll.L1.Abi;

/// <summary>Bytes are not the one canonical encoding of the types expected, a value does not fit its type, or an ABI cannot be read.</summary>
public sealed class AbiException : FormatException
{
    /// <summary>Creates the exception without a message.</summary>
    public AbiException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public AbiException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public AbiException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
