namespace Plimsoll.Cli.CommandLine;

/// <summary>Why a command cannot be done, in words for whoever typed it, with what to do about it.</summary>
internal sealed class CommandException(ExitCode exitCode, string message, string? remedy = null, Exception? cause = null) : Exception(message, cause)
{
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>What to do, in the imperative; null when there is nothing to say.</summary>
    public string? Remedy { get; } = remedy;

    public static CommandException WrongInput(string message, string? remedy = null) => new(ExitCode.WrongInput, message, remedy);

    public static CommandException Unavailable(string message, string? remedy = null, Exception? cause = null) => new(ExitCode.Unavailable, message, remedy, cause);

    public static CommandException Refused(string message, string? remedy = null) => new(ExitCode.Refused, message, remedy);
}
