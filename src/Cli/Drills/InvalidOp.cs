using Plimsoll.Cli.Operations;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Solvency.Regimes;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>A committer publishes operations that may not be there, one kind after the other.</summary>
internal sealed class InvalidOp : Drill
{
    public override string Name => "invalid-op";

    public override string Attacked =>
        "Mallory commits four batches: a transfer from Alice with a forged signature, a payment of more than she has, Alice's own transfer a second time, and a payment that credits more than it takes.";

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator honest = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        uint validUntil = await Opening.ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false);
        HeldAccount alice = DrillStage.Find(honest.State, stage.Alice, DrillStage.Usd), mallory = DrillStage.Find(honest.State, stage.Mallory, DrillStage.Usd);
        Operation once = stage.Signer.Transfer(stage.KeyOf(stage.Alice), alice, mallory, 1_000_001, 0, validUntil).Operation;
        await honest.CommitAsync([once], cancellationToken).ConfigureAwait(false); // Alice pays Mallory; Mallory keeps the signature
        await Exits.FinaliseAsync(stage, cancellationToken).ConfigureAwait(false);
        Before = await stage.OwedAsync(honest.State, cancellationToken).ConfigureAwait(false);
        await stage.BondAsync(stage.Mallory, 4, cancellationToken).ConfigureAwait(false);
        await using Watch watch = await Watch.StartAsync(stage, IsDefended, cancellationToken).ConfigureAwait(false);

        (string What, Operation Operation, HandOperator.Lie Lie)[] attempts =
        [
            ("the forged signature was removed", Forged(stage, honest.State, validUntil), new() { SkipSignatures = true }),
            ("the overdraft was removed", Overdraft(stage, honest.State, validUntil), new() { BeforeBatch = state => InvalidRoot.Enrich(stage, state) }),
            ("the replayed transfer was removed", once, new() { SkipSignatures = true }),
            ("the minted balance was removed", Small(stage, honest.State, validUntil), new() { BeforeBatch = state => InvalidRoot.Enrich(stage, state) }),
        ];
        for (int i = 0; i < attempts.Length; i++)
        {
            HandOperator liar = honest.Copy(stage.Mallory);
            await liar.CommitAsync([attempts[i].Operation], attempts[i].Lie, cancellationToken).ConfigureAwait(false);
            MustBeSeen(RegimeCause.WrongCommitment, liar.HeadBlock);
            await watch.DropAsync(i + 1, cancellationToken).ConfigureAwait(false);
            Check(attempts[i].What, await watch.DropsAsync(cancellationToken).ConfigureAwait(false) == i + 1);
            if (!IsDefended)
                await Plunder.TryAsync(stage, liar, cancellationToken).ConfigureAwait(false);
        }

        Check("Mallory lost four bonds", await watch.LostBondsAsync(stage.Mallory, cancellationToken).ConfigureAwait(false) == 4);
        await Exits.LeaveAsync(stage, honest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All of Alice's dollars to Mallory, signed by Mallory.</summary>
    private static Operation Forged(DrillStage stage, RollupState state, uint validUntil)
    {
        HeldAccount alice = DrillStage.Find(state, stage.Alice, DrillStage.Usd), mallory = DrillStage.Find(state, stage.Mallory, DrillStage.Usd);
        SchnorrSecretKey wrongKey = stage.KeyOf(stage.Mallory);
        return stage.Signer.Transfer(wrongKey, alice, mallory, alice.Account.Balance, 0, validUntil).Operation;
    }

    /// <summary>Withdraws everything that the others have, too.</summary>
    private static Operation Overdraft(DrillStage stage, RollupState state, uint validUntil)
    {
        HeldAccount mallory = DrillStage.Find(state, stage.Mallory, DrillStage.Usd);
        UInt128 others = stage.Honest.Aggregate(UInt128.Zero, (sum, person) => sum + DrillStage.Find(state, person, DrillStage.Usd).Account.Balance);
        return stage.Signer.Withdraw(stage.KeyOf(stage.Mallory), mallory, mallory.Account.Balance + others, 0, validUntil).Operation;
    }

    /// <summary>A payment that Mallory could make; the roots say that she has become rich by it.</summary>
    private static Operation Small(DrillStage stage, RollupState state, uint validUntil)
    {
        HeldAccount mallory = DrillStage.Find(state, stage.Mallory, DrillStage.Usd);
        return stage.Signer.Withdraw(stage.KeyOf(stage.Mallory), mallory, mallory.Account.Balance, 0, validUntil).Operation;
    }
}
