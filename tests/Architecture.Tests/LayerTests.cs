using System.Reflection;
using System.Xml.Linq;

namespace Plimsoll.Architecture.Tests;

/// <summary>The layer table of docs/ARCHITECTURE.md, as data. References go downwards and nowhere else.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, string[]> s_mayReference = new()
    {
        ["Primitives"] = [],
        ["Crypto"] = ["Primitives"],
        ["Snark"] = ["Primitives", "Crypto"],
        ["State"] = ["Primitives", "Crypto"],
        ["Batches"] = ["Primitives", "Crypto", "State"],
        ["Proofs"] = ["Primitives", "Crypto", "Snark", "State", "Batches"],
        ["Sequencing"] = ["Primitives", "Crypto", "State", "Batches"],
        ["Disputes"] = ["Primitives", "Crypto", "State", "Batches"],
        ["Solvency"] = ["Primitives", "Crypto", "State", "Batches"],
        ["L1"] = ["Primitives", "Crypto"],
        ["Devnet"] = ["Primitives", "Crypto", "L1"],
        ["Node"] = ["Primitives", "Crypto", "State", "Batches", "Sequencing", "Disputes", "Solvency", "Snark", "Proofs", "L1"],
        ["Cli"] = ["Primitives", "Crypto", "State", "Batches", "Sequencing", "Disputes", "Solvency", "Snark", "Proofs", "L1", "Devnet", "Node"],
    };

    private static readonly string[] s_pure = ["Primitives", "Crypto", "Snark", "State", "Batches", "Proofs", "Sequencing", "Disputes", "Solvency"];

    public static TheoryData<string> Projects => [.. Sources.Files("src", ".csproj").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_layer_table_allows(string project)
    {
        Assert.True(s_mayReference.TryGetValue(project, out string[]? allowed), $"{project} is not in the layer table.");
        IEnumerable<string> used = Assembly.Load($"Plimsoll.{project}").GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Plimsoll.", StringComparison.Ordinal))
            .Select(name => name["Plimsoll.".Length..]);
        Assert.Empty(used.Except(allowed));
    }

    [Theory, MemberData(nameof(Projects))]
    public void A_project_declares_no_reference_that_the_layer_table_forbids(string project)
    {
        IEnumerable<string> declared = ProjectFile(project).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
        Assert.Empty(declared.Except(s_mayReference[project]));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Purity_is_declared_exactly_where_the_table_says(string project) =>
        Assert.Equal(s_pure.Contains(project), ProjectFile(project).Descendants("PureProject").Any(flag => flag.Value == "true"));

    [Theory, MemberData(nameof(Projects))]
    public void Pure_projects_stand_on_no_package(string project)
    {
        if (s_pure.Contains(project))
            Assert.Empty(ProjectFile(project).Descendants("PackageReference"));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Unsafe_code_is_confined_to_the_mathematics(string project) =>
        Assert.Equal(project == "Crypto", ProjectFile(project).Descendants("AllowUnsafeBlocks").Any());

    [Theory, MemberData(nameof(Projects))]
    public void A_project_says_what_it_is_for(string project) =>
        Assert.True(File.Exists(Path.Combine(Checkout.Root, "src", project, "README.md")), $"src/{project}/README.md is missing.");

    [Theory, MemberData(nameof(Projects))]
    public void The_architecture_page_shows_the_row_that_is_asserted(string project)
    {
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "ARCHITECTURE.md"));
        string allowed = s_mayReference[project] is { Length: > 0 } names ? string.Join(", ", names.Select(name => $"`{name}`")) : "–";
        Assert.Matches($@"\| `{project}` \|[^|]+\| {allowed} \|", page);
    }

    private static XDocument ProjectFile(string project) => XDocument.Load(Path.Combine(Checkout.Root, "src", project, project + ".csproj"));
}
