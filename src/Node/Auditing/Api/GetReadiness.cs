using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /healthz: the process answers. GET /readyz: every rollup was judged, and lately; else 503 with what is wrong.</summary>
internal static class GetReadiness
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new { status = "ok" })).WithSummary("Whether the process answers");
        routes.MapGet("/readyz", Handle).WithSummary("Whether every rollup was judged lately").ProducesProblem(503);
    }

    private static Results<Ok<AuditorHealth[]>, ProblemHttpResult> Handle(AuditedRollups rollups)
    {
        AuditorHealth[] all = [.. rollups.All.Select(auditor => auditor.Health())];
        string[] ill = [.. rollups.All.Zip(all).Where(it => !it.Second.IsReady).Select(it => $"{it.First.Id}: silent for {it.Second.SilentSeconds:0} s, peers up to {it.Second.Peers.Select(peer => peer.AheadSeconds).DefaultIfEmpty(0).Max()} s ahead")];
        return ill.Length == 0 ? TypedResults.Ok(all) : TypedResults.Problem(string.Join("; ", ill), statusCode: StatusCodes.Status503ServiceUnavailable, title: "NotReady");
    }
}
