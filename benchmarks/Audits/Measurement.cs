using System.Collections.Concurrent;
using System.Diagnostics;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;

namespace Plimsoll.Audits;

/// <summary>How long it takes from a block's being there to each rollup's report about it, written to the history and served.</summary>
internal static class Measurement
{
    private const int Commits = 6, Deposits = 40;

    public static async Task RunAsync(Harbour harbour, string place, TimeSpan duration, TimeSpan blockTime)
    {
        using AuditHistory history = new(place);
        using HeadWatch heads = new(harbour.Node, TimeSpan.FromMilliseconds(50));
        Auditor[] auditors = [.. harbour.Berths.Select(berth => new Auditor(
            harbour.Node, berth.Identity, berth.Start, new(null, BeaconBlobSource.AtBlockNumbers(harbour.Beacon)), history, new() { Heads = heads, Depth = 2 }, onTrouble: e => Console.WriteLine(e.Message)))];
        Stopwatch start = Stopwatch.StartNew();
        await Task.WhenAll(auditors.Select(auditor => auditor.PollAsync()));
        Console.WriteLine($"caught up in {start.Elapsed.TotalSeconds:0.0} s");

        await harbour.PaceAsync(blockTime);
        await heads.StartAsync(default);
        foreach (Auditor auditor in auditors)
            await auditor.StartAsync(default);
        using CancellationTokenSource over = new(duration);
        ConcurrentDictionary<ulong, DateTimeOffset> seen = new();
        ConcurrentBag<(ulong Block, string Regime, DateTimeOffset At)> reports = [];
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.WhenAll([ProbeAsync(harbour.Node, seen, over.Token), LiveAsync(harbour, blockTime / 3, over.Token), .. auditors.Select(auditor => ListenAsync(auditor, reports, over.Token))]);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        foreach (Auditor auditor in auditors)
            await auditor.StopAsync(default);
        await heads.StopAsync(default);

        // The first block may have been there before the probe was, and the last one may not have been judged by all before time was up.
        ulong[] blocks = [.. seen.Keys.Order().Skip(1).SkipLast(1)];
        double[] latencies = [.. reports.Where(report => blocks.Contains(report.Block)).Select(report => (report.At - seen[report.Block]).TotalSeconds).Order()];
        Console.WriteLine($"{blocks.Length} blocks of {blockTime.TotalSeconds:0} s, {auditors.Length} rollups: {latencies.Length} of {blocks.Length * auditors.Length} reports");
        Console.WriteLine($"block to report, s: p50 {At(0.5):0.000}, p90 {At(0.9):0.000}, p99 {At(0.99):0.000}, max {latencies[^1]:0.000}");
        Console.WriteLine($"regimes: {string.Join(", ", reports.GroupBy(report => report.Regime).Select(group => $"{group.Count()} {group.Key}"))}");
        Console.WriteLine($"processor: {processor.TotalSeconds / Math.Max(1, blocks.Length):0.00} s a block, operators and this measurement included; {Process.GetCurrentProcess().WorkingSet64 >> 20} MiB");
        foreach (Auditor auditor in auditors)
            auditor.Dispose();

        double At(double quantile) => latencies[(int)Math.Min(latencies.Length - 1, Math.Ceiling(quantile * latencies.Length) - 1)];
    }

    private static async Task ProbeAsync(EthereumClient node, ConcurrentDictionary<ulong, DateTimeOffset> seen, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            seen.TryAdd(await node.GetBlockNumberAsync(CancellationToken.None), DateTimeOffset.UtcNow);
            await Task.Delay(10, CancellationToken.None);
        }
    }

    /// <summary>What a block can carry of blobs, and deposits to some of the rollups.</summary>
    /// <remarks>Operators prove blobs on machines of their own; on this one they wait until the auditors have had their turn.</remarks>
    private static async Task LiveAsync(Harbour harbour, TimeSpan pause, CancellationToken over)
    {
        for (int round = 0; !over.IsCancellationRequested; round++)
        {
            int now = round;
            await Task.Delay(pause, CancellationToken.None);
            await Task.WhenAll([
                .. Enumerable.Range(0, Commits).Select(i => harbour.Berths[(Commits * now + i) % harbour.Berths.Count].CommitAsync()),
                .. Enumerable.Range(0, Deposits).Select(i => harbour.Berths[(7 * Deposits * now + 5 * i + 3) % harbour.Berths.Count].DepositAsync(harbour.Crew[i], 1_000)),
            ]);
        }
    }

    private static async Task ListenAsync(Auditor auditor, ConcurrentBag<(ulong Block, string Regime, DateTimeOffset At)> reports, CancellationToken over)
    {
        try
        {
            for (Judgement? known = auditor.Current; ;)
            {
                known = await auditor.NextAsync(known, over);
                reports.Add((known.Report.Cut.Block, known.Report.Head.Regime, DateTimeOffset.UtcNow));
            }
        }
        catch (OperationCanceledException)
        {
            // Time is up.
        }
    }
}
