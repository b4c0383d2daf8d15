using System.Text.RegularExpressions;

namespace Plimsoll.Architecture.Tests;

/// <summary>Examples in pages are code that runs: a test's lines between <c>// begin</c> and <c>// end</c>, under a summary that names the page.</summary>
public sealed partial class ExampleTests
{
    public static TheoryData<string> Examples => [.. Sources.Files("tests", "ReadmeExampleTests.cs")];

    [Theory, MemberData(nameof(Examples))]
    public void The_page_shows_what_runs(string source)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Checkout.Root, source));
        string page = Page().Match(string.Join('\n', lines)).Groups[1].Value;
        int begin = Array.FindIndex(lines, line => line.Trim() == "// begin") + 1;
        int end = Array.FindIndex(lines, line => line.Trim() == "// end");
        int indent = lines[begin].Length - lines[begin].TrimStart().Length;
        string example = string.Join('\n', lines[begin..end].Select(line => line.Length > indent ? line[indent..] : line));
        Assert.Contains($"```csharp\n{example}\n```", File.ReadAllText(Path.Combine(Checkout.Root, page)));
    }

    [GeneratedRegex(@"Runs the example of (\S+\.md)")]
    private static partial Regex Page();
}
