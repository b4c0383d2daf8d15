using System.Diagnostics;

namespace Plimsoll.Crypto.Tests;

/// <summary>Runs every law again on processors that this one can pretend to be, so that no path is right only by luck of the machine.</summary>
/// <remarks>
/// .NET 10 reads <c>EnableAVX512</c>; <c>EnableAVX512F</c> is its name in earlier runtimes and is set beside it.
/// The runtime reads these once at start, so each setting is a process of its own.
/// </remarks>
public sealed class CpuSettingsTests
{
    [Theory]
    [InlineData("without AVX-512", "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    [InlineData("without AVX2", "DOTNET_EnableAVX2")]
    [InlineData("without any vector instruction", "DOTNET_EnableHWIntrinsic")]
    public async Task The_laws_hold(string machine, params string[] switchedOff)
    {
        ProcessStartInfo start = new(Path.ChangeExtension(typeof(CpuSettingsTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null))
        {
            ArgumentList = { "-trait", "Category=Law", "-noColor", "-noLogo" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in switchedOff)
            start.Environment[variable] = "0";
        start.Environment["PLIMSOLL_SWITCHED_OFF"] = switchedOff[0];

        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, $"{machine}: exit code {process.ExitCode}\n{output}\n{await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
