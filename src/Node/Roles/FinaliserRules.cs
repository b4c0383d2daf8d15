using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Roles;

/// <summary>Which batches are finalised now. Pure.</summary>
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
