using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing.Publishing;

/// <summary>Whether a report is worth a transaction. Pure.</summary>
/// <remarks>
/// Towards safety at once; towards risk no more often than the oracle moves a basis point; facts and small moves now and then; and a heartbeat, so that silence means something. Spec: docs/spec/oracle.md#publishing.
/// </remarks>
internal static class PublishRules
{
    /// <summary>Moves of fewer basis points wait for the heartbeat.</summary>
    public const int LeastMoveBps = 5;

    /// <summary>The oracle moves one basis point towards risk in so many seconds.</summary>
    public const ulong RiskStepSeconds = 5_184;

    private const ulong FactSeconds = 600;
    private const int FullCoverage = 10_000;
    private const double LeastFactChange = 0.1;

    /// <summary>What to do with a report.</summary>
    /// <param name="published">What the oracle has; null for nothing.</param>
    /// <param name="next">Ours.</param>
    /// <param name="maxStaleness">After how many seconds the oracle forgets.</param>
    public static PublishReason Decide(OracleReport? published, OracleReport next, ulong maxStaleness)
    {
        if (published is null)
            return PublishReason.First;
        if (next.AsOfL1Block <= published.AsOfL1Block || next.AsOfTime < published.AsOfTime)
            return PublishReason.None;
        ulong age = next.AsOfTime - published.AsOfTime;
        return IsWorse(published, next) ? PublishReason.Worse
            : age >= maxStaleness / 2 ? PublishReason.Heartbeat
            : age >= RiskStepSeconds && IsWorse(next, published) ? PublishReason.Better
            : age >= FactSeconds && HaveFactsChanged(published, next) ? PublishReason.Facts
            : PublishReason.None;
    }

    private static bool IsWorse(OracleReport before, OracleReport after) => after.Regime > before.Regime || IsDown(after) && !IsDown(before)
        || Math.Min(FullCoverage, (int)after.Values.CoverageBps) < Math.Min(FullCoverage, (int)before.Values.CoverageBps)
        || after.Values.HaircutBps - before.Values.HaircutBps >= LeastMoveBps || after.Values.DiscountBps - before.Values.DiscountBps >= LeastMoveBps
        || after.Values.MarginAddOnBps - before.Values.MarginAddOnBps >= LeastMoveBps || before.Values.CollateralFactorBps - after.Values.CollateralFactorBps >= LeastMoveBps;

    private static bool HaveFactsChanged(OracleReport before, OracleReport after) => IsDown(before) != IsDown(after) || HaveFactsChanged(before.Values, after.Values);

    private static bool IsDown(OracleReport report) => report.SequencerDownSince != 0;

    private static bool HaveFactsChanged(in FeedValues before, in FeedValues after) =>
        before.CoverageBps != after.CoverageBps || Differ(before.ExitMedianSeconds, after.ExitMedianSeconds) || Differ(before.Exit95Seconds, after.Exit95Seconds)
        || Differ(before.LossHazardMicro, after.LossHazardMicro) || Differ(before.LgdBps, after.LgdBps);

    private static bool Differ(double before, double after) => Math.Abs(after - before) > LeastFactChange * Math.Max(1, before);
}

/// <summary>Why a report is published.</summary>
internal enum PublishReason
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>There is none yet.</summary>
    First,

    /// <summary>Something is worse: at once.</summary>
    Worse,

    /// <summary>The last one is half as old as the oracle lets it become.</summary>
    Heartbeat,

    /// <summary>Something is better, and the oracle may move.</summary>
    Better,

    /// <summary>Coverage, exit times, hazard or loss changed, or the sequencer is back.</summary>
    Facts,
}
