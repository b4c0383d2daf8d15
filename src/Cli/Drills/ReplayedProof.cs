using Plimsoll.Node.Proving;

namespace Plimsoll.Cli.Drills;

/// <summary>Proofs that were good for something else.</summary>
internal sealed class ReplayedProof : ProofAttack
{
    public override string Name => "replayed-proof";

    public override string Attacked => "Mallory commits a batch that gives her all the money, and shows L1 proofs that another batch, another rollup and another chain were proven by.";

    protected override async Task<IReadOnlyList<byte[]>> CallsAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        List<byte[]> calls = [];
        foreach (ValidityCall good in await GoodAsync(stage, cancellationToken).ConfigureAwait(false))
        {
            ValidityCall mine = await Forgery.OfHeadAsync(stage, good.Proof.Segments[^1].Proof, good.Proof.Segments[^1].Commitment, cancellationToken).ConfigureAwait(false);
            calls.Add(mine.Encode());
            calls.Add((mine with { Proof = good.Proof }).Encode());
        }

        return calls;
    }

    // The honest batch before hers, from its calldata; and one of the same people on another rollup of the same chain, which has the same circuits and keys.
    private async Task<IReadOnlyList<ValidityCall>> GoodAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        ValidityCall before = await ProvenCalls.FindAsync(stage, height: 2, cancellationToken).ConfigureAwait(false);
        DrillStage other = await StageBuilder.BuildBesideAsync(stage, Profile, cancellationToken).ConfigureAwait(false);
        await using (other.ConfigureAwait(false))
        {
            await Opening.PlayAsync(other, cancellationToken).ConfigureAwait(false);
            return [before, await ProvenCalls.FindAsync(other, height: 2, cancellationToken).ConfigureAwait(false)];
        }
    }
}
