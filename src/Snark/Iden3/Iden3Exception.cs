namespace Plimsoll.Snark.Iden3;

/// <summary>A file from outside is not what its format says; the message says where.</summary>
public sealed class Iden3Exception : FormatException
{
    /// <summary>Makes the exception.</summary>
    public Iden3Exception()
        : this("The file does not have the expected format.")
    {
    }

    /// <summary>Makes the exception with its reason.</summary>
    public Iden3Exception(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its reason and what caused it.</summary>
    public Iden3Exception(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
