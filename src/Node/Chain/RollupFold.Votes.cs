using System.Collections.Immutable;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Chain;

/// <content>What speaks for a batch, and what takes batches back.</content>
public static partial class RollupFold
{
    private static RollupCut Drop(RollupCut cut, Bytes32 headerHash, ulong height, ulong generation)
    {
        Require(height > cut.FinalHeight && height <= cut.Height && cut.HashAt(height) == headerHash, $"the batch {headerHash} is not pending");
        Require(generation == cut.Generation + 1, "a drop was left out");
        return Rewind(cut, height, generation);
    }

    private static RollupCut Rewind(RollupCut cut, ulong height, ulong generation)
    {
        int keep = (int)height - 1;
        ImmutableList<CommittedBatch> fallen = cut.Batches.GetRange(keep, cut.Batches.Count - keep);
        return cut with
        {
            Batches = cut.Batches.RemoveRange(keep, fallen.Count),
            Dropped = cut.Dropped.SetItems(fallen.Select(batch => KeyValuePair.Create(batch.HeaderHash, batch))),
            Generation = generation,
            LastDrop = cut.Time,
        };
    }

    private static RollupCut Vote(RollupCut cut, RollupEvent.VoteRecorded it)
    {
        ProofKinds before = cut.Votes.GetValueOrDefault(it.HeaderHash);
        CommittedBatch? batch = Find(cut, it.HeaderHash);
        Require(batch is not null, $"a vote is for {it.HeaderHash}, which was never committed");
        Require((cut.Identity.Profile.Kinds & ~before).HasFlag(it.Kind), $"a vote for {it.HeaderHash} does not count, or came twice");
        return cut with
        {
            Votes = cut.Votes.SetItem(it.HeaderHash, before | it.Kind),
            VotedAt = cut.VotedAt.SetItem(it.HeaderHash, cut.Time),
            RecordedVotes = cut.RecordedVotes.Add(new(it.HeaderHash, batch!.Height, it.Kind, cut.Block)),
        };
    }

    // Votes come soon after a batch: the newest are looked at first.
    private static CommittedBatch? Find(RollupCut cut, Bytes32 headerHash) =>
        cut.Dropped.GetValueOrDefault(headerHash) ?? (cut.Batches.FindLastIndex(batch => batch.HeaderHash == headerHash) is var index and >= 0 ? cut.Batches[index] : null);

    /// <summary>The head goes back to the parent if that still stands, and so does what was final behind it.</summary>
    private static RollupCut Disagree(RollupCut cut, RollupEvent.ProofsDisagree it)
    {
        bool isLive = it.Height >= 1 && cut.Holds(it.Height, it.HeaderHash);
        CommittedBatch? batch = isLive ? cut.Batches[(int)it.Height - 1] : cut.Dropped.GetValueOrDefault(it.HeaderHash);
        Require(batch is not null && batch.Height == it.Height && !cut.Disputed.Contains(it.HeaderHash), $"proofs disagree about {it.HeaderHash}, which is no such batch");
        Require(cut.Votes.GetValueOrDefault(it.HeaderHash).HasFlag(ProofKinds.Validity), $"proofs disagree about {it.HeaderHash}, which has none");
        ulong parent = it.Height - 1;
        bool parentStands = cut.Holds(parent, batch!.Header.ParentHash);
        Require(it.Generation == cut.Generation + (parentStands ? 1UL : 0), "a drop was left out");
        RollupCut after = cut with { FrozenAt = cut.Time, Disputed = cut.Disputed.Add(it.HeaderHash), Rewards = cut.Rewards.Remove(it.HeaderHash) };
        if (!parentStands)
            return after;
        Require(cut.HeaderAt(parent).NewRoot == it.Root, $"the parent of {it.HeaderHash} has another root");
        if (cut.FinalHeight > parent)
        {
            IEnumerable<Fr> gone = cut.FinalRoots.Where(root => root.Value > parent).Select(root => root.Key);
            after = after with { FinalHeight = parent, FinalRoots = cut.FinalRoots.RemoveRange(gone).SetItem(it.Root, parent) };
        }

        return Rewind(after, it.Height, it.Generation);
    }
}
