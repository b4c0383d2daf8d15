namespace Plimsoll.L1.Eip712;

/// <summary>Types, values or JSON do not make typed data that EIP-712 has a hash for.</summary>
public sealed class Eip712Exception : FormatException
{
    /// <summary>Creates the exception without a message.</summary>
    public Eip712Exception()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public Eip712Exception(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public Eip712Exception(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
