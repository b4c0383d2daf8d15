using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Rpc;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Plimsoll.Cli.Devnets;

/// <summary>A devnet as it runs: a table that redraws itself on a terminal, a line every few seconds anywhere else.</summary>
internal static class LiveView
{
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(500), s_line = TimeSpan.FromSeconds(5);

    /// <summary>Shows until it is cancelled.</summary>
    public static async Task ShowAsync(Terminal terminal, Func<CancellationToken, Task<DevnetStatus>> look, CancellationToken cancellationToken)
    {
        try
        {
            if (!terminal.IsInteractive)
            {
                while (true)
                {
                    if (await TryAsync(look, cancellationToken).ConfigureAwait(false) is { } status)
                        terminal.Progress(Line(status));
                    await Task.Delay(s_line, cancellationToken).ConfigureAwait(false);
                }
            }

            await AnsiConsole.Live(Text.Empty).StartAsync(async view =>
            {
                while (true)
                {
                    if (await TryAsync(look, cancellationToken).ConfigureAwait(false) is { } status)
                        view.UpdateTarget(Draw(status));
                    await Task.Delay(s_redraw, cancellationToken).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the end that was asked for
        }
    }

    // An answer that does not come now comes later: the picture before stays. Anything else that goes wrong ends the view, and its caller says so.
    private static async Task<DevnetStatus?> TryAsync(Func<CancellationToken, Task<DevnetStatus>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or HttpRequestException)
        {
            return null;
        }
    }

    internal static string Line(DevnetStatus status) =>
        $"{status.Phase}: L1 block {status.L1Block}, {status.TotalOperations} operations ({status.OperationsPerSecond:0}/s), "
        + $"{status.Committed} batches, {status.Final} final, {status.QueueOpen} queued"
        + (status.Prover is { } prover ? $", {prover.Proven} proven" : "");

    internal static IRenderable Draw(DevnetStatus status)
    {
        Table table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        table.Title = new TableTitle($"Plimsoll devnet · {status.Phase}");
        Row("running", Words.Of(status.Running));
        Row("L1", $"block {status.L1Block}");
        Row("operations", $"{status.TotalOperations:N0}, {status.OperationsPerSecond:N0}/s");
        if (status.Operations.Count > 0)
            Row("", string.Join(", ", status.Operations.Select(kind => $"{kind.Key} {kind.Value:N0}")));
        Row("batches", $"{status.Committed} committed, {status.Final} final{(status.NextFinal is { } left ? $", the next in {left} s" : "")}");
        if (status.Prover is { } prover)
            Row("proofs", $"{prover.Proven} proven, {prover.WaitingBatches} waiting for {prover.LagSeconds} s, {prover.SlotsPerSecond:0.0} slots/s{(prover.Work is { } work ? $"; batch {work.Height}: {work.Done} of {work.Segments} segments" : "")}{(prover.Trouble is { } trouble ? $"; {trouble}" : "")}");
        Row("on the way", $"{status.WaitingSlots:N0} slots confirmed and not on L1 yet");
        Row("queue", $"{status.QueueOpen} waiting");
        foreach ((string token, UInt128 escrow) in status.Escrow)
            Row($"escrow {token}", escrow.ToString());
        Row("API", status.Api.ToString());
        Row("Ethereum", status.Rpc.ToString());
        foreach (string line in status.Events)
            Row("", line);
        table.Caption = new TableTitle("Ctrl-C stops; the next start goes on from here.");
        return table;

        void Row(string name, string text) => table.AddRow(Markup.Escape(name), Markup.Escape(text));
    }
}
