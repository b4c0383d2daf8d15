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
            Root root = new();
            System.CommandLine.ParseResult command;
            try
            {
                command = root.Parse(arguments);
            }
            catch (InvalidOperationException e)
            {
                // A value that does not parse is thrown, with what to say, where a validator reads it before the parser has reported it.
                return await RefuseAsync([e.Message], root.PathOf(arguments)).ConfigureAwait(false);
            }

            if (command.Errors.Count > 0)
                return await RefuseAsync(command.Errors.Select(error => error.Message), Verb.PathOf(command)).ConfigureAwait(false);
            return (ExitCode)await command.InvokeAsync(new() { Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_end }).ConfigureAwait(false);

            async Task<ExitCode> RefuseAsync(IEnumerable<string> reasons, IEnumerable<string> path)
            {
                foreach (string reason in reasons)
                    await errors.WriteLineAsync($"plimsoll: {reason}").ConfigureAwait(false);
                await errors.WriteLineAsync($"Try: plimsoll {string.Concat(path.Select(name => name + " "))}--help").ConfigureAwait(false);
                return ExitCode.WrongCommandLine;
            }
        }
    }
}
