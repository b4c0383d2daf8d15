using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/chains/{id}/history: points for charts.</summary>
internal static class GetHistory
{
    private const int DefaultPoints = 300, MaxPoints = 2_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/chains/{id}/history", Handle).WithSummary("Points for charts, evenly thinned out").ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<IReadOnlyList<AuditHistory.Point>>, ProblemHttpResult> Handle(string id, AuditedRollups rollups, ulong? since, int? points)
    {
        if (points is < 2 or > MaxPoints || since > long.MaxValue)
            return AuditApi.Malformed($"From 2 to {MaxPoints} points since a time in Unix seconds are expected.");
        return rollups.Find(id) is { } auditor ? TypedResults.Ok(auditor.History.Points(auditor.Id, since ?? 0, points ?? DefaultPoints)) : AuditApi.NotAudited(id);
    }
}
