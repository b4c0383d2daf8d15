using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/alerts: what is, or was, not as it should be, newest first.</summary>
internal static class GetAlerts
{
    private const int DefaultLimit = 100, MaxLimit = 1_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/alerts", Handle).WithSummary("What is, or was, not as it should be, newest first").ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<AuditHistory.Alert[]>, ProblemHttpResult> Handle(AuditedRollups rollups, string? chain, bool? open, int? limit)
    {
        if (limit is < 1 or > MaxLimit)
            return AuditApi.Malformed($"A limit from 1 to {MaxLimit} is expected.");
        if (chain is not null && rollups.Find(chain) is null)
            return AuditApi.NotAudited(chain);
        int most = limit ?? DefaultLimit;
        return TypedResults.Ok(rollups.All.Where(auditor => chain is null || auditor == rollups.Find(chain))
            .SelectMany(auditor => auditor.History.Alerts(auditor.Id, open ?? false, most))
            .OrderByDescending(alert => alert.Time).ThenByDescending(alert => alert.Id).Take(most).ToArray());
    }
}
