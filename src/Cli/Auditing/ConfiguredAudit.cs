using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Auditing;

namespace Plimsoll.Cli.Auditing;

/// <summary><c>plimsoll audit --config FILE</c>: the verb over all rollups of a document.</summary>
internal static class ConfiguredAudit
{
    /// <summary>One report each. A rollup that gives none is said and does not keep the others from being seen.</summary>
    public static async Task<ExitCode> OnceAsync(ConfiguredAuditors auditors, Terminal terminal, CancellationToken cancellationToken)
    {
        JsonArray reports = [];
        List<string> lines = [];
        bool areAllGreen = true;
        foreach (Auditor auditor in auditors.All)
        {
            try
            {
                await auditor.PollAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RpcException or IOException)
            {
                terminal.Warn($"{auditor.Id}: {e.Message}");
            }

            AuditReport? report = auditor.Current?.Report;
            areAllGreen &= report?.Head.Regime == "GREEN";
            if (report is null)
                terminal.Warn($"{auditor.Id}: no block could be judged");
            else
                reports.Add(JsonSerializer.SerializeToNode(report, Terminal.JsonOptions));
            lines.AddRange(report is null ? [] : [.. lines.Count == 0 ? Array.Empty<string>() : [""], report.Name, .. AuditText.Lines(report), .. OpStackText.Lines(report)]);
        }

        terminal.Answer(new JsonObject { ["rollups"] = reports }, lines);
        return areAllGreen ? ExitCode.Success : ExitCode.CheckFailed;
    }

    /// <summary>A line for each block of each rollup, until it is cancelled.</summary>
    public static async Task<ExitCode> WatchAsync(ConfiguredAuditors auditors, Terminal terminal, CancellationToken cancellationToken)
    {
        foreach (Auditor auditor in auditors.All)
            await auditor.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.WhenAll(auditors.All.Select(auditor => WatchAsync(auditor, terminal, cancellationToken))).ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Success; // how watching ends
        }
        finally
        {
            foreach (Auditor auditor in auditors.All)
                await auditor.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>API, metrics and dashboard, until it is cancelled.</summary>
    public static async Task<ExitCode> ServeAsync(ConfiguredAuditors auditors, Webhook? webhook, string url, Terminal terminal, CancellationToken cancellationToken)
    {
        WebApplication app = AuditHost.Create(url, new(auditors.All), webhook);
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            string at = app.Urls.First();
            terminal.Answer(
                new JsonObject { ["auditor"] = at, ["rollups"] = new JsonArray([.. auditors.All.Select(auditor => (JsonNode)auditor.Id)]) },
                [$"auditor of {auditors.All.Count} rollups: dashboard {at}, API page {at}/scalar, metrics {at}/metrics; Ctrl-C stops"]);
            await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            return cancellationToken.IsCancellationRequested ? ExitCode.Success : ExitCode.Unavailable; // an auditor gave up; the log says why
        }
    }

    private static async Task WatchAsync(Auditor auditor, Terminal terminal, CancellationToken cancellationToken)
    {
        for (Judgement? known = null; ;)
        {
            known = await auditor.NextAsync(known, cancellationToken).ConfigureAwait(false);
            lock (terminal)
                terminal.Answer(JsonSerializer.SerializeToNode(known.Report, Terminal.JsonOptions)!, [$"{known.Report.Name}: {AuditText.Line(known.Report)}"]);
        }
    }
}
