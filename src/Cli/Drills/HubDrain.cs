using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Profiles;
using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;
using Plimsoll.Solvency.Regimes;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>A rollup with broken proofs on the same hub: whatever is committed there becomes final.</summary>
internal sealed class HubDrain : Drill
{
    private const ulong Deposit = 2_000_000_000;

    public override string Name => "hub-drain";

    public override string Attacked =>
        "Beside the honest rollup a second one uses the same hub, and nothing that is committed there is ever disputed: Mallory makes a state final in which all escrow of the hub is hers, and claims.";

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator honest = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        Before = await stage.OwedAsync(honest.State, cancellationToken).ConfigureAwait(false);
        ProfileDocument broken = Profile with
        {
            Name = "broken",
            Quota = new() { Floor = "1", ShareBasisPoints = 1_000, PeriodSeconds = 1_000 }, // a tenth of the escrow at once
        };

        // With separate ledgers it is another rollup that Mallory breaks; without, it would be the one that holds everybody's money.
        DrillStage prey = IsDefended ? await StageBuilder.BuildBesideAsync(stage, broken, cancellationToken).ConfigureAwait(false) : stage;
        await using DrillAudit? audit = IsDefended ? await DrillAudit.StartAsync(prey, cancellationToken).ConfigureAwait(false) : null;
        await prey.BondAsync(prey.Mallory, 3, cancellationToken).ConfigureAwait(false);
        HandOperator liar = honest.Copy(stage.Mallory);
        if (IsDefended)
        {
            await prey.DepositAsync(prey.Mallory, DrillStage.Eth, Deposit, Opening.NoHint, cancellationToken).ConfigureAwait(false);
            liar = new(prey, prey.Mallory);
            await liar.CommitAsync([], cancellationToken).ConfigureAwait(false);
        }

        UInt128 held = Amounts.Narrow(await stage.Hub.GetEscrowAsync(Address.Zero, BlockReference.Latest, cancellationToken).ConfigureAwait(false));
        HeldAccount mine = DrillStage.Find(liar.State, prey.Mallory, DrillStage.Eth);
        uint validUntil = await Opening.ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false);
        StateMark honestly = liar.State.Mark();
        QueuedOperation minted = new QueuedOperation.Deposit(prey.Mallory.Address, DrillStage.Eth, held - mine.Account.Balance, mine.Index, default);
        await liar.CommitAsync(
            [prey.Signer.Withdraw(prey.KeyOf(prey.Mallory), mine, held, 0, validUntil).Operation],
            new() { BeforeBatch = state => StateTransition.ApplyQueued(state, minted) },
            cancellationToken).ConfigureAwait(false);
        audit?.MustSee(Regime.Black, RegimeCause.WrongCommitment, liar.HeadBlock);
        bool paidAll = await Plunder.TryAsync(prey, liar, cancellationToken).ConfigureAwait(false);

        Check("a claim beyond the broken rollup's own deposits was refused", !paidAll);
        Check("the honest rollup's escrow was not touched", Amounts.Narrow(await stage.Hub.GetEscrowAsync(Address.Zero, BlockReference.Latest, cancellationToken).ConfigureAwait(false)) == held);
        if (IsDefended)
        {
            // Her own deposit she can take; even that leaves no faster than the quota, the rest waits.
            await liar.CommitAsync(
                [prey.Signer.Withdraw(prey.KeyOf(prey.Mallory), mine, Deposit, 0, validUntil).Operation],
                new() { BeforeBatch = state => state.Unwind(honestly) },
                cancellationToken).ConfigureAwait(false);
            Check("what is the broken rollup's own was paid", await Plunder.TryAsync(prey, liar, cancellationToken).ConfigureAwait(false));
            ulong paid = await stage.Chain.Node.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
            audit!.MustSee(Regime.Black, RegimeCause.UnbackedRelease, paid); // by a state that does not follow from L1
            audit.MustSee(Regime.Red, RegimeCause.CoverageBreach, paid);
            (UInt256 waiting, _) = await prey.Hub.GetWaitingAsync(Address.Zero, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
            Check("and no faster than its quota, a tenth at once", waiting == Deposit - Deposit / 10);
        }

        await Exits.LeaveAsync(stage, honest, cancellationToken).ConfigureAwait(false);
        if (audit is not null)
        {
            AuditFindings seen = await audit.FinishAsync(cancellationToken).ConfigureAwait(false);
            Check("an auditor of the broken rollup said so in the block of the batch, or the next", seen.Held);
        }

        if (!ReferenceEquals(prey, stage))
            await prey.DisposeAsync().ConfigureAwait(false);
    }
}
