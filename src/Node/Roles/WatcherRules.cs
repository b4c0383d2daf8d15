using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Roles;

/// <summary>What a watcher does in which situation. Pure.</summary>
internal static class WatcherRules
{
    /// <summary>What an announcement and its reveal cost at most, in gas.</summary>
    public const ulong AnnouncementGas = 150_000;

    /// <summary>Returns what to do, in order.</summary>
    /// <param name="verified">What is known.</param>
    /// <param name="me">The watcher's account.</param>
    /// <param name="announced">The batches whose faults it announced since it started.</param>
    /// <param name="revealed">The batches for which it tried to reveal an announcement, which may be of before it started.</param>
    /// <param name="gasPrice">In wei.</param>
    public static IReadOnlyList<WatcherAction> Decide(
        VerifiedCut verified, Address me, IReadOnlySet<Bytes32> announced, IReadOnlySet<Bytes32> revealed, UInt256 gasPrice)
    {
        List<WatcherAction> actions = [];
        if (verified.Fault is { } faulty && verified.Cut.IsDisputable(faulty.Batch))
        {
            // The removal never waits: the announcement only has to stand before it in the chain.
            if (!announced.Contains(faulty.Batch.HeaderHash) && IsWorthAnnouncing(verified.Cut.Identity.Profile, gasPrice))
                actions.Add(new WatcherAction.Announce(faulty));
            actions.Add(new WatcherAction.Prove(faulty));
        }
        else if (verified.Cut.OldestPending is { } oldest && verified.Cut.IsUnproven(oldest))
        {
            actions.Add(new WatcherAction.DropUnproven(oldest));
        }

        foreach ((Bytes32 headerHash, Reward reward) in verified.Cut.Rewards)
        {
            if (reward.Prover == me && verified.Cut.Time >= reward.CollectableAt)
                actions.Add(new WatcherAction.Collect(headerHash));
            else if (reward.Prover != me && !revealed.Contains(headerHash) && verified.Cut.Time < reward.CollectableAt)
                actions.Add(new WatcherAction.Reveal(headerHash));
        }

        return actions;
    }

    private static bool IsWorthAnnouncing(RollupProfile profile, UInt256 gasPrice) =>
        gasPrice * AnnouncementGas < AbiConversions.ToUInt256(profile.Bond / 2);
}
