namespace Plimsoll.Solvency.Parameters;

/// <summary>A document of risk parameters that cannot be used, and why.</summary>
public sealed class ParametersException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, with the place in the document.</param>
    public ParametersException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, with the place in the document.</param>
    /// <param name="innerException">What found it.</param>
    public ParametersException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
