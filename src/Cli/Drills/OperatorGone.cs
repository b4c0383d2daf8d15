using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Profiles;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Regimes;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>Every operator is gone, and what they stored with them.</summary>
internal sealed class OperatorGone : Drill
{
    /// <summary>On its way in when the operator goes: no batch consumes it.</summary>
    private const ulong Stranded = 123_456_789;

    public override string Name => "operator-gone";

    public override string Attacked => "The operator vanishes with everything it stored, one deposit still in the queue; nobody commits again.";

    protected override ProfileDocument Profile { get; } = Promises(new() { Policy = "single" });

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        MoneyLedger owed = await PlayAndForgetAsync(stage, cancellationToken).ConfigureAwait(false);
        await stage.DepositAsync(stage.Bob, DrillStage.Usd, Stranded, Opening.NoHint, cancellationToken).ConfigureAwait(false);
        owed.Add(stage.Bob.Name, DrillStage.NameOf(DrillStage.Usd), Stranded);
        Before = owed;

        await stage.Chain.PassAsync(stage.Profile.EscapeAfter + 1, cancellationToken).ConfigureAwait(false);
        if (IsDefended)
            MustBeSeen(RegimeCause.Frozen, await Exits.FreezeAsync(stage, cancellationToken).ConfigureAwait(false));
        Check("the rollup is frozen", await stage.Rollup.IsFrozenAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false));

        Replica replica = await stage.ReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false);
        RollupState state = await replica.DeriveAsync(replica.Cut.FinalHeight, cancellationToken).ConfigureAwait(false);
        Check("the last final state follows from L1 data alone", state.Root == replica.Cut.LastFinal.NewRoot);
        await Exits.EscapeAsync(stage, state, cancellationToken).ConfigureAwait(false);
        await RefundAsync(stage, replica, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The operator lives in here and nowhere else: what it knew is gone when this returns.</summary>
    private static async Task<MoneyLedger> PlayAndForgetAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator @operator = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        return await stage.OwedAsync(@operator.State, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives back deposits that the last final state has not consumed; they go to their owner, who puts them into the cold wallet.</summary>
    private static async Task RefundAsync(DrillStage stage, Replica replica, CancellationToken cancellationToken)
    {
        foreach (Node.Chain.QueueEntry entry in replica.Cut.Queue.Skip((int)replica.Cut.LastFinal.QueueEnd))
        {
            byte[] call = RollupCalls.RefundDeposit(entry.Item);
            await stage.Helper.Sender.CallAsync("refundDeposit", stage.Rollup.Address, call, default, cancellationToken).ConfigureAwait(false);
            QueuedOperation.Deposit deposit = (QueuedOperation.Deposit)entry.Item.Operation;
            Person owner = stage.Honest.Single(person => person.Address == deposit.Owner);
            await stage.StoreAsync(owner, deposit.Token, deposit.Amount, cancellationToken).ConfigureAwait(false);
        }
    }
}
