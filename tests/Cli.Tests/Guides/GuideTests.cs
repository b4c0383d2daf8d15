using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Tests.Guides;

/// <summary>The command lines of the guides are command lines of this program.</summary>
public sealed class GuideTests
{
    private const string FromCheckout = "dotnet run -c Release --project src/Cli -- ";

    public static TheoryData<string, string> Lines =>
        [.. ((string[])["README.md", .. Directory.EnumerateFiles(Checkout.PathOf("docs/guides"), "*.md").Select(path => Path.GetRelativePath(Checkout.Root, path))])
            .SelectMany(page => CommandsOf(page).Select(line => (page, line)))];

    [Theory, MemberData(nameof(Lines))]
    public void A_command_of_a_guide_parses(string page, string line)
    {
        Assert.NotEmpty(page);
        Assert.Empty(new Root().Parse(line).Errors);
    }

    [Fact]
    public void The_guides_show_every_command()
    {
        string shown = string.Concat(Directory.EnumerateFiles(Checkout.PathOf("docs/guides"), "*.md").Select(File.ReadAllText));
        Assert.All(new Root().Subcommands, command => Assert.Contains($"plimsoll {command.Name}", shown, StringComparison.Ordinal));
    }

    /// <summary>The command lines of a page, without the program's name, in their order.</summary>
    internal static IEnumerable<string> CommandsOf(string page) => SectionsOf(page).Select(it => it.Command);

    /// <summary>The same, each with the heading that it stands under.</summary>
    internal static IEnumerable<(string Section, string Command)> SectionsOf(string page)
    {
        bool isCode = false;
        string section = "";
        foreach (string line in File.ReadLines(Checkout.PathOf(page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = line == "```bash";
            else if (!isCode && line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            else if (isCode && line.StartsWith(FromCheckout, StringComparison.Ordinal))
                yield return (section, line[FromCheckout.Length..].Split('#')[0].Trim());
            else if (isCode && line.StartsWith("plimsoll ", StringComparison.Ordinal))
                yield return (section, line["plimsoll ".Length..].Split('#')[0].Trim());
        }
    }
}
