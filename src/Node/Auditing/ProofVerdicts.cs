using System.Collections.Immutable;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;

namespace Plimsoll.Node.Auditing;

/// <summary>What was found of each proof that L1 records, kept from one cut to the next: what changed is judged, not everything.</summary>
/// <remarks>
/// Law: whatever cuts came before, batches on the head's chain have the verdicts that their votes get when they are judged anew. A verdict belongs to a vote in its block: what a reorg takes back is forgotten, and
/// judged again when it comes again, for it may be another proof. A block costs what its votes cost, a reorg what it replaced.
/// </remarks>
/// <param name="judge">Judges the proof of a batch on a cut's chain, from the block that holds its vote; <see cref="ProofVerdict.None"/> where the node does not show it yet.</param>
internal sealed class ProofVerdicts(Func<RollupCut, CommittedBatch, Bytes32, CancellationToken, Task<ProofVerdict>> judge)
{
    private readonly SortedDictionary<(ulong Height, Bytes32 HeaderHash), ProofVerdict> _doubtful = []; // all but those that hold
    private readonly List<RecordedVote> _astray = []; // their batch was not on the head's chain when they were looked at, and may come back
    private ImmutableList<RecordedVote> _votes = [];
    private int _looked; // so many of them

    /// <summary>By header hash; those of dropped batches included.</summary>
    public ImmutableDictionary<Bytes32, ProofVerdict> ByBatch { get; private set; } = ImmutableDictionary<Bytes32, ProofVerdict>.Empty;

    /// <summary>Brings the verdicts to a cut.</summary>
    /// <exception cref="RpcException">The node does not answer; the next call goes on.</exception>
    public async Task FollowAsync(RollupCut cut, CancellationToken cancellationToken)
    {
        TakeBack(cut);
        foreach (RecordedVote vote in _astray.ToArray())
        {
            if (cut.Holds(vote.Height, vote.HeaderHash) && await TryJudgeAsync(cut, vote, cancellationToken).ConfigureAwait(false))
                _astray.Remove(vote);
        }

        for (; _looked < _votes.Count; _looked++)
        {
            RecordedVote vote = _votes[_looked];
            if (vote.Kind != ProofKinds.Validity)
                continue;
            if (!cut.Holds(vote.Height, vote.HeaderHash))
                _astray.Add(vote);
            else if (!await TryJudgeAsync(cut, vote, cancellationToken).ConfigureAwait(false))
                return;
        }
    }

    /// <summary>The first batch on the head's chain of which a verdict other than <see cref="ProofVerdict.Holds"/> was found.</summary>
    public CommittedBatch? First(RollupCut cut, ProofVerdict verdict) =>
        _doubtful.Where(it => it.Value == verdict && cut.Holds(it.Key.Height, it.Key.HeaderHash)).Select(it => cut.Batches[(int)it.Key.Height - 1]).FirstOrDefault();

    /// <summary>A vote names its block, and that names all before it: where one is the same, all before it are.</summary>
    private void TakeBack(RollupCut cut)
    {
        for (; _looked > 0 && (_looked > cut.RecordedVotes.Count || _votes[_looked - 1] != cut.RecordedVotes[_looked - 1]); _looked--)
        {
            RecordedVote gone = _votes[_looked - 1];
            if (gone.Kind != ProofKinds.Validity)
                continue;
            _astray.Remove(gone);
            _doubtful.Remove((gone.Height, gone.HeaderHash));
            ByBatch = ByBatch.Remove(gone.HeaderHash);
        }

        _votes = cut.RecordedVotes;
    }

    private async Task<bool> TryJudgeAsync(RollupCut cut, RecordedVote vote, CancellationToken cancellationToken)
    {
        ProofVerdict verdict = await judge(cut, cut.Batches[(int)vote.Height - 1], vote.Block.Hash, cancellationToken).ConfigureAwait(false);
        if (verdict == ProofVerdict.None)
            return false;
        ByBatch = ByBatch.SetItem(vote.HeaderHash, verdict);
        if (verdict != ProofVerdict.Holds)
            _doubtful[(vote.Height, vote.HeaderHash)] = verdict;
        return true;
    }
}
