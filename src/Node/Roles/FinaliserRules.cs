using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Roles;

/// <summary>Which batches are finalised now, and which bonds given back. Pure.</summary>
internal static class FinaliserRules
{
    /// <summary>How many go into one transaction.</summary>
    public const int MaxTogether = 16;

    /// <summary>Returns the oldest pending batches for which enough kinds of proof speak and that are right, in their order.</summary>
    /// <remarks>The clock is L1's: the next block is not older than the newest.</remarks>
    public static IReadOnlyList<CommittedBatch> Decide(VerifiedCut verified)
    {
        RollupCut cut = verified.Cut;
        return [.. cut.Batches
            .Skip((int)cut.FinalHeight)
            .TakeWhile(batch => batch.Height <= verified.Height && cut.IsAccepted(batch))
            .Take(MaxTogether)];
    }

    /// <summary>Returns a committer's batches that fell with somebody else's wrong one, whose bonds are still held: they come back when somebody asks.</summary>
    /// <remarks>Those that the committer left before being convicted are not asked for: asking would burn them.</remarks>
    public static IReadOnlyList<CommittedBatch> Releases(RollupCut cut, Address committer)
    {
        ulong convictedAt = cut.Bonds.GetValueOrDefault(committer).ConvictedAt;
        return [.. cut.HeldBonds
            .Select(name => cut.Dropped.GetValueOrDefault(name)).OfType<CommittedBatch>()
            .Where(batch => batch.Header.Committer == committer && batch.CommittedAt > convictedAt)
            .OrderBy(batch => batch.CommittedAt).ThenBy(batch => batch.Height)
            .Take(MaxTogether)];
    }

    /// <summary>Returns the batches that were final early and whose window is over now: their bonds can be freed.</summary>
    public static IReadOnlyList<CommittedBatch> Releasable(RollupCut cut)
    {
        int over = 0;
        for (int end = (int)cut.FinalHeight; over < end;)
        {
            int middle = (over + end) / 2;
            (over, end) = cut.IsWindowOver(cut.Batches[middle]) ? (middle + 1, end) : (over, middle);
        }

        // Bonds are freed from the oldest on, so those that are held end where the first free one is.
        int first = over;
        while (first > 0 && cut.HeldBonds.Contains(cut.Batches[first - 1].HeaderHash))
            first--;
        return cut.Batches.GetRange(first, Math.Min(over - first, MaxTogether));
    }
}
