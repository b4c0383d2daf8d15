namespace Plimsoll.Solvency.Backtest;

/// <summary>A record of events that cannot be read, and where.</summary>
public sealed class EventsException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, with file and line.</param>
    public EventsException(string message)
        : base(message)
    {
    }
}
