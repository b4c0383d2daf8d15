namespace Plimsoll.Tests;

/// <summary>The checkout that the tests were built in. Build output lies inside it; the compiler's paths are no help, a deterministic build rewrites them.</summary>
internal static class Checkout
{
    private static readonly string? s_root = Find();

    /// <summary>The folder of Plimsoll.slnx.</summary>
    public static string Root => s_root ?? throw new InvalidOperationException("The tests run from inside a checkout: no Plimsoll.slnx above them.");

    /// <summary>Whether there is one.</summary>
    public static bool IsThere => s_root is not null;

    /// <summary>A path inside the checkout, whether something is there or not.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
