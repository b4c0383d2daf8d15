namespace Plimsoll.Cli.CommandLine;

/// <summary>What the program says to the shell. Documented in docs/guides/cli.md; numbers never change their meaning.</summary>
internal enum ExitCode
{
    /// <summary>Done, and everything that was checked held.</summary>
    Success = 0,

    /// <summary>Done, and something that was checked did not hold: an invariant, a drill, a comparison.</summary>
    CheckFailed = 1,

    /// <summary>The command line is wrong; nothing was done.</summary>
    WrongCommandLine = 2,

    /// <summary>A file or a document is wrong; nothing was done.</summary>
    WrongInput = 3,

    /// <summary>Something outside does not answer or is not there: a node, Anvil, a file.</summary>
    Unavailable = 4,

    /// <summary>The rollup said no: an operation was rejected, or a call reverted.</summary>
    Refused = 5,

    /// <summary>Ended by Ctrl-C or SIGTERM before it was done.</summary>
    Cancelled = 130,
}
