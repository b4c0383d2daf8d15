using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Plimsoll.Cli.CommandLine;

/// <summary>The usual help, and command lines to start from.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const int Width = 120; // the same text on every terminal

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        using StringWriter text = new();
        (parseResult.InvocationConfiguration.Output, help.MaxWidth) = (text, Width);
        help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            text.WriteLine("Examples:");
            foreach (string example in verb.Examples)
                text.WriteLine($"  plimsoll {example}");
        }

        // The program's file is called otherwise, and where it lies is of no interest.
        string shown = text.ToString().Replace(RootCommand.ExecutableName, "plimsoll", StringComparison.Ordinal);
        output.WriteLine(shown.TrimEnd());
        return 0;
    }
}
