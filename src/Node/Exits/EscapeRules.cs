using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Exits;

/// <summary>When a rollup can be frozen and left: the contract's rules, ahead of it. Pure.</summary>
/// <remarks>Spec: docs/spec/rollup.md#freeze.</remarks>
public static class EscapeRules
{
    /// <summary>Returns the stage, and when the next can begin by itself, in Unix seconds of L1's clock; null when it takes a transaction.</summary>
    public static (EscapeStage Stage, ulong? NextAt) Decide(RollupCut cut)
    {
        ArgumentNullException.ThrowIfNull(cut);
        CommittedBatch? oldest = cut.OldestPending;
        bool isAccepted = oldest is not null && cut.IsAccepted(oldest);
        if (cut.IsFrozen)
            return Frozen(cut, oldest, isAccepted);

        ulong? head = HeadIsLateFrom(cut), final = FinalIsLateFrom(cut);
        if (head <= cut.Time)
            return (EscapeStage.Freezable, null);
        if (final <= cut.Time)
            return isAccepted ? (EscapeStage.Finalisable, null) : (EscapeStage.Freezable, null);
        return (head, final) is (null, null) ? (EscapeStage.Served, null) : (EscapeStage.Waiting, Math.Min(head ?? ulong.MaxValue, final ?? ulong.MaxValue));
    }

    private static (EscapeStage Stage, ulong? NextAt) Frozen(RollupCut cut, CommittedBatch? oldest, bool isAccepted)
    {
        if (isAccepted)
            return (EscapeStage.Finalisable, null);
        if (oldest is null)
        {
            // What votes made final early can still be taken back.
            CommittedBatch? last = cut.FinalHeight == 0 ? null : cut.Batches[(int)cut.FinalHeight - 1];
            return last is not null && cut.IsDisputable(last) ? (EscapeStage.Settling, cut.WindowEnd(last) + 1) : (EscapeStage.Open, null);
        }

        if (cut.IsUnproven(oldest))
            return (EscapeStage.Unproven, null);
        return (EscapeStage.Settling, cut.IsWindowOver(oldest) ? cut.DeadlineEnd(oldest) + 1 : cut.WindowEnd(oldest) + 1);
    }

    /// <summary>The head's next item is too old, and a drop was long enough ago to serve the queue again.</summary>
    private static ulong? HeadIsLateFrom(RollupCut cut)
    {
        RollupProfile profile = cut.Identity.Profile;
        return EnteredAt(cut, cut.Head.QueueEnd) is { } entered
            ? Math.Max(entered + profile.EscapeAfter + 1, cut.LastDrop == 0 ? 0 : cut.LastDrop + profile.InclusionDelay + 1)
            : null;
    }

    /// <summary>The last final batch's next item is too old, however often drops reset the other clock.</summary>
    private static ulong? FinalIsLateFrom(RollupCut cut)
    {
        RollupProfile profile = cut.Identity.Profile;
        return EnteredAt(cut, cut.LastFinal.QueueEnd) + profile.EscapeAfter + 2 * (profile.ChallengeWindow + profile.ProofDeadline) + 1;
    }

    private static ulong? EnteredAt(RollupCut cut, ulong number) => number < (ulong)cut.Queue.Count ? cut.Queue[(int)number].EnteredAt : null;
}
