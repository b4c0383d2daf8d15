using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Devnet;

/// <summary>One run of the Anvil binary, tied to the life of this process.</summary>
/// <remarks>
/// On Unix a small shell keeps watch: it holds the reading end of a pipe from us and, at the end of it, kills Anvil. The pipe ends when
/// this process does, whatever ended it, SIGKILL included. On Windows there is only a handler of the orderly end: a killed parent leaves
/// Anvil behind there.
/// </remarks>
internal sealed class AnvilProcess : IAsyncDisposable
{
    // $1 is the binary, the rest its arguments; the shell becomes Anvil, so that this process is Anvil's parent and knows its id.
    // The watch ends with a word: 'stop' lets Anvil write its state, 'gone' says that there is nothing to end, anything else kills.
    private const string Watch = """
        anvil=$$
        exec 3<&0
        ( read -r word <&3
          case "$word" in gone) ;; stop) kill -INT $anvil ;; *) kill -KILL $anvil ;; esac ) >/dev/null 2>&1 &
        exec "$@" </dev/null 3<&-
        """;

    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_watchLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Task _logged;
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AnvilProcess(Process process, string log)
    {
        (_process, LogFile) = (process, log);
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        _logged = LogAsync();
    }

    public string LogFile { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public static AnvilProcess Start(string binary, IEnumerable<string> arguments, string log)
    {
        string[] command = OperatingSystem.IsWindows() ? [.. arguments] : ["-c", Watch, "sh", binary, .. arguments];
        ProcessStartInfo start = new(OperatingSystem.IsWindows() ? binary : "/bin/sh", command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1" },
        };
        try
        {
            return new(Process.Start(start)!, log);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new AnvilException($"{binary} does not start: {e.Message}");
        }
    }

    /// <summary>Waits for the line in which Anvil says where it listens.</summary>
    /// <exception cref="AnvilException">It ended before, or said nothing in time.</exception>
    public async Task<int> ListeningAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await _port.Task.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new AnvilException($"Anvil did not say within {timeout} that it listens:\n{LogEnd()}");
        }
    }

    /// <summary>Ends Anvil at once, as a crash would; what is not in the state file is lost.</summary>
    /// <remarks>On Unix by the way that this process's own death takes: the pipe ends and the watch kills.</remarks>
    public void Kill()
    {
        if (!OperatingSystem.IsWindows())
            ClosePipe();
        if (OperatingSystem.IsWindows() || !_process.WaitForExit(s_watchLimit))
            _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Lets Anvil write its state and end; kills it if it takes too long.</summary>
    public async Task StopAsync()
    {
        await TellAsync("stop").ConfigureAwait(false);
        using CancellationTokenSource limit = new(OperatingSystem.IsWindows() ? TimeSpan.Zero : s_stopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        if (_process.HasExited)
            await TellAsync("gone").ConfigureAwait(false);
        else
            await StopAsync().ConfigureAwait(false);
        await _logged.ConfigureAwait(false);
        _process.Dispose();
    }

    /// <summary>The last lines of the log, for a message.</summary>
    public string LogEnd()
    {
        try
        {
            using FileStream log = new(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader lines = new(log);
            return string.Join('\n', lines.ReadToEnd().Split('\n').TakeLast(20)) + $"\n(all of it: {LogFile})";
        }
        catch (IOException e)
        {
            return $"(its log cannot be read: {e.Message})";
        }
    }

    private async Task TellAsync(string word)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(word).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the watch has ended: told before, or killed with Anvil
        }

        ClosePipe();
    }

    private void ClosePipe()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // nobody is left to read what was in its buffer
        }
    }

    private void KillAtExit(object? sender, EventArgs e) => Kill();

    private async Task LogAsync()
    {
        await using StreamWriter log = new(LogFile, append: true) { AutoFlush = true };
        await Task.WhenAll(CopyAsync(_process.StandardOutput, log), CopyAsync(_process.StandardError, log)).ConfigureAwait(false);
        _port.TrySetException(new AnvilException($"Anvil ended before it listened:\n{LogEnd()}"));
        _ = _port.Task.Exception; // seen here, if nobody waits for it
    }

    private async Task CopyAsync(StreamReader from, StreamWriter log)
    {
        while (await from.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            lock (log)
                log.WriteLine(line);
            if (line.StartsWith("Listening on ", StringComparison.Ordinal)
                && int.TryParse(line.AsSpan(line.LastIndexOf(':') + 1), CultureInfo.InvariantCulture, out int port))
                _port.TrySetResult(port);
        }
    }
}
