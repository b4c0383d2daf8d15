using Plimsoll.Cli.Profiles;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Cli.Drills;

/// <summary>A batch that nobody can prove stands in everybody's way.</summary>
internal sealed class UnprovenBatch : Drill
{
    public override string Name => "unproven-batch";

    public override string Attacked => "Mallory, with a bond, commits a batch that no proof exists for, and nothing can be built on it.";

    protected override ProfileDocument Profile { get; } = Proven([ProfileRules.Validity], threshold: 1);

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator honest = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        Before = await stage.OwedAsync(honest.State, cancellationToken).ConfigureAwait(false);
        HandOperator liar = await ProofAttack.StealAsync(stage, honest, cancellationToken).ConfigureAwait(false);
        MustBeSeen(RegimeCause.WrongCommitment, liar.HeadBlock);
        Check("it has no proof", await StageProver.ProveAsync(stage, height: 3, cancellationToken).ConfigureAwait(false) is null);
        if (IsDefended)
            await ProofAttack.DropAsync(stage, cancellationToken).ConfigureAwait(false);
        await Exits.LeaveAsync(stage, honest, cancellationToken).ConfigureAwait(false);
    }
}
