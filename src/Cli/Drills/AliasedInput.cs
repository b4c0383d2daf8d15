using Plimsoll.Node.Proving;

namespace Plimsoll.Cli.Drills;

/// <summary>Numbers that stand for others: x + r has the residue of x, and is another number to a contract.</summary>
internal sealed class AliasedInput : ProofAttack
{
    public override string Name => "aliased-input";

    public override string Attacked => "Mallory commits a batch that gives her all the money, and shows L1 a good proof of another batch with x + r in place of its numbers, one after the other.";

    protected override async Task<IReadOnlyList<byte[]>> CallsAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        ValidityCall good = await ProvenCalls.FindAsync(stage, height: 2, cancellationToken).ConfigureAwait(false);
        ValidityCall mine = await Forgery.OfHeadAsync(stage, good.Proof.Segments[^1].Proof, good.Proof.Segments[^1].Commitment, cancellationToken).ConfigureAwait(false);
        List<byte[]> calls = [];
        foreach (ValidityCall call in (ValidityCall[])[good, mine])
        {
            for (int number = 0; number < 5; number++)
                calls.Add(Forgery.Alias(call.Encode(), NumberOf(call, number)));
        }

        calls.Add(mine.Encode());
        return calls;
    }
}
