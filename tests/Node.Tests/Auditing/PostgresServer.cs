using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>A real PostgreSQL of its own for a class of tests, on a free port, with a data folder that is thrown away.</summary>
/// <remarks>PostgreSQL refuses to run as root; then it runs as the user <c>postgres</c> that its package makes.</remarks>
public sealed class PostgresServer : IDisposable
{
    private static readonly string? s_binaries = FindBinaries();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"plimsoll-postgres-{Guid.NewGuid():N}");
    private readonly int _port = FreePort();
    private int _databases;

    /// <summary>Why there is none, or null.</summary>
    public static string? Missing => s_binaries is null ? "PostgreSQL's initdb and postgres are not installed." : null;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>An empty database.</summary>
    public string NewDatabase()
    {
        if (_databases == 0)
            Make(); // not before: a process that is killed must leave no server behind
        string name = $"audit{Interlocked.Increment(ref _databases)}";
        using NpgsqlConnection connection = new(StringFor("postgres"));
        connection.Open();
        using NpgsqlCommand command = new($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return StringFor(name);
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    public void Start() => RunAsServer("pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"), "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=", "start");

    /// <summary>Lets it fall as in a crash: every process ends at once, and the next start recovers from the log.</summary>
    public void Crash() => RunAsServer("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    public void Dispose()
    {
        if (!Directory.Exists(_folder))
            return;
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            Crash();
        Directory.Delete(_folder, recursive: true);
    }

    private void Make()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", _folder);
        RunAsServer("initdb", "-D", Data, "-U", "plimsoll", "-A", "trust", "-E", "UTF8", "--no-instructions");
        Start();
    }

    private string StringFor(string database) => $"Host=127.0.0.1;Port={_port};Username=plimsoll;Database={database};Pooling=false";

    private static void RunAsServer(string program, params string[] arguments)
    {
        string path = Path.Combine(s_binaries!, program);
        if (Environment.IsPrivilegedProcess)
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Its children keep what they inherit, so nothing is redirected that would have to be read to its end.
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath() })!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} answered {process.ExitCode}");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Debian keeps them out of the path.
    private static string? FindBinaries() =>
        OperatingSystem.IsWindows()
            ? null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order().Reverse().Select(it => Path.Combine(it, "bin")) : [])
                .FirstOrDefault(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "pg_ctl")));
}
