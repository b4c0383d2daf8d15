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

    /// <summary>What a command line answers; it has to succeed.</summary>
    public static async Task<JsonNode> AnswerAsync(params string[] arguments)
    {
        CommandRun run = await Of([.. arguments, "--json"]);
        Assert.True(run.ExitCode == ExitCode.Success, $"{string.Join(' ', arguments)}: {run.ExitCode}\n{run.Output}\n{run.Errors}");
        return run.Json;
    }

    /// <summary>Asks again and again, until the answer is what is waited for.</summary>
    public static async Task<JsonNode> UntilAsync(TimeSpan patience, string[] arguments, Predicate<JsonNode> isSo)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            JsonNode answer = await AnswerAsync(arguments);
            if (isSo(answer))
                return answer;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < patience, $"Waited {patience} for {string.Join(' ', arguments)}; the last answer was {answer}");
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }
    }
}
