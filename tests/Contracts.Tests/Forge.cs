using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Plimsoll.Contracts.Tests;

/// <summary>Runs the forge that the build installed under <c>contracts/node_modules</c>, or the one that <c>$PLIMSOLL_FORGE</c> names.</summary>
internal static class Forge
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);
    private static readonly string? s_contracts = FindContracts();
    private static readonly string? s_forge = FindForge();

    /// <summary>Why the Solidity tests cannot run here, or null when they can.</summary>
    public static string? Missing { get; } =
        s_contracts is null ? "the tests do not run inside a checkout with a folder contracts/"
        : s_forge is null ? "forge is not installed: build once with Node.js 20 or newer, or set PLIMSOLL_FORGE"
        : null;

    /// <summary>The committed gas snapshots: for each group its name and an object of gas by name.</summary>
    public static IEnumerable<JsonProperty> Snapshots()
    {
        string folder = Path.Combine(s_contracts!, "snapshots");
        foreach (string file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json") : [])
        {
            using JsonDocument document = JsonDocument.Parse($"{{\"{Path.GetFileNameWithoutExtension(file)}\":{File.ReadAllText(file)}}}");
            yield return document.RootElement.Clone().EnumerateObject().Single();
        }
    }

    /// <summary>Runs forge in <c>contracts/</c> and returns its exit code and output.</summary>
    /// <exception cref="TimeoutException">forge did not end in 15 minutes.</exception>
    public static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        ProcessStartInfo start = new(s_forge!, arguments)
        {
            WorkingDirectory = s_contracts,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1" },
        };
        using Process forge = Process.Start(start)!;
        Task<string> output = forge.StandardOutput.ReadToEndAsync();
        Task<string> errors = forge.StandardError.ReadToEndAsync();
        if (!forge.WaitForExit(s_limit))
        {
            forge.Kill(entireProcessTree: true);
            throw new TimeoutException($"waited {s_limit} for 'forge {string.Join(' ', arguments)}' to end");
        }

        return (forge.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs forge and reads the JSON object that it prints; compiler messages before it are skipped.</summary>
    public static JsonElement RunJson(params string[] arguments)
    {
        (int exitCode, string output, string errors) = Run([.. arguments, "--json"]);
        int start = output.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
            throw new InvalidOperationException($"'forge {string.Join(' ', arguments)}' ended with {exitCode} and no JSON:\n{output}\n{errors}");
        using JsonDocument document = JsonDocument.Parse(output.AsMemory(start));
        return document.RootElement.Clone();
    }

    private static string? FindForge()
    {
        if (Environment.GetEnvironmentVariable("PLIMSOLL_FORGE") is { Length: > 0 } named)
            return named;
        if (s_contracts is null)
            return null;
        (string system, string suffix) = OperatingSystem.IsWindows() ? ("win32", ".exe") : OperatingSystem.IsMacOS() ? ("darwin", "") : ("linux", "");
        string machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        string path = Path.Combine(s_contracts, "node_modules", "@foundry-rs", $"forge-{system}-{machine}", "bin", "forge" + suffix);
        return File.Exists(path) ? path : null;
    }

    private static string? FindContracts() =>
        Checkout.IsThere && File.Exists(Checkout.PathOf("contracts", "foundry.toml")) ? Checkout.PathOf("contracts") : null;
}
