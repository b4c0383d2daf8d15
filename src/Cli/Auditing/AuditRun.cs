using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Peers;

namespace Plimsoll.Cli.Auditing;

/// <summary>What is done with auditors: one report each, a line for each block, or the service.</summary>
/// <param name="fleet">The auditors; disposed by the caller.</param>
/// <param name="isList">Whether many were asked for: the answer is a list then, even of one.</param>
/// <param name="terminal">Where answers go.</param>
internal sealed class AuditRun(Fleet fleet, bool isList, Terminal terminal)
{
    /// <summary>One report each. Of a list, a rollup that gives none is said and does not keep the others from being seen.</summary>
    public async Task<ExitCode> OnceAsync(CancellationToken cancellationToken)
    {
        List<AuditReport> reports = [];
        bool isAllWell = true;
        foreach (Auditor auditor in fleet.Auditors)
        {
            AuditReport? report = await ReportOfAsync(auditor, cancellationToken).ConfigureAwait(false);
            isAllWell &= report is { Head.Regime: "GREEN" } && report.Peers.All(peer => peer.Status == "agrees");
            if (report is not null)
                reports.Add(report);
        }

        if (!isList)
            terminal.Answer(JsonSerializer.SerializeToNode(reports[0], Terminal.JsonOptions)!, AuditText.Lines(reports[0]));
        else
            terminal.Answer(
                new JsonObject { ["rollups"] = new JsonArray([.. reports.Select(report => JsonSerializer.SerializeToNode(report, Terminal.JsonOptions))]) },
                [.. reports.Index().SelectMany(it => (string[])[.. it.Index == 0 ? [] : (string[])[""], it.Item.Name, .. AuditText.Lines(it.Item), .. OpStackText.Lines(it.Item)])]);
        return isAllWell ? ExitCode.Success : ExitCode.CheckFailed;
    }

    /// <summary>A line for each block of each rollup, until it is cancelled.</summary>
    public async Task<ExitCode> WatchAsync(CancellationToken cancellationToken)
    {
        List<IHostedService> started = [];
        try
        {
            foreach (IHostedService service in fleet.Rollups.Heads.Concat<IHostedService>(fleet.Auditors).Concat(fleet.Auditors.Select(auditor => fleet.Own(new PeerWatch(auditor)))))
            {
                started.Add(service);
                await service.StartAsync(cancellationToken).ConfigureAwait(false);
            }

            await Task.WhenAll(fleet.Auditors.Select(auditor => WatchAsync(auditor, cancellationToken))).ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Success; // how watching ends
        }
        finally
        {
            foreach (IHostedService service in started)
                await service.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>API, metrics and dashboard, until it is cancelled.</summary>
    public async Task<ExitCode> ServeAsync(string url, Webhook? webhook, CancellationToken cancellationToken)
    {
        WebApplication app = AuditHost.Create(url, fleet.Rollups, webhook, fleet.Publishers);
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            string at = app.Urls.First(), first = fleet.Auditors[0].Id;
            JsonObject json = new() { ["auditor"] = at };
            json.Add(isList ? new("rollups", new JsonArray([.. fleet.Auditors.Select(auditor => (JsonNode)auditor.Id)])) : new("rollup", first));
            terminal.Answer(json, [$"auditor of {(isList ? $"{fleet.Auditors.Count} rollups" : first)}: dashboard {at}, API page {at}/scalar, metrics {at}/metrics; Ctrl-C stops"]);
            await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            return cancellationToken.IsCancellationRequested ? ExitCode.Success : ExitCode.Unavailable; // an auditor gave up; the log says why
        }
    }

    private async Task<AuditReport?> ReportOfAsync(Auditor auditor, CancellationToken cancellationToken)
    {
        try
        {
            await auditor.PollAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (isList && e is RpcException or IOException)
        {
            terminal.Warn($"{auditor.Id}: {e.Message}");
        }

        if (auditor.Current is null)
        {
            terminal.Warn($"{auditor.Id}: no block could be judged");
            return isList ? null : throw CommandException.Unavailable("the chain has no block of the rollup yet");
        }

        using (PeerWatch watch = new(auditor))
            await watch.LookAsync(cancellationToken).ConfigureAwait(false);
        return auditor.Current.Report with { Peers = auditor.Health().Peers };
    }

    private async Task WatchAsync(Auditor auditor, CancellationToken cancellationToken)
    {
        for (Judgement? known = null; ;)
        {
            known = await auditor.NextAsync(known, cancellationToken).ConfigureAwait(false);
            string line = AuditText.Line(known.Report);
            lock (fleet)
                terminal.Answer(JsonSerializer.SerializeToNode(known.Report, Terminal.JsonOptions)!, [isList ? $"{known.Report.Name}: {line}" : line]);
        }
    }
}
