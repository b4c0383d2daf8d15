using System.Diagnostics;
using System.Text.RegularExpressions;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Tests.Nodes;

/// <summary>This program in a process of its own, as somebody starts it in a folder. It ends with the test, whatever ends that.</summary>
internal sealed partial class ProgramProcess : IDisposable
{
    // $1 is the program; the shell becomes it. The watch ends with a word, or with the pipe when the test's process is gone: then it kills.
    private const string Watch = """
        program=$$
        exec 3<&0
        ( read -r word <&3; [ "$word" = gone ] || kill -KILL $program ) >/dev/null 2>&1 &
        exec "$@" </dev/null 3<&-
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly string _line;
    private readonly List<string> _output = [], _errors = [];
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _ended;

    private ProgramProcess(Process process, string line)
    {
        (_process, _line) = (process, line);
        _ended = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _errors), process.WaitForExitAsync());
    }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public static ProgramProcess Start(string folder, params string[] arguments)
    {
        // The host that runs this test can run the program.
        string[] program = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", typeof(Root).Assembly.Location, .. arguments];
        ProcessStartInfo start = new(OperatingSystem.IsWindows() ? program[0] : "/bin/sh", OperatingSystem.IsWindows() ? program[1..] : ["-c", Watch, "sh", .. program])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!, string.Join(' ', arguments));
    }

    /// <summary>Waits for the end.</summary>
    public async Task<ExitCode> EndAsync()
    {
        await WithinAsync(_ended, "to end");
        return (ExitCode)_process.ExitCode;
    }

    /// <summary>Waits until a node listens; null when it ended before.</summary>
    public async Task<Uri?> ListeningAsync()
    {
        await WithinAsync(Task.WhenAny(_listening.Task, _ended), "to listen");
        return _listening.Task.IsCompleted ? await _listening.Task : null;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        try
        {
            _process.StandardInput.WriteLine("gone");
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // the watch has ended, too
        }

        _process.Dispose();
    }

    public override string ToString() => $"plimsoll {_line}\n{Output}\n{Errors}";

    private async Task WithinAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Waited {s_patience} for it {what}: {this}");
        }
    }

    private async Task ReadAsync(StreamReader from, List<string> into)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (into)
                into.Add(line);
            if (Listening().Match(line) is { Success: true } found)
                _listening.TrySetResult(new(found.Groups[1].Value));
        }
    }

    private static string Text(List<string> lines)
    {
        lock (lines)
            return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^node: (\S+) for rollup")]
    private static partial Regex Listening();
}
