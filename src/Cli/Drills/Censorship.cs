using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Profiles;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Regimes;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>The operator serves everybody but one.</summary>
internal sealed class Censorship : Drill
{
    public override string Name => "censorship";

    public override string Attacked => "The only sequencer goes on without ever taking anything of Alice's, on layer 2 or from the queue.";

    protected override ProfileDocument Profile { get; } = Promises(new() { Policy = "single" });

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator censor = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        Before = await stage.OwedAsync(censor.State, cancellationToken).ConfigureAwait(false);
        if (IsDefended)
        {
            foreach (byte token in (byte[])[DrillStage.Eth, DrillStage.Usd])
                await stage.ForceAsync(stage.Alice, RollupCalls.ForceExit(DrillStage.Find(censor.State, stage.Alice, token).Index), cancellationToken).ConfigureAwait(false);
        }

        // Bob and Carol leave; Alice's exits stay in the queue while they need not be taken.
        List<Operation> others = [];
        uint validUntil = await Opening.ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false);
        foreach (Person person in (Person[])[stage.Bob, stage.Carol])
        {
            foreach (byte token in (byte[])[DrillStage.Eth, DrillStage.Usd])
            {
                HeldAccount account = DrillStage.Find(censor.State, person, token);
                others.Add(stage.Signer.Withdraw(stage.KeyOf(person), account, account.Account.Balance, 0, validUntil).Operation);
            }
        }

        await censor.CommitAsync(others, new() { QueueItems = 0 }, cancellationToken).ConfigureAwait(false);
        await stage.Chain.PassAsync(stage.Profile.InclusionDelay + 1, cancellationToken).ConfigureAwait(false);
        if (IsDefended) // who queues nothing is censored where nobody sees it
            MustBeSeen(RegimeCause.ForcedQueue, await stage.Chain.Node.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false), Regime.Red);
        HandOperator late = censor.Copy(stage.Operator);
        Check("a batch that leaves out a due item reverts", IsDefended && await RevertsAsync(late, cancellationToken).ConfigureAwait(false) == "DueItemLeftOut");

        // The operator rather stops than serve her: when the item is overdue, anybody may commit.
        HandOperator helper = censor.Copy(stage.Helper);
        await stage.BondAsync(stage.Helper, 1, cancellationToken).ConfigureAwait(false);
        if (IsDefended)
        {
            Check("nobody else may commit before the item is overdue", await RevertsAsync(censor.Copy(stage.Helper), cancellationToken, all: true).ConfigureAwait(false) == "NotTheSequencer");
            await stage.Chain.PassAsync(stage.Profile.OpenAfter - stage.Profile.InclusionDelay, cancellationToken).ConfigureAwait(false);
            await helper.CommitAsync([], cancellationToken).ConfigureAwait(false);
        }

        await Exits.FinaliseAsync(stage, cancellationToken).ConfigureAwait(false);
        await Exits.ClaimAsync(stage, helper.State, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string?> RevertsAsync(HandOperator @operator, CancellationToken cancellationToken, bool all = false)
    {
        try
        {
            await @operator.CommitAsync([], new() { QueueItems = all ? null : 1 }, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (TransactionFailedException e)
        {
            return e.ErrorName;
        }
    }
}
