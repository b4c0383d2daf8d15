using Plimsoll.Node.Auditing.Peers;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>How the auditor itself is doing: the watcher is watched.</summary>
/// <param name="IsReady">Whether there is a judgement that is not stale.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="LastBlock">The newest block it judged; null before the first.</param>
/// <param name="SilentSeconds">Since it last judged a block, by its own clock.</param>
/// <param name="IsStalled">Whether that is too long, or a peer has a block newer by as much: the source, or the auditor, stands still.</param>
/// <param name="EffectiveRegime">The head regime, and never milder than AMBER while stalled, RED after the parameters' staleness or while auditors disagree.</param>
/// <param name="AuditorsAgree">Whether other auditors say the same of the blocks that were compared; true if there are none, null if nothing was heard for long.</param>
/// <param name="Peers">The other auditors.</param>
public sealed record AuditorHealth(
    bool IsReady, DateTimeOffset StartedAt, ulong? LastBlock, double SilentSeconds, bool IsStalled, string EffectiveRegime, bool? AuditorsAgree, IReadOnlyList<PeerView> Peers)
{
    /// <summary>Why the regime is worse than the head's: a cause's name, or null.</summary>
    public string? Cause => AuditorsAgree == false ? nameof(RegimeCause.AuditorsDisagree) : IsStalled ? nameof(RegimeCause.AuditorLag) : AuditorsAgree is null ? nameof(RegimeCause.MissingData) : null;

    internal static AuditorHealth Of(Judgement? current, AuditorOptions options, PeerBook peers, DateTimeOffset startedAt, DateTimeOffset now)
    {
        CutView? cut = current?.Report.Cut;
        TimeSpan silent = now - (current?.At ?? startedAt);
        double behind = Math.Max(silent.TotalSeconds, peers.AheadSeconds(cut));
        bool isStalled = behind > options.StallAfter.TotalSeconds;
        bool? agree = peers.Agree(now);
        Regime atLeast = agree == false || behind > options.Parameters["red.staleness"].Value ? Regime.Red
            : isStalled || current is null || agree is null ? Regime.Amber
            : Regime.Green;
        Regime regime = current is null || atLeast > current.Regime ? atLeast : current.Regime;
        return new(current is not null && !isStalled, startedAt, cut?.Block, Math.Max(0, silent.TotalSeconds), isStalled, regime.Name(), agree, peers.Views(cut, now));
    }
}
