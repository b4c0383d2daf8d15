using System.Collections.Immutable;
using Plimsoll.Batches;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Chain;

/// <summary>From one block's logs to the next cut. Pure.</summary>
/// <remarks>
/// What a log says is compared with everything that the contract compares it with, so that logs of a node that lies, or leaves some out, are found out at
/// the first one that does not fit, whatever the node says later. Spec: docs/spec/derivation-from-l1.md.
/// </remarks>
public static partial class RollupFold
{
    /// <summary>The cut before anything happened.</summary>
    public static RollupCut Begin(RollupIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return new() { Identity = identity, FinalRoots = ImmutableDictionary<Fr, ulong>.Empty.Add(identity.Genesis.NewRoot, 0) };
    }

    /// <summary>Takes in a block.</summary>
    /// <param name="before">The cut before it.</param>
    /// <param name="block">The block.</param>
    /// <param name="logs">Its logs of rollup and hub, in order; others do no harm.</param>
    /// <exception cref="RollupLogException">The logs are not what our contracts emit after what came before.</exception>
    public static RollupCut Next(RollupCut before, BlockHeader block, IReadOnlyList<Log> logs)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(logs);
        RollupCut cut = before with { Block = new(block.Number, block.Hash), Time = block.Timestamp };
        foreach (Log log in logs)
        {
            if (log.Address == cut.Identity.Rollup && RollupEvents.Decode(log) is { } happened)
                cut = Apply(cut, happened);
            else if (log.Address == cut.Identity.Hub && HubEvent.Decode(log) is { } moved && moved.Rollup == cut.Identity.Rollup)
                cut = Apply(cut, moved);
        }

