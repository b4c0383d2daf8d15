using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Lives;
using Plimsoll.Cli.Profiles;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Hosting;
using Plimsoll.Node.Sequencing;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Devnets;

/// <summary>A devnet that runs until somebody stops it, with traffic and a view; the next start goes on from its folder.</summary>
internal static class DevnetSession
{
    public static async Task<ExitCode> RunAsync(DataFolder folder, Terminal terminal, ProfileDocument profile, LifeOptions options, CancellationToken cancellationToken)
    {
        DevnetHost host = await DevnetHost.StartAsync(folder, profile, options.Plan.Instruments.Count + 1, NodeRoles.All | NodeRoles.Auditor, terminal.Progress, cancellationToken).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            Life life = new(host, options, terminal.IsInteractive ? _ => { } : terminal.Progress);
            using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task view = LiveView.ShowAsync(terminal, token => LookAsync(host, life, token), ends.Token), living = life.GoOnAsync(ends.Token);
            try
            {
                await (await Task.WhenAny(living, view).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // how a session ends
            }
            finally
            {
                await ends.CancelAsync().ConfigureAwait(false);
                await Task.WhenAll(living, view).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            terminal.Progress($"stopped; `plimsoll devnet --data {folder.Path}` goes on from here");
            return ExitCode.Success;
        }
    }

    private static async Task<DevnetStatus> LookAsync(DevnetHost host, Life life, CancellationToken cancellationToken)
    {
        RollupCut cut = host.Tracker.Current;
        SequencerStatus status = await host.Api.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        List<(string, UInt128)> escrow = [];
        foreach ((int number, Address token) in cut.Identity.Tokens.Index().Take(4))
            escrow.Add((number == 0 ? "ETH" : $"token {number}", Amounts.Narrow(await host.Hub.GetEscrowAsync(token, L1.Rpc.BlockReference.Latest, cancellationToken).ConfigureAwait(false))));
        return new()
        {
            Phase = life.Phase,
            L1Block = cut.Block.Number,
            Running = life.Running,
            Operations = life.Counts,
            OperationsPerSecond = life.PerSecond,
            Committed = cut.Height,
            Final = cut.FinalHeight,
            Prover = host.Prover?.Status,
            NextFinal = cut.Identity.IsTimed && cut.OldestPending is { } pending ? Math.Max(0, (long)cut.WindowEnd(pending) - (long)cut.Time) : null,
            QueueOpen = cut.OpenItems.Count(),
            WaitingSlots = status.WaitingSlots,
            Escrow = escrow,
            Api = host.Url,
            Rpc = host.Chain.Anvil.Endpoint,
            Events = [.. host.Troubles.TakeLast(3)],
        };
    }
}
