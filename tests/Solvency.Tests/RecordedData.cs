using System.IO.Compression;

namespace Plimsoll.Solvency.Tests;

/// <summary>Finds recorded data: <c>$PLIMSOLL_DATA</c>, else <c>../shared/data</c> beside the checkout. Tests that need what is not there are skipped with a
/// reason.</summary>
internal static class RecordedData
{
    private static readonly string? s_root = Find();

    /// <summary>The files under a folder of the data with a given ending.</summary>
    public static IReadOnlyList<string> Files(string folder, string ending)
    {
        Assert.SkipWhen(s_root is null || !Directory.Exists(Path.Combine(s_root, folder)), $"{folder} is neither in $PLIMSOLL_DATA nor in ../shared/data.");
        return [.. Directory.EnumerateFiles(Path.Combine(s_root!, folder), "*" + ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    /// <summary>Opens a file of a folder as text, unpacked if it is packed.</summary>
    public static TextReader Open(string folder, string name)
    {
        string path = Path.Combine(s_root!, folder, name);
        return File.Exists(path) ? new StreamReader(path) : new StreamReader(new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress));
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PLIMSOLL_DATA") is { Length: > 0 } named)
            return named;
        return Checkout.IsThere && Directory.Exists(Checkout.PathOf("..", "shared", "data")) ? Checkout.PathOf("..", "shared", "data") : null;
    }
}
