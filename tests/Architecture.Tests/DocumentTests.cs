using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Architecture.Tests;

/// <summary>What the documents promise: links that lead somewhere, and packages that a decision accounts for.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Pages =>
        [.. Sources.Files("docs", ".md"), .. Sources.Files("src", ".md"), .. Directory.EnumerateFiles(Checkout.Root, "*.md").Select(path => Path.GetFileName(path))];

    [Theory, MemberData(nameof(Pages))]
    public void Relative_links_lead_to_files(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Checkout.Root, page))!;
        IEnumerable<string> broken = Link().Matches(File.ReadAllText(Path.Combine(Checkout.Root, page)))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => target.Split('#')[0])
            .Where(target => !Path.Exists(Path.Combine(folder, target)));
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_package_has_its_line_in_the_dependency_decision()
    {
        string versions = File.ReadAllText(Path.Combine(Checkout.Root, "Directory.Packages.props"));
        string decision = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "adr", "0004-dependencies.md"));
        string[] packages = [.. Package().Matches(versions).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(packages);
        Assert.All(packages, name => Assert.Contains($"`{name}`", decision));
    }

    [Fact]
    public void Invariants_that_code_and_tests_cite_are_in_the_specification()
    {
        string specification = string.Concat(Sources.Files("docs/spec", ".md").Select(page => File.ReadAllText(Checkout.PathOf(page))));
        string[] cited = [.. ((string[])["src", "tests", "contracts"])
            .SelectMany(folder => Sources.Files(folder, ".cs").Concat(Sources.Files(folder, ".sol")))
            .SelectMany(file => Invariant().Matches(File.ReadAllText(Checkout.PathOf(file))).Select(match => match.Value))
            .Distinct()];
        Assert.NotEmpty(cited);
        Assert.All(cited, id => Assert.Contains(id, specification));
    }

    [Fact]
    public void The_gas_page_says_what_the_snapshots_hold()
    {
        string[] held = [.. Directory.EnumerateFiles(Checkout.PathOf("contracts/snapshots"), "*.json")
            .SelectMany(file => Snapshot().Matches(File.ReadAllText(file)))
            .Select(match => $"{match.Groups[1].Value} | {int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture)}")];
        string[] said = [.. GasRow().Matches(File.ReadAllText(Checkout.PathOf("docs/spec/gas.md"))).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(held);
        Assert.Equal(held.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"([^\"]+)\": \"(\\d+)\"")]
    private static partial Regex Snapshot();

    [GeneratedRegex(@"^\| (.+ \| [\d,]+) \|$", RegexOptions.Multiline)]
    private static partial Regex GasRow();

    [GeneratedRegex(@"\bi[A-Z]{2,3}-\d{3}\b")]
    private static partial Regex Invariant();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex Package();
}
