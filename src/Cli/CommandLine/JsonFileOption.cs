using System.CommandLine;
using System.Text.Json.Nodes;

namespace Plimsoll.Cli.CommandLine;

/// <summary><c>--json [FILE]</c> of commands that run for long: the answer goes to a file, progress stays on the terminal.</summary>
internal sealed class JsonFileOption : Option<string?>
{
    public JsonFileOption()
        : base("--json")
    {
        Description = "Answer as one JSON document: into FILE, or to the terminal if none is named.";
        HelpName = "FILE";
        Arity = ArgumentArity.ZeroOrOne;
    }

    /// <summary>Whether JSON is wanted on the terminal itself.</summary>
    public bool IsForTerminal(ParseResult result) => result.GetResult(this) is { Implicit: false } && result.GetValue(this) is null;

    /// <summary>Gives the answer where it was asked for.</summary>
    public void Write(ParseResult result, Terminal terminal, JsonNode json, IEnumerable<string> lines)
    {
        if (result.GetValue(this) is { } path)
            File.WriteAllText(path, json.ToJsonString(Terminal.JsonOptions) + "\n");
        terminal.Answer(json, lines);
    }
}
