using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Proving;

namespace Plimsoll.Node.Auditing;

/// <summary>Judges every proof that L1 records, once. Keys come from L1 alone.</summary>
/// <remarks>A judge on L1 whose keys cannot be read, or are for other circuits, is itself a finding: no proof is judged then, and nothing is GREEN.</remarks>
internal sealed class ProofAudit(EthereumClient node, RollupIdentity identity)
{
    private ProofsOnL1? _proofs;
    private ProofVerdicts? _verdicts;

    /// <summary>Says how proofs stand at a cut; null where none counts.</summary>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public async Task<ProofStanding?> FollowAsync(RollupCut cut, CancellationToken cancellationToken)
    {
        if (!identity.IsProven)
            return null;
        _proofs ??= new(node, identity, await ReadKeysAsync(cancellationToken).ConfigureAwait(false));
        _verdicts ??= new(async (cut, batch, block, cancellationToken) => (await _proofs.JudgeAsync(cut, batch, block, cancellationToken).ConfigureAwait(false)).Verdict);
        await _verdicts.FollowAsync(cut, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CommittedBatch> waiting = ProverRules.Waiting(cut);
        return new(
            ProverRules.ProvenHeight(cut),
            waiting.Count,
            waiting.Count > 0 && cut.Time > waiting[0].CommittedAt ? cut.Time - waiting[0].CommittedAt : 0,
            _proofs.Verifiers,
            _proofs.KnowsCircuits,
            _verdicts.ByBatch,
            _verdicts.First(cut, ProofVerdict.Fails),
            _verdicts.First(cut, ProofVerdict.Unseen));
    }

    private async Task<IReadOnlyList<VerifierOnL1>> ReadKeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await VerifyingKeysOnL1.ReadAsync(node, identity.Votes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or AbiException or ExecutionRevertedException)
        {
            return [];
        }
    }
}
