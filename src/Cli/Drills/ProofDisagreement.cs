using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Profiles;
using Plimsoll.Crypto.Fields;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;
using Plimsoll.Solvency.Regimes;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>Two kinds of proof contradict each other: one of them is broken, and nobody knows which.</summary>
internal sealed class ProofDisagreement : Drill
{
    public override string Name => "proof-disagreement";

    public override string Attacked => "The verifier of validity proofs is broken: Mallory has a batch proven that gives her all the money.";

    protected override bool HasWeakVerifier => true;

    protected override ProfileDocument Profile { get; } = Proven([ProfileRules.Optimistic, ProfileRules.Validity], threshold: 2);

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        HandOperator honest = await Opening.PlayAsync(stage, cancellationToken).ConfigureAwait(false);
        Before = await stage.OwedAsync(honest.State, cancellationToken).ConfigureAwait(false);
        HandOperator liar = await ProofAttack.StealAsync(stage, honest, cancellationToken).ConfigureAwait(false);
        MustBeSeen(RegimeCause.WrongCommitment, liar.HeadBlock);
        ValidityCall forged = await Forgery.OfHeadAsync(stage, default, Fr.One, cancellationToken).ConfigureAwait(false);
        Check("the broken verifier takes it", await ProofAttack.TryAsync(stage, forged.Encode(), cancellationToken).ConfigureAwait(false));
        await using Watch watch = await Watch.StartAsync(stage, IsDefended, cancellationToken).ConfigureAwait(false);
        if (IsDefended)
            await Patience.UntilAsync(() => stage.Rollup.IsFrozenAsync(BlockReference.Latest, cancellationToken), () => "The rollup was not frozen", cancellationToken).ConfigureAwait(false);
        else
            await Plunder.TryAsync(stage, liar, cancellationToken).ConfigureAwait(false);

        RollupHistory history = await RollupHistory.ReadAsync(stage.Chain.Node, stage.Rollup.Address, cancellationToken).ConfigureAwait(false);
        Check("the rollup is frozen", await stage.Rollup.IsFrozenAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false));
        Check("L1 says that proofs disagree", history.Of<RollupEvent.ProofsDisagree>().Count() == 1);
        foreach ((_, Log log) in history.Of<RollupEvent.ProofsDisagree>())
        {
            MustBeSeen(RegimeCause.ProofsConflict, log.BlockNumber);
            MustBeSeen(RegimeCause.Frozen, log.BlockNumber);
        }

        Replica replica = await stage.ReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false);
        RollupState state = await replica.DeriveAsync(replica.Cut.FinalHeight, cancellationToken).ConfigureAwait(false);
        Check("the last final state is the honest one", state.Root == honest.State.Root);
        await Exits.EscapeAsync(stage, state, cancellationToken).ConfigureAwait(false);
    }
}
