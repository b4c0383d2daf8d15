using System.Diagnostics;
using System.Globalization;
using Plimsoll.Node.Auditing;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>A real process that writes history, killed at random moments: what it said it had written is there.</summary>
public sealed class HistoryKillTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string PlaceVariable = "PLIMSOLL_KILLED_AUDITOR", Said = "wrote ";
    private const int Kills = 3;

    [Fact]
    public Task No_block_that_was_judged_is_lost() => KillAsync(Path.Combine(Directory.CreateTempSubdirectory("plimsoll-history-").FullName, "audit.db"));

    [Fact]
    public async Task No_block_that_was_judged_is_lost_in_PostgreSQL()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await KillAsync(server.NewDatabase());
    }

    private static async Task KillAsync(string place)
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        ulong last = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Process.Start(new ProcessStartInfo(Path.ChangeExtension(typeof(HistoryKillTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null))
            {
                ArgumentList =
                {
                    "-explicit", "only", "-method", $"{typeof(HistoryKillTests).FullName}.{nameof(An_auditor_that_writes_until_it_is_killed)}", "-showLiveOutput", "-noColor", "-noLogo",
                },
                Environment = { [PlaceVariable] = place },
                RedirectStandardOutput = true,
            })!;
            ulong until = last + (ulong)random.Next(1, 60);
            while (last < until && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (line.IndexOf(Said, StringComparison.Ordinal) is var at and >= 0)
                    last = ulong.Parse(line[(at + Said.Length)..].Trim(), CultureInfo.InvariantCulture);
            }

            Assert.Equal(until, last);
            process.Kill(entireProcessTree: true); // SIGKILL
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            using AuditHistory history = new(place);
            history.Recall(Reports.Chain); // waits until the killed one's connection has ended
            IReadOnlyList<AuditHistory.Point> points = history.Points(Reports.Chain, 0, 2_000);
            Assert.True(points[^1].Block >= last);
            Assert.Equal(Enumerable.Range(1, points.Count).Select(i => (ulong)i), points.Select(point => point.Block));
            last = points[^1].Block;
        }
    }

    /// <summary>Runs in the process that is killed.</summary>
    [Fact(Explicit = true)]
    public void An_auditor_that_writes_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(PlaceVariable) is not { } place)
            return;
        using AuditHistory history = new(place);
        history.Recall(Reports.Chain);
        ulong block = history.Points(Reports.Chain, 0, 2_000) is { Count: > 0 } points ? points[^1].Block : 0;
        while (true)
        {
            history.Add(Reports.At(++block));
            Console.WriteLine($"{Said}{block}");
        }
    }
}
