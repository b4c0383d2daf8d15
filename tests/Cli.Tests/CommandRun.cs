using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Tests;

/// <summary>One command line, run inside the test's process: its exit code and what it said.</summary>
internal sealed record CommandRun(ExitCode ExitCode, string Output, string Errors)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public static async Task<CommandRun> Of(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        ExitCode code = await Program.RunAsync(arguments, output, errors);
        return new(code, output.ToString(), errors.ToString());
    }
}
