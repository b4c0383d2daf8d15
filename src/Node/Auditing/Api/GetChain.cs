using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/chains/{id} and parts of it. The ETag is the cut's block hash: who has seen it gets 304.</summary>
internal static class GetChain
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/chains/{id}", Handle).WithSummary("The whole report of the newest block").ProducesProblem(404).ProducesProblem(503);
        routes.MapGet("/v1/chains/{id}/balance-sheet", HandleSheet).WithSummary("Cut and balance sheet alone").ProducesProblem(404).ProducesProblem(503);
        routes.MapGet("/v1/chains/{id}/facts", HandleFacts).WithSummary("The facts behind the report, and their Merkle root").ProducesProblem(404).ProducesProblem(503);
    }

    private static Results<Ok<AuditReport>, StatusCodeHttpResult, ProblemHttpResult> Handle(string id, AuditedRollups rollups, HttpContext context)
    {
        if (!AuditApi.TryFind(rollups, id, out _, out Judgement judgement, out ProblemHttpResult problem))
            return problem;
        string tag = $"\"{judgement.Report.Cut.Hash}-{judgement.Report.Confirmed.Regime}-{judgement.Report.Confirmed.Since}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch == tag ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(judgement.Report);
    }

    private static Results<Ok<BalanceSheetView>, ProblemHttpResult> HandleSheet(string id, AuditedRollups rollups) =>
        AuditApi.TryFind(rollups, id, out _, out Judgement judgement, out ProblemHttpResult problem)
            ? TypedResults.Ok(new BalanceSheetView(judgement.Report.Cut, judgement.Report.Tokens))
            : problem;

    private static Results<Ok<FactsView>, ProblemHttpResult> HandleFacts(string id, AuditedRollups rollups) =>
        AuditApi.TryFind(rollups, id, out _, out Judgement judgement, out ProblemHttpResult problem)
            ? TypedResults.Ok(new FactsView(judgement.Report.Cut, judgement.Report.Facts, judgement.Report.EvidenceRoot))
            : problem;
}

/// <summary>A balance sheet on its cut.</summary>
/// <param name="Cut">The block.</param>
/// <param name="Tokens">One line a token.</param>
public sealed record BalanceSheetView(CutView Cut, IReadOnlyList<TokenView> Tokens);

/// <summary>The facts behind a report.</summary>
/// <param name="Cut">The block.</param>
/// <param name="Facts">In order.</param>
/// <param name="EvidenceRoot">Their Merkle root.</param>
public sealed record FactsView(CutView Cut, IReadOnlyList<string> Facts, string EvidenceRoot);
