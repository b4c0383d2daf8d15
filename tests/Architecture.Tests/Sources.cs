namespace Plimsoll.Architecture.Tests;

/// <summary>The files of the checkout that are ours.</summary>
internal static class Sources
{
    private static readonly string[] s_notOurs = ["artifacts", "node_modules", "bin", "obj", "out", "cache", ".git"];

    /// <summary>The repository's own files that end in <paramref name="ending"/>, relative to the root, in a fixed order.</summary>
    public static IEnumerable<string> Files(string folder, string ending) =>
        Directory.Exists(Checkout.PathOf(folder))
            ? Directory.EnumerateFiles(Checkout.PathOf(folder), "*" + ending, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Checkout.Root, path).Replace('\\', '/'))
                .Where(path => !path.Split('/').Any(part => s_notOurs.Contains(part)))
                .Order(StringComparer.Ordinal)
            : [];
}
