using System.Diagnostics;

namespace Plimsoll.Ratio;

/// <summary>Runs the snarkjs that the build of Snark.Tests installed.</summary>
internal sealed class Snarkjs(string folder)
{
    private static readonly string s_script = Tests.Checkout.PathOf("tests", "Snark.Tests", "node_modules", "snarkjs", "build", "cli.cjs");

    /// <summary>Runs a command that has to succeed.</summary>
    /// <returns>How long it took, its start included.</returns>
    public async Task<TimeSpan> RunAsync(params string[] arguments)
    {
        if (!File.Exists(s_script))
            throw new FileNotFoundException("snarkjs is not installed: build tests/Snark.Tests once, with Node.js and npm.", s_script);
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo("node", [s_script, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"snarkjs {string.Join(' ', arguments)}: {await output.ConfigureAwait(false)}{await errors.ConfigureAwait(false)}");
        return Stopwatch.GetElapsedTime(start);
    }
}
