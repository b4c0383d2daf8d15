using Plimsoll.Cli.CommandLine;

return (int)await Plimsoll.Cli.Program.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);

namespace Plimsoll.Cli
{
    /// <summary>The program <c>plimsoll</c>.</summary>
    internal static class Program
    {
        /// <summary>How long a command may take to end after Ctrl-C: a devnet writes its chain.</summary>
        private static readonly TimeSpan s_end = TimeSpan.FromMinutes(1);

        /// <summary>Runs one command line to its end.</summary>
        public static async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
        {
            System.CommandLine.ParseResult command = new Root().Parse(arguments);
            if (command.Errors.Count > 0)
            {
                foreach (System.CommandLine.Parsing.ParseError error in command.Errors)
                    await errors.WriteLineAsync($"plimsoll: {error.Message}").ConfigureAwait(false);
                await errors.WriteLineAsync($"Try: plimsoll {string.Concat(Verb.PathOf(command).Select(name => name + " "))}--help").ConfigureAwait(false);
                return ExitCode.WrongCommandLine;
            }

            return (ExitCode)await command.InvokeAsync(new() { Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_end }).ConfigureAwait(false);
        }
    }
}
