using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/chains: every audited rollup in one line.</summary>
internal static class GetChains
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/chains", (AuditedRollups rollups) => rollups.All.Select(ChainSummary.Of).ToArray()).WithSummary("Every audited rollup in one line");
}

/// <summary>A rollup in one line; what is not known yet is null.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">For people.</param>
/// <param name="Block">The newest block that was judged.</param>
/// <param name="Time">That block's time.</param>
/// <param name="Regime">The head regime, made worse while the auditor is stalled.</param>
/// <param name="Confirmed">The regime on finalised cuts.</param>
/// <param name="Cause">The first cause of the head regime, or what makes it worse.</param>
/// <param name="CoverageBps">The lowest of its tokens.</param>
/// <param name="HaircutBps">The highest of its tokens.</param>
/// <param name="ExitMedianSeconds">Half get out within it.</param>
/// <param name="Exit95Seconds">95 of 100.</param>
/// <param name="QueueAgeSeconds">The oldest forced item's age.</param>
/// <param name="QueueLimitSeconds">Its limit.</param>
/// <param name="Health">The auditor itself.</param>
public sealed record ChainSummary(
    string Id, string Name, ulong? Block, ulong? Time, string Regime, string? Confirmed, string? Cause, int? CoverageBps, int? HaircutBps, double? ExitMedianSeconds, double? Exit95Seconds,
    ulong? QueueAgeSeconds, ulong? QueueLimitSeconds, AuditorHealth Health)
{
    internal static ChainSummary Of(Auditor auditor)
    {
        AuditorHealth health = auditor.Health();
        if (auditor.Current?.Report is not { } report)
            return new(auditor.Id, auditor.Options.Name ?? auditor.Id, null, null, health.EffectiveRegime, null, "MissingData", null, null, null, null, null, null, health);
        return new(
            report.Id,
            report.Name,
            report.Cut.Block,
            report.Cut.Time,
            health.EffectiveRegime,
            report.Confirmed.Regime,
            health.Cause is { } cause ? cause : report.Head.Causes.Count > 0 ? report.Head.Causes[0].Cause : null,
            report.Tokens.Select(token => (int?)token.CoverageBps).Min(),
            report.Tokens.Select(token => (int?)token.Feed.HaircutBps).Max(),
            report.Exit.MedianSeconds,
            report.Exit.P95Seconds,
            report.Liveness.QueueAgeSeconds,
            report.Liveness.QueueLimitSeconds,
            health);
    }
}
