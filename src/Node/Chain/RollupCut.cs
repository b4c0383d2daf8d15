using System.Collections.Immutable;
using Plimsoll.Batches;
using Plimsoll.L1.Following;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Chain;

/// <summary>Everything that L1 says of a rollup at one block: one consistent cut.</summary>
/// <remarks>Immutable, and shares what did not change with the cuts before it. Made by <see cref="RollupFold"/> from logs alone.</remarks>
public sealed record RollupCut
{
    /// <summary>Which rollup.</summary>
    public required RollupIdentity Identity { get; init; }

    /// <summary>The block; the number before the first one where nothing was followed yet.</summary>
    public BlockId Block { get; init; }

    /// <summary>That block's time, in Unix seconds.</summary>
    public ulong Time { get; init; }

    /// <summary>All items that ever entered the queue, by number.</summary>
    public ImmutableList<QueueEntry> Queue { get; init; } = [];

    /// <summary>The head's chain: the batch of height n is at n − 1.</summary>
    public ImmutableList<CommittedBatch> Batches { get; init; } = [];

    /// <summary>The batches that were dropped or fell with one that was, by header hash.</summary>
    public ImmutableDictionary<Bytes32, CommittedBatch> Dropped { get; init; } = ImmutableDictionary<Bytes32, CommittedBatch>.Empty;

    /// <summary>Batches up to this height are final.</summary>
    public ulong FinalHeight { get; init; }

    /// <summary>The roots that claims may name, with the height of the last final batch that has them.</summary>
    public ImmutableDictionary<Fr, ulong> FinalRoots { get; init; } = ImmutableDictionary<Fr, ulong>.Empty;

    /// <summary>The votes that L1 has recorded, by header hash.</summary>
    public ImmutableDictionary<Bytes32, ProofKinds> Votes { get; init; } = ImmutableDictionary<Bytes32, ProofKinds>.Empty;

    /// <summary>When the newest of a batch's recorded votes came, in Unix seconds.</summary>
    public ImmutableDictionary<Bytes32, ulong> VotedAt { get; init; } = ImmutableDictionary<Bytes32, ulong>.Empty;

    /// <summary>The same votes one by one, in the order in which L1 recorded them: the prefix before a vote is the same wherever that vote is.</summary>
    public ImmutableList<RecordedVote> RecordedVotes { get; init; } = [];

    /// <summary>How many drops there were.</summary>
    public ulong Generation { get; init; }

    /// <summary>When the last drop was, in Unix seconds; 0 for never.</summary>
    public ulong LastDrop { get; init; }

    /// <summary>Whether commits have stopped for good.</summary>
    public bool IsFrozen => FrozenAt is not null;

    /// <summary>Since when, in Unix seconds; null while commits go on.</summary>
    public ulong? FrozenAt { get; init; }

    /// <summary>Bonds by committer.</summary>
    public ImmutableDictionary<Address, Bond> Bonds { get; init; } = ImmutableDictionary<Address, Bond>.Empty;

    /// <summary>The batches whose bond is held: pending ones, those that fell with another, and those that were final before their window was over.</summary>
    public ImmutableHashSet<Bytes32> HeldBonds { get; init; } = [];

    /// <summary>The batches of which a validity proof and a fraud proof were accepted; their bonds are held for good.</summary>
    public ImmutableHashSet<Bytes32> Disputed { get; init; } = [];

    /// <summary>Rewards that were not paid yet, by the batch that was removed.</summary>
    public ImmutableDictionary<Bytes32, Reward> Rewards { get; init; } = ImmutableDictionary<Bytes32, Reward>.Empty;

    /// <summary>Deposits that were given back, by number.</summary>
    public ImmutableHashSet<ulong> Refunded { get; init; } = [];

    /// <summary>What accounts were paid, or have waiting, of their running totals.</summary>
    public ImmutableDictionary<AccountClaim, UInt256> Claimed { get; init; } = ImmutableDictionary<AccountClaim, UInt256>.Empty;

    /// <summary>The accounts whose total changed there, the newest first: what is behind the top of an earlier cut of the same chain is that cut's.</summary>
    public ImmutableStack<AccountClaim> ClaimChanges { get; init; } = [];

    /// <summary>The payouts that ever stood in line, by token.</summary>
    public ImmutableDictionary<Address, ImmutableList<PayoutEntry>> Payouts { get; init; } = ImmutableDictionary<Address, ImmutableList<PayoutEntry>>.Empty;

