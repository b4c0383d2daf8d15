using System.Diagnostics;
using System.Text.RegularExpressions;
using Plimsoll.Cli.Clients;

namespace Plimsoll.Cli.Drills;

/// <summary>This program as a node, in a process of its own that can be killed.</summary>
internal sealed partial class NodeProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private NodeProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
        Client = new(url);
    }

    public Uri Url { get; }

    public NodeClient Client { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public static async Task<NodeProcess> StartAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // The host that runs this program, or the one that a test runs in: both can run the assembly.
        string assembly = typeof(NodeProcess).Assembly.Location;
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", assembly, "node", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The node does not start.");
        List<string> said = [];
        process.ErrorDataReceived += (_, line) => said.Add(line.Data ?? "");
        process.BeginErrorReadLine();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token).ConfigureAwait(false) is { } line)
            {
                if (Listening().Match(line) is { Success: true } found)
                {
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // nobody must wait for a full pipe
                    return new(process, new(found.Groups[1].Value));
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            throw new TimeoutException($"The node did not listen within {s_patience}.");
        }

        throw new InvalidOperationException($"The node ended before it listened: {string.Join(' ', said)}");
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"^node: (\S+) for rollup")]
    private static partial Regex Listening();
}
