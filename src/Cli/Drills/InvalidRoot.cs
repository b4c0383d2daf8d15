using Plimsoll.Cli.Operations;
using Plimsoll.Solvency.Regimes;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>A committer claims a state in which the whole escrow is theirs.</summary>
internal sealed class InvalidRoot : Drill
{
    public override string Name => "invalid-root";

    public override string Attacked => "Mallory, with a bond, commits a batch whose root comes from a state that gives her all the money, and waits for it to be final.";

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator honest = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        Before = await stage.OwedAsync(honest.State, cancellationToken).ConfigureAwait(false);
        await stage.BondAsync(stage.Mallory, 1, cancellationToken).ConfigureAwait(false);
        HandOperator liar = honest.Copy(stage.Mallory);
        await using Watch watch = await Watch.StartAsync(stage, IsDefended, cancellationToken).ConfigureAwait(false);

        List<Operation> theft = [];
        uint validUntil = await Opening.ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false);
        foreach (byte token in (byte[])[DrillStage.Eth, DrillStage.Usd])
        {
            HeldAccount mine = DrillStage.Find(liar.State, stage.Mallory, token);
            UInt128 others = stage.Honest.Aggregate(UInt128.Zero, (sum, person) => sum + DrillStage.Find(liar.State, person, token).Account.Balance);
            HeldAccount rich = mine with { Account = mine.Account with { Balance = mine.Account.Balance + others } };
            theft.Add(stage.Signer.Withdraw(stage.KeyOf(stage.Mallory), rich, rich.Account.Balance, 0, validUntil).Operation);
        }

        await liar.CommitAsync(theft, new() { BeforeBatch = state => Enrich(stage, state) }, cancellationToken).ConfigureAwait(false);
        MustBeSeen(RegimeCause.WrongCommitment, liar.HeadBlock);
        await watch.DropAsync(1, cancellationToken).ConfigureAwait(false);
        await Plunder.TryAsync(stage, liar, cancellationToken).ConfigureAwait(false);

        Check("the batch was removed", await watch.DropsAsync(cancellationToken).ConfigureAwait(false) == 1);
        Check("Mallory lost her bond", await watch.LostBondsAsync(stage.Mallory, cancellationToken).ConfigureAwait(false) == 1);
        await Exits.LeaveAsync(stage, honest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives Mallory what the others have: a change that no slot explains.</summary>
    internal static void Enrich(DrillStage stage, RollupState state)
    {
        foreach (byte token in (byte[])[DrillStage.Eth, DrillStage.Usd])
        {
            UInt128 others = stage.Honest.Aggregate(UInt128.Zero, (sum, person) => sum + DrillStage.Find(state, person, token).Account.Balance);
            HeldAccount mine = DrillStage.Find(state, stage.Mallory, token);
            StateTransition.ApplyQueued(state, new QueuedOperation.Deposit(stage.Mallory.Address, token, others, mine.Index, default));
        }
    }
}
