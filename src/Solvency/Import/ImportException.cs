namespace Plimsoll.Solvency.Import;

/// <summary>A file that is not a description of a project, and why.</summary>
public sealed class ImportException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public ImportException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What found it.</param>
    public ImportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
