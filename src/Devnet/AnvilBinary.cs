using System.Runtime.InteropServices;

namespace Plimsoll.Devnet;

/// <summary>Finds Anvil.</summary>
public static class AnvilBinary
{
    /// <summary>The environment variable that names a binary to use instead of the installed one.</summary>
    public const string Variable = "PLIMSOLL_ANVIL";

    /// <summary>Why there is no Anvil here, or null when there is one: for tests that are skipped without it.</summary>
    public static string? Missing => Find() is null
        ? $"Anvil is not installed: build the solution with Node.js 20 or newer, or name a binary of version 1.7 in {Variable}"
        : null;

    /// <summary>The binary that <c>$PLIMSOLL_ANVIL</c> names, else the one that the build installed in a checkout above the program or the current folder.</summary>
    /// <returns>The path, or null.</returns>
    public static string? Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named
        : FindAbove(AppContext.BaseDirectory) ?? FindAbove(Directory.GetCurrentDirectory());

    private static string? FindAbove(string start)
    {
        (string system, string suffix) = OperatingSystem.IsWindows() ? ("win32", ".exe") : OperatingSystem.IsMacOS() ? ("darwin", "") : ("linux", "");
        string machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        string below = Path.Combine("contracts", "node_modules", "@foundry-rs", $"anvil-{system}-{machine}", "bin", "anvil" + suffix);
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, below);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
