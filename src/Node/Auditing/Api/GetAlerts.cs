using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/alerts: what is, or was, not as it should be, newest first; with <c>after</c>, those behind a known one, oldest first.</summary>
internal static class GetAlerts
{
    private const int DefaultLimit = 100, MaxLimit = 1_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/alerts", Handle).WithSummary("What is, or was, not as it should be, newest first").ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<AuditHistory.Alert[]>, ProblemHttpResult> Handle(AuditedRollups rollups, string? chain, bool? open, int? limit, long? after)
    {
        if (limit is < 1 or > MaxLimit)
            return AuditApi.Malformed($"A limit from 1 to {MaxLimit} is expected.");
        if (after < 0)
            return AuditApi.Malformed("An id from 0 is expected.");
        if (chain is not null && rollups.Find(chain) is null)
            return AuditApi.NotAudited(chain);
        int most = limit ?? DefaultLimit;
        IEnumerable<AuditHistory.Alert> alerts = rollups.All.Where(auditor => chain is null || auditor == rollups.Find(chain))
            .SelectMany(auditor => auditor.History.Alerts(auditor.Id, open ?? false, most, after ?? 0));
        return TypedResults.Ok((after > 0 ? alerts.OrderBy(alert => alert.Id) : alerts.OrderByDescending(alert => alert.Time).ThenByDescending(alert => alert.Id)).Take(most).ToArray());
    }
}
