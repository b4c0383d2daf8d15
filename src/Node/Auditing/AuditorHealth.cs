using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>How the auditor itself is doing: the watcher is watched.</summary>
/// <param name="IsReady">Whether there is a judgement that is not stale.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="LastBlock">The newest block it judged; null before the first.</param>
/// <param name="SilentSeconds">Since it last judged a block, by its own clock.</param>
/// <param name="IsStalled">Whether that is too long: the source, or the auditor, stands still.</param>
/// <param name="EffectiveRegime">The head regime, and never milder than AMBER while stalled, RED after the parameters' staleness.</param>
public sealed record AuditorHealth(bool IsReady, DateTimeOffset StartedAt, ulong? LastBlock, double SilentSeconds, bool IsStalled, string EffectiveRegime)
{
    internal static AuditorHealth Of(Judgement? current, AuditorOptions options, DateTimeOffset startedAt, DateTimeOffset now)
    {
        TimeSpan silent = now - (current?.At ?? startedAt);
        bool isStalled = silent > options.StallAfter;
        Regime atLeast = silent.TotalSeconds > options.Parameters["red.staleness"].Value ? Regime.Red : isStalled || current is null ? Regime.Amber : Regime.Green;
        Regime regime = current is null || atLeast > current.Regime ? atLeast : current.Regime;
        return new(current is not null && !isStalled, startedAt, current?.Report.Cut.Block, Math.Max(0, silent.TotalSeconds), isStalled, RegimeView.Text(regime));
    }
}
