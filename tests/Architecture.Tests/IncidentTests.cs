using System.Text.RegularExpressions;

namespace Plimsoll.Architecture.Tests;

/// <summary>Lessons and incidents have tests, and those tests exist (docs/spec/incidents.md).</summary>
public sealed partial class IncidentTests
{
    private static readonly string s_page = File.ReadAllText(Checkout.PathOf("docs/spec/incidents.md"));

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        HashSet<string> tests = [.. Sources.Files("tests", ".cs").Concat(Sources.Files("contracts/test", ".sol"))
            .SelectMany(file => Declaration().Matches(File.ReadAllText(Checkout.PathOf(file))).Select(match => match.Groups[1].Value))];
        string[] named = [.. Named().Matches(s_page).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, tests));
    }

    [Fact]
    public void All_fifteen_lessons_are_there()
        => Assert.All(Enumerable.Range(1, 15), lesson => Assert.Contains($"\n| {lesson} | ", s_page));

    [GeneratedRegex(@"(?:\bvoid|\bTask|\bfunction) (\w+)\(")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Named();
}
