using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Proving;

namespace Plimsoll.Node.Auditing;

/// <summary>Judges every proof that L1 records, and remembers what it found. Keys come from L1 alone.</summary>
/// <remarks>A judge on L1 whose keys cannot be read, or are for other circuits, is itself a finding: no proof is judged then, and nothing is GREEN.</remarks>
internal sealed class ProofAudit(EthereumClient node, RollupIdentity identity)
{
    private readonly Dictionary<Bytes32, ProofVerdict> _verdicts = [];
    private ProofsOnL1? _proofs;

    /// <summary>Says how proofs stand at a cut; null where none counts.</summary>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public async Task<ProofStanding?> FollowAsync(RollupCut cut, CancellationToken cancellationToken)
    {
        if (!identity.IsProven)
            return null;
        _proofs ??= new(node, identity, await ReadKeysAsync(cancellationToken).ConfigureAwait(false));
        foreach (CommittedBatch batch in cut.Batches.Where(batch => ProverRules.IsProven(cut, batch) && !_verdicts.ContainsKey(batch.HeaderHash)))
        {
            (ProofVerdict verdict, _) = await _proofs.JudgeAsync(cut, batch, cancellationToken).ConfigureAwait(false);
            if (verdict != ProofVerdict.None)
                _verdicts[batch.HeaderHash] = verdict;
        }

        IReadOnlyList<CommittedBatch> waiting = ProverRules.Waiting(cut);
        return new(
            ProverRules.ProvenHeight(cut),
            waiting.Count,
            waiting.Count > 0 && cut.Time > waiting[0].CommittedAt ? cut.Time - waiting[0].CommittedAt : 0,
            _proofs.Verifiers,
            _proofs.KnowsCircuits,
            new Dictionary<Bytes32, ProofVerdict>(_verdicts),
            First(ProofVerdict.Fails),
            First(ProofVerdict.Unseen));

        CommittedBatch? First(ProofVerdict verdict) => cut.Batches.FirstOrDefault(batch => _verdicts.GetValueOrDefault(batch.HeaderHash) == verdict);
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
