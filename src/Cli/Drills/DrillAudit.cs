using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Cli.Drills;

/// <summary>An auditor, as anybody can run it, beside a drill from its first block to its last; in the end it is asked what it saw, and when.</summary>
internal sealed class DrillAudit : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly DrillStage _stage;
    private readonly AuditHistory _history;
    private readonly Auditor _auditor;
    private readonly List<(Regime Regime, RegimeCause Cause, ulong Block)> _due = [];

    private DrillAudit(DrillStage stage, AuditHistory history, Auditor auditor) => (_stage, _history, _auditor) = (stage, history, auditor);

    /// <summary>Starts an auditor.</summary>
    /// <param name="stage">What it watches.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    /// <param name="beacon">Where it looks for blobs; null for the stage's own chain.</param>
    public static async Task<DrillAudit> StartAsync(DrillStage stage, CancellationToken cancellationToken, BeaconClient? beacon = null)
    {
        RollupIdentity identity = await RollupIdentity.ReadAsync(stage.Chain.Node, stage.Rollup.Address, cancellationToken).ConfigureAwait(false);
        AuditHistory history = new(":memory:");
        Auditor auditor = new(
            stage.Chain.Node, identity, stage.Deployment.StartBlock, new(null, BeaconBlobSource.AtBlockNumbers(beacon ?? stage.Chain.Beacon)), history, new() { PollInterval = s_pause });
        await auditor.StartAsync(cancellationToken).ConfigureAwait(false);
        return new(stage, history, auditor);
    }

    /// <summary>Says what has to be seen: from this block on L1 shows it.</summary>
    public void MustSee(Regime regime, RegimeCause cause, ulong block) => _due.Add((regime, cause, block));

    /// <summary>Lets the auditor come to the head of L1, and compares.</summary>
    /// <exception cref="TimeoutException">It does not come there.</exception>
    public async Task<AuditFindings> FinishAsync(CancellationToken cancellationToken)
    {
        BlockHeader head = (await _stage.Chain.Node.GetHeaderAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false))!;
        await Patience.UntilAsync(
            () => Task.FromResult(_history.HashAt(_auditor.Id, head.Number) == head.Hash.ToString()),
            () => $"The auditor, whose newest block is {_auditor.Current?.Report.Cut.Block.ToString() ?? "none"}, did not judge block {head.Number}",
            cancellationToken).ConfigureAwait(false);
        return AuditFindings.Of(_due, _history.Alerts(_auditor.Id, isOpen: false, limit: int.MaxValue));
    }

    public async ValueTask DisposeAsync()
    {
        await _auditor.StopAsync(CancellationToken.None).ConfigureAwait(false);
        _auditor.Dispose();
        _history.Dispose();
    }
}
