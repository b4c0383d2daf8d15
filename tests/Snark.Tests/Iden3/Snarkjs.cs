using System.Diagnostics;

namespace Plimsoll.Snark.Tests.Iden3;

/// <summary>Runs the snarkjs that the build installed.</summary>
internal static class Snarkjs
{
    private static readonly string s_script = Plimsoll.Tests.Checkout.PathOf("tests", "Snark.Tests", "node_modules", "snarkjs", "build", "cli.cjs");

    /// <summary>Why it cannot run, or null.</summary>
    public static string? Missing { get; } =
        !File.Exists(s_script) ? "snarkjs is not installed: build once with Node.js and npm" : NodeIsThere() ? null : "Node.js was not found";

    /// <summary>Runs a command and returns whether it succeeded, with everything it said.</summary>
    public static async Task<(bool Succeeded, string Output)> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("node", [s_script, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
            string output = await process.StandardOutput.ReadToEndAsync(cancelled);
            await process.WaitForExitAsync(cancelled);
            return (process.ExitCode == 0, output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs a command that has to succeed.</summary>
    public static async Task MustAsync(string folder, params string[] arguments)
    {
        (bool succeeded, string output) = await RunAsync(folder, arguments);
        Assert.True(succeeded, $"snarkjs {string.Join(' ', arguments)}\n{output}");
    }

    private static bool NodeIsThere()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
