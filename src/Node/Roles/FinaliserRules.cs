using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Roles;

/// <summary>Which batches are finalised now, which bonds given back, and when waiting payouts are paid. Pure.</summary>
internal static class FinaliserRules
{
    /// <summary>How many go into one transaction.</summary>
    public const int MaxTogether = 16;

    /// <summary>How many waiting payouts are paid in one transaction.</summary>
    public const ulong MaxPayouts = 32;

    // A line that is longer than the quota costs so many transactions a period and token, however often it is looked at.
    private const ulong PaymentsInAPeriod = 8;

    /// <summary>Whether a token's line is paid now: when all of it can be, or a good part of the quota is there for it.</summary>
    /// <param name="profile">Has floor and share of the quota.</param>
    /// <param name="escrow">The token's, from which the quota's size follows while nothing waits; later it is near to that.</param>
    /// <param name="waiting">The line.</param>
    /// <param name="left">What can leave at once.</param>
    public static bool PaysNow(RollupProfile profile, UInt256 escrow, UInt256 waiting, UInt256 left)
    {
        UInt256 size = UInt256.Max(profile.QuotaFloor, escrow * (UInt256)(ulong)profile.QuotaShare / (UInt256)10_000UL); // escrow is below 2^120
        return !waiting.IsZero && !left.IsZero && (left >= waiting || left >= size / (UInt256)PaymentsInAPeriod);
    }

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
