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

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex Package();
}