    /// <summary>The height of the head.</summary>
    public ulong Height => (ulong)Batches.Count;

    /// <summary>The header at the head.</summary>
    public BatchHeader Head => HeaderAt(Height);

    /// <summary>The last final header.</summary>
    public BatchHeader LastFinal => HeaderAt(FinalHeight);

    /// <summary>The oldest batch that is not final, or null.</summary>
    public CommittedBatch? OldestPending => FinalHeight < Height ? Batches[(int)FinalHeight] : null;

    /// <summary>The items that the head has not consumed.</summary>
    public IEnumerable<QueueEntry> OpenItems => Queue.Skip((int)Head.QueueEnd);

    /// <summary>The header of a height on the head's chain, genesis included.</summary>
    public BatchHeader HeaderAt(ulong height) => height == 0 ? Identity.Genesis : Batches[(int)height - 1].Header;

    /// <summary>The name of a height on the head's chain, genesis included.</summary>
    public Bytes32 HashAt(ulong height) => height == 0 ? Identity.GenesisHash : Batches[(int)height - 1].HeaderHash;

    /// <summary>Whether a batch is on the head's chain.</summary>
    public bool Holds(ulong height, Bytes32 headerHash) => height <= Height && HashAt(height) == headerHash;

    /// <summary>Until when a batch can be disputed, in Unix seconds, that second included.</summary>
    public ulong WindowEnd(CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.CommittedAt + Identity.Profile.ChallengeWindow;
    }

    /// <summary>Whether a batch's window is over in the next block.</summary>
    public bool IsWindowOver(CommittedBatch batch) => Time > WindowEnd(batch);

    /// <summary>The kinds of proof that speak for a batch now: those recorded, and time.</summary>
    public ProofKinds VotesFor(CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ProofKinds time = IsWindowOver(batch) ? Identity.Profile.Kinds & ProofKinds.FraudWindow : ProofKinds.None;
        return Votes.GetValueOrDefault(batch.HeaderHash) | time;
    }

    /// <summary>The pending batches that L1 holds no vote of a kind for, the oldest first: what is final needs none, and a frozen rollup takes none.</summary>
    public IEnumerable<CommittedBatch> WaitingFor(ProofKinds kind) => IsFrozen
        ? []
        : Batches.Skip((int)FinalHeight).Where(batch => !Votes.GetValueOrDefault(batch.HeaderHash).HasFlag(kind));

    /// <summary>Whether enough kinds of proof speak for a pending batch to make it final, once those before it are.</summary>
    public bool IsAccepted(CommittedBatch batch) => Identity.Profile.IsEnough(VotesFor(batch));

    /// <summary>
    /// By when enough kinds of proof speak for a batch, in Unix seconds: those recorded since the newest of them, time when its window is over, others when their deadline is; the k-th of them where k are needed.
    /// What has no proof by then can be removed instead.
    /// </summary>
    public ulong AcceptedBy(CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ProofKinds recorded = Votes.GetValueOrDefault(batch.HeaderHash);
        return Identity.Profile.EarliestEnough(kind => kind switch
        {
            _ when recorded.HasFlag(kind) => VotedAt[batch.HeaderHash],
            ProofKinds.FraudWindow => WindowEnd(batch),
            _ => Time > DeadlineEnd(batch) ? Math.Max(DeadlineEnd(batch), WindowEnd(batch)) : DeadlineEnd(batch), // late, it is not waited for: time may be enough
        });
    }

    /// <summary>Until when the proofs of a batch have to come, in Unix seconds, that second included.</summary>
    public ulong DeadlineEnd(CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.CommittedAt + Identity.Profile.ProofDeadline;
    }

    /// <summary>Whether a pending batch can be removed because its proofs did not come in time: without them, time alone is not enough.</summary>
    public bool IsUnproven(CommittedBatch batch) => Time > DeadlineEnd(batch) && LacksProofs(batch);

    /// <summary>Whether the proofs of a batch that are recorded are too few, with time: it is removed if no more come.</summary>
    public bool LacksProofs(CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return !Identity.Profile.IsEnough(Votes.GetValueOrDefault(batch.HeaderHash) | Identity.Profile.Kinds & ProofKinds.FraudWindow);
    }

    /// <summary>Whether a fault of a batch on the head's chain can still be shown on L1: it is pending, or final for less than its window.</summary>
    public bool IsDisputable(CommittedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Identity.Layout == DataLayout.Full && (batch.Height > FinalHeight || !IsWindowOver(batch));
    }
}
