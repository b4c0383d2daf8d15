namespace Plimsoll.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    private static readonly string[] s_notOurs = ["artifacts", "node_modules", "bin", "obj", "out", "cache", ".git"];

    public static string Root { get; } = FindRoot();

    /// <summary>The repository's own files that end in <paramref name="ending"/>, relative to the root, in a fixed order.</summary>
    public static IEnumerable<string> Files(string folder, string ending) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + ending, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
                .Where(path => !path.Split('/').Any(part => s_notOurs.Contains(part)))
                .Order(StringComparer.Ordinal)
            : [];

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from inside a checkout: no Plimsoll.slnx above them.");
    }
}
