using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Drills;

/// <summary><c>plimsoll drill</c>: attacks on fresh devnets, and the count of everybody's money afterwards.</summary>
internal sealed class DrillVerb : Verb
{
    private const string All = "all";

    public DrillVerb()
        : base("drill", "Attack a fresh devnet and count everybody's money afterwards.", "drill invalid-root", "drill all --json drills.json")
    {
        Argument<string> name = new("NAME") { Description = "Which drill, or all: see docs/guides/drills.md." };
        name.AcceptOnlyFromAmong([.. DrillBook.Names, All]);
        JsonFileOption json = new();
        Add(name);
        Add(json);
        Does(async (result, terminal, cancellationToken) =>
        {
            string chosen = result.GetValue(name)!;
            List<DrillResult> results = [];
            foreach (string next in chosen == All ? DrillBook.Names : [chosen])
            {
                terminal.Progress($"drill {next} …");
                DrillResult played = await DrillBook.Make(next).RunAsync(cancellationToken).ConfigureAwait(false);
                results.Add(played);
                foreach (string line in played.Lines())
                    terminal.Progress(line);
            }

            int passed = results.Count(played => played.Passed);
            JsonObject answer = new()
            {
                ["passed"] = passed == results.Count,
                ["drills"] = new JsonArray([.. results.Select(played => (JsonNode)played.ToJson())]),
            };
            json.Write(result, terminal, answer, [$"{passed} of {results.Count} passed"]);
            return passed == results.Count ? ExitCode.Success : ExitCode.CheckFailed;
        });
    }
}
