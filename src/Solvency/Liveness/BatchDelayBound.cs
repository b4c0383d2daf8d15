namespace Plimsoll.Solvency.Liveness;

/// <summary>When a batch of an Arbitrum chain is late, from its own limits.</summary>
/// <remarks>The rule of the chain's public monitoring: min(0.65·bound, max(1 h, bound − 7 h)), bound = min(delayBlocks·12 s, delaySeconds), 12 h if
/// unknown.</remarks>
public static class BatchDelayBound
{
    private const ulong Hour = 3_600, SecondsPerBlock = 12;

    /// <summary>The age, in seconds, from which a batch is late while there is a backlog.</summary>
    /// <param name="delayBlocks"><c>maxTimeVariation.delayBlocks</c>; none: unknown.</param>
    /// <param name="delaySeconds"><c>maxTimeVariation.delaySeconds</c>; none: unknown.</param>
    public static ulong LateAfterSeconds(ulong? delayBlocks, ulong? delaySeconds)
    {
        ulong bound = delayBlocks is { } blocks && delaySeconds is { } seconds
            ? Math.Min(Math.Min(blocks, ulong.MaxValue / 65 / SecondsPerBlock) * SecondsPerBlock, seconds) : 12 * Hour;
        ulong late = Math.Max(Hour, bound > 7 * Hour ? bound - 7 * Hour : 0);
        return Math.Min((ulong)((UInt128)bound * 65 / 100), late);
    }
}
