using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Proofs;

namespace Plimsoll.Node.Proving;

/// <summary>What an auditor finds of a batch's proof.</summary>
public enum ProofVerdict
{
    /// <summary>L1 has recorded none.</summary>
    None,

    /// <summary>The recorded proof holds, judged here from calldata.</summary>
    Holds,

    /// <summary>L1 has recorded a proof that does not hold: its verifier is wrong, or its key is.</summary>
    Fails,

    /// <summary>The proof came through another contract, so that its calldata is not the transaction's.</summary>
    Unseen,
}

/// <summary>Judges the proofs that L1 has accepted, from their calldata and the keys that L1 holds.</summary>
/// <param name="node">L1.</param>
/// <param name="identity">The rollup.</param>
/// <param name="verifiers">Its verifiers, by number.</param>
public sealed class ProofsOnL1(EthereumClient node, RollupIdentity identity, IReadOnlyList<VerifierOnL1> verifiers)
{
    private static readonly AbiEvent s_vote = AbiEvent.Parse("VoteRecorded(bytes32 indexed headerHash, uint8 indexed kind)");

    private readonly CircuitSet _circuits = RollupCircuits.For(identity.Profile.Depth, identity.Layout);

    /// <summary>The verifiers, by number.</summary>
    public IReadOnlyList<VerifierOnL1> Verifiers => verifiers;

    /// <summary>Whether the rollup's circuits are those that this program knows; only then are proofs judged.</summary>
    public bool KnowsCircuits => verifiers.Count == _circuits.Count && verifiers.Index().All(it => it.Item.IsQueue == (_circuits[it.Index].Kind == SegmentKind.Queue));

    /// <summary>Finds the call by which a batch was proven, and judges it.</summary>
    /// <param name="cut">A cut on whose chain the batch is.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="block">The block that holds the vote, by its hash: what is judged is what L1 recorded on this fork.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RpcException">The node does not answer, or has no such block any more.</exception>
    public async Task<(ProofVerdict Verdict, BatchProofRefusal Refusal)> JudgeAsync(RollupCut cut, CommittedBatch batch, Bytes32 block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentNullException.ThrowIfNull(batch);
        IReadOnlyList<Log> logs = await node.GetLogsAsync(block, new([identity.Rollup], [s_vote.Topic]), cancellationToken).ConfigureAwait(false);
        Log? vote = logs.FirstOrDefault(log => log.Topics.Count == 3 && log.Topics[1] == batch.HeaderHash && log.Topics[2].ToUInt256() == (UInt256)(ulong)ProofKinds.Validity);
        if (vote is null)
            return (ProofVerdict.None, BatchProofRefusal.None);
        KnownTransaction? transaction = await node.GetTransactionAsync(vote.TransactionHash, cancellationToken).ConfigureAwait(false);
        ValidityCall? call = transaction is { } known && known.To == identity.Votes ? ValidityCall.Read(known.Data.Span) : null;
        return call is null || !KnowsCircuits ? (ProofVerdict.Unseen, BatchProofRefusal.None) : Judge(cut, batch, call.Proof);
    }

    /// <summary>Judges a proof of a batch.</summary>
    public (ProofVerdict Verdict, BatchProofRefusal Refusal) Judge(RollupCut cut, CommittedBatch batch, BatchProof proof)
    {
        BatchProofVerifier verifier = new(_circuits, [.. verifiers.Select(it => it.Key)], Keccak256.Hash, BlobKzg.Mainnet);
        BatchProofRefusal refusal = verifier.Verify(BatchWitnesses.StatementOf(cut, batch), proof);
        return (refusal == BatchProofRefusal.None ? ProofVerdict.Holds : ProofVerdict.Fails, refusal);
    }
}