        return cut;
    }

    private static RollupCut Apply(RollupCut cut, RollupEvent happened) => happened switch
    {
        RollupEvent.QueueItemAdded it => Add(cut, it.Item),
        RollupEvent.BatchCommitted it => Commit(cut, it),
        RollupEvent.BatchFinalised it => Finalise(cut, it),
        RollupEvent.BatchDropped it => Drop(cut, it.HeaderHash, it.Height, it.Generation),
        RollupEvent.BatchUnproven it => Drop(cut, it.HeaderHash, it.Height, it.Generation),
        RollupEvent.VoteRecorded it => Vote(cut, it),
        RollupEvent.ProofsDisagree it => Disagree(cut, it),
        RollupEvent.Frozen it => Freeze(cut, it),
        RollupEvent.DepositRefunded it => cut with { Refunded = cut.Refunded.Add(it.Number) },
        RollupEvent.BondAdded it => SetBond(cut, it.Committer, bond => bond with { Total = bond.Total + it.Amount }),
        RollupEvent.BondWithdrawn it => SetBond(cut, it.Committer, bond => bond with { Total = bond.Total - it.Amount }),
        RollupEvent.BondReleased it => Unlock(cut, it.Committer) with { HeldBonds = cut.HeldBonds.Remove(it.HeaderHash) },
        RollupEvent.BondLost it => LoseBond(cut, it),
        RollupEvent.RewardAssigned it => cut with { Rewards = cut.Rewards.SetItem(it.HeaderHash, new(it.Prover, it.CollectableAt)) },
        RollupEvent.RewardCollected it => cut with { Rewards = cut.Rewards.Remove(it.HeaderHash) },
        _ => cut,
    };

    private static RollupCut Apply(RollupCut cut, HubEvent moved) => moved switch
    {
        HubEvent.ClaimRecorded it => SetClaimed(cut, new(it.Index, it.Owner, it.Token), it.Total),
        HubEvent.PayoutQueued it => Queue(cut, it),
        HubEvent.PayoutCancelled it => Cancel(cut, it),
        _ => cut,
    };

    private static RollupCut Add(RollupCut cut, QueueItem item)
    {
        Require(item.Number == (ulong)cut.Queue.Count, $"item {item.Number} does not follow item {cut.Queue.Count - 1}");
        Require(item.Link == item.LinkAfter(LinkAt(cut, cut.Queue.Count)), $"the link behind item {item.Number} is wrong");
        return cut with { Queue = cut.Queue.Add(new(item, cut.Time)) };
    }

    private static RollupCut Commit(RollupCut cut, RollupEvent.BatchCommitted it)
    {
        (BatchHeader header, BatchHeader parent) = (it.Header, cut.Head);
        Require(!cut.IsFrozen, "a batch was committed to a frozen rollup");
        Require(it.Height == cut.Height + 1 && header.ParentHash == cut.HashAt(cut.Height), $"the batch of height {it.Height} does not follow the head");
        Require(it.HeaderHash == cut.Identity.HashOf(header), $"the batch of height {it.Height} has another hash");
        Require(header.QueueCount <= header.SlotCount, "a batch has more items than slots");
        Require(BatchLayout.Fits(cut.Identity.Layout, header.SlotCount, header.VersionedHashes.Count), "a batch has too few slots or blobs, or too many");
        Require(header.QueueEnd == parent.QueueEnd + header.QueueCount && header.QueueEnd <= (ulong)cut.Queue.Count, "a batch consumes items that are not there");
        Require(header.QueueHash == LinkAt(cut, (int)header.QueueEnd), "a batch names another queue");
        Require(header.SequenceEnd == parent.SequenceEnd + header.SlotCount - header.QueueCount, "a batch's slots are not counted right");
        Require(header.BatchTime >= parent.BatchTime && header.BatchTime <= cut.Time, "a batch is older than the one before, or of the future");
        Require(header.ProfileId == cut.Identity.Profile.Id, "a batch has another profile");
        CommittedBatch batch = new(it.HeaderHash, it.Height, header, cut.Block, cut.Time);
        UInt256 bond = AbiConversions.ToUInt256(cut.Identity.Profile.Bond);
        return SetBond(cut, header.Committer, held => held with { Locked = held.Locked + bond }) with
        {
            Batches = cut.Batches.Add(batch),
            HeldBonds = cut.HeldBonds.Add(batch.HeaderHash),
        };
    }

    private static RollupCut Finalise(RollupCut cut, RollupEvent.BatchFinalised it)
    {
        Require(cut.OldestPending is { } oldest && oldest.HeaderHash == it.HeaderHash && oldest.Height == it.Height, $"the batch {it.HeaderHash} is not the oldest");
        Require(cut.HeaderAt(it.Height).NewRoot == it.Root, $"the batch {it.HeaderHash} has another root");
        return cut with { FinalHeight = it.Height, FinalRoots = cut.FinalRoots.SetItem(it.Root, it.Height) };
    }

    private static RollupCut Freeze(RollupCut cut, RollupEvent.Frozen it)
    {
        Require(!cut.IsFrozen && it.QueueEnd == cut.Head.QueueEnd, "a rollup was frozen twice, or elsewhere");
        return cut with { FrozenAt = cut.Time };
    }

    private static RollupCut LoseBond(RollupCut cut, RollupEvent.BondLost it)
    {
        UInt256 lost = it.Burned + it.Reward;
        ulong now = cut.Time; // a reward says that this was the culprit's batch, and not one that fell with it
        return SetBond(Unlock(cut, it.Committer), it.Committer, bond => bond with { Total = bond.Total - lost, ConvictedAt = it.Reward.IsZero ? bond.ConvictedAt : now }) with { HeldBonds = cut.HeldBonds.Remove(it.HeaderHash) };
    }

    private static RollupCut Unlock(RollupCut cut, Address committer)
    {
        UInt256 one = AbiConversions.ToUInt256(cut.Identity.Profile.Bond);
        return SetBond(cut, committer, bond => bond with { Locked = bond.Locked - one });
    }

    private static RollupCut SetBond(RollupCut cut, Address committer, Func<Bond, Bond> change)
    {
        try
        {
            return cut with { Bonds = cut.Bonds.SetItem(committer, change(cut.Bonds.GetValueOrDefault(committer))) };
        }
        catch (OverflowException e)
        {
            throw new RollupLogException($"the bond of {committer} would be less than nothing", e);
        }
    }

    private static RollupCut Queue(RollupCut cut, HubEvent.PayoutQueued it)
    {
        ImmutableList<PayoutEntry> line = cut.Payouts.GetValueOrDefault(it.Token, []);
        Require(it.Entry == (ulong)line.Count, $"entry {it.Entry} of a line of payouts does not follow");
        UInt256 before = line.IsEmpty ? UInt256.Zero : line[^1].Before + AbiConversions.ToUInt256(line[^1].Amount);
        return cut with { Payouts = cut.Payouts.SetItem(it.Token, line.Add(new(it.Recipient, before, it.Amount))) };
    }

    /// <summary>What was paid of the entry before stays; what stands behind it moves up.</summary>
    private static RollupCut Cancel(RollupCut cut, HubEvent.PayoutCancelled it)
    {
        ImmutableList<PayoutEntry> line = cut.Payouts.GetValueOrDefault(it.Token, []);
        AccountClaim account = new(it.Index, it.Owner, it.Token);
        UInt256 amount = AbiConversions.ToUInt256(it.Amount), claimed = cut.Claimed.GetValueOrDefault(account);
        Require(it.Entry < (ulong)line.Count && line[(int)it.Entry].Amount >= it.Amount && claimed >= amount, $"entry {it.Entry} of a line of payouts was taken back and is not there");
        IEnumerable<PayoutEntry> rest = line.Skip((int)it.Entry + 1).Select(entry => entry with { Before = entry.Before - amount });
        PayoutEntry cancelled = line[(int)it.Entry];
        line = [.. line.Take((int)it.Entry), cancelled with { Amount = cancelled.Amount - it.Amount }, .. rest];
        return SetClaimed(cut, account, claimed - amount) with { Payouts = cut.Payouts.SetItem(it.Token, line) };
    }

    private static RollupCut SetClaimed(RollupCut cut, AccountClaim account, UInt256 total) =>
        cut with { Claimed = cut.Claimed.SetItem(account, total), ClaimChanges = cut.ClaimChanges.Push(account) };

    private static Fr LinkAt(RollupCut cut, int number) => number == 0 ? Fr.Zero : cut.Queue[number - 1].Item.Link;

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new RollupLogException(otherwise);
    }
}
