using System.Runtime.CompilerServices;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.Node.Chain;
using Plimsoll.Solvency.Regimes;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>The operator is gone, and so long that L1 has pruned the blobs.</summary>
internal sealed class BlobPruned : Drill
{
    public override string Name => "blob-pruned";

    public override string Attacked => "The operator vanishes, and no beacon node has the blobs any more when people want to leave: only what somebody archived.";

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator @operator = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        Before = await stage.OwedAsync(@operator.State, cancellationToken).ConfigureAwait(false);
        string archive = Path.Combine(stage.Folder, "archive");
        if (IsDefended)
        {
            // Somebody, anywhere, verified the rollup while the blobs were there.
            Replica verifier = await stage.ReplicaAsync(archive, cancellationToken).ConfigureAwait(false);
            await verifier.DeriveAsync(verifier.Cut.Height, cancellationToken).ConfigureAwait(false);
        }

        await stage.DepositAsync(stage.Mallory, DrillStage.Usd, 1, Opening.NoHint, cancellationToken).ConfigureAwait(false); // an item that nobody serves
        await stage.Chain.PassAsync(stage.Profile.EscapeAfter + 1, cancellationToken).ConfigureAwait(false);
        MustBeSeen(RegimeCause.Frozen, await Exits.FreezeAsync(stage, cancellationToken).ConfigureAwait(false));

        // A node that never had these blobs answers as one that has pruned them.
        LocalChain other = await LocalChain.StartAsync(new(), cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable gone = other.ConfigureAwait(false);
        await using DrillAudit late = await DrillAudit.StartAsync(stage, cancellationToken, other.Beacon).ConfigureAwait(false);
        late.MustSee(Regime.Red, RegimeCause.DataMissing, await stage.Chain.Node.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false));
        Check("no beacon node has the blobs", await IsMissingAsync(await OpenAsync(stage, null, other, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
        Replica replica = await OpenAsync(stage, archive, other, cancellationToken).ConfigureAwait(false);
        Check("an auditor who comes too late and has no archive says that the data is missing", (await late.FinishAsync(cancellationToken).ConfigureAwait(false)).Sights.All(sight => sight.IsInTime));
        try
        {
            RollupState state = await replica.DeriveAsync(replica.Cut.FinalHeight, cancellationToken).ConfigureAwait(false);
            Check("the archive is enough to rebuild the last final state", state.Root == replica.Cut.LastFinal.NewRoot);
            await Exits.EscapeAsync(stage, state, cancellationToken).ConfigureAwait(false);
        }
        catch (BlobsMissingException)
        {
            Check("the archive is enough to rebuild the last final state", false);
        }
    }

    private static Task<Replica> OpenAsync(DrillStage stage, string? archive, LocalChain other, CancellationToken cancellationToken) =>
        Replica.OpenAsync(stage.Chain.Node, stage.Rollup.Address, stage.Deployment.StartBlock, archive, BeaconBlobSource.AtBlockNumbers(other.Beacon), cancellationToken);

    private static async Task<bool> IsMissingAsync(Replica replica, CancellationToken cancellationToken)
    {
        try
        {
            await replica.DeriveAsync(replica.Cut.FinalHeight, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (BlobsMissingException)
        {
            return true;
        }
    }
}
