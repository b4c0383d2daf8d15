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
            if (terminal.IsInteractive)
                await AnsiConsole.Live(Text.Empty).StartAsync(view => ShowAsync(status => view.UpdateTarget(Draw(status)), s_redraw)).ConfigureAwait(false);
            else
                await ShowAsync(status => terminal.Progress(Line(status)), s_line).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the end that was asked for
        }

        async Task ShowAsync(Action<DevnetStatus> show, TimeSpan pause)
        {
            while (true)
            {
                try
                {
                    show(await look(cancellationToken).ConfigureAwait(false));
                }
                catch (Exception e) when (e is HttpRequestException or RpcException)
                {
                    // node or chain is busy: the last picture stays a little longer
                }

                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal static string Line(DevnetStatus status) =>
        $"{status.Phase}: L1 block {status.L1Block}, {status.TotalOperations} operations ({status.OperationsPerSecond:0}/s), "
        + $"{status.Committed} batches, {status.Final} final, {status.QueueOpen} queued";

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
