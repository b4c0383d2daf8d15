using Plimsoll.Crypto.Fields;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Cli.Drills;

/// <summary>Proofs that are made up.</summary>
internal sealed class ForgedProof : ProofAttack
{
    public override string Name => "forged-proof";

    public override string Attacked => "Mallory commits a batch that gives her all the money, and shows L1 proofs that she made up, everything else about them being right.";

    protected override async Task<IReadOnlyList<byte[]>> CallsAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        VerifyingKey key = StageProver.Keys[^1].Key.VerifyingKey;
        List<byte[]> calls = [];
        // Nothing at all; the key's own points; and the points that would do if γ or δ were the other.
        foreach (Proof proof in (Proof[])[default, new(key.Alpha, key.Beta, default), new(key.Alpha, key.Beta, -key.Inputs[0]), new(key.Inputs[0], key.Gamma, default)])
            calls.Add((await Forgery.OfHeadAsync(stage, proof, Fr.FromUInt64(7), cancellationToken).ConfigureAwait(false)).Encode());
        return calls;
    }
}
