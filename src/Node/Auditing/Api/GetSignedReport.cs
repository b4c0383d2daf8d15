using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Auditing.Publishing;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/chains/{id}/assets/{asset}/signed-report: what this auditor itself says of a block, signed for the oracle. A publisher collects them.</summary>
internal static class GetSignedReport
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/chains/{id}/assets/{asset}/signed-report", Handle)
        .WithSummary("A block's report of a token, signed for the oracle; without a block, the newest").ProducesProblem(404).ProducesProblem(503);

    private static Results<Ok<SignedReport>, ProblemHttpResult> Handle(string id, string asset, AuditedRollups rollups, ulong? block)
    {
        if (!AuditApi.TryFind(rollups, id, out Auditor auditor, out Judgement judgement, out ProblemHttpResult problem))
            return problem;
        if (!rollups.Signers.TryGetValue(auditor.Id, out OracleSigner? signer))
            return TypedResults.Problem("This auditor signs for no oracle.", statusCode: StatusCodes.Status404NotFound, title: "NotASigner");
        if (!auditor.Health().IsReady)
            return TypedResults.Problem("This auditor stands still, and signs nothing until it goes on.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "NotReady");
        AuditReport? report = block is null || block == judgement.Report.Cut.Block ? judgement.Report : Past(auditor, block.Value);
        if (report is null)
            return TypedResults.Problem($"Block {block} was not judged here.", statusCode: StatusCodes.Status404NotFound, title: "NotJudged");
        return report.Tokens.FirstOrDefault(token => token.Token.Equals(asset, StringComparison.OrdinalIgnoreCase)) is { } line
            ? TypedResults.Ok(signer.Sign(report, line))
            : GetAsset.NoAsset(asset);
    }

    private static AuditReport? Past(Auditor auditor, ulong block) =>
        block <= long.MaxValue && auditor.History.ReportAt(auditor.Id, block) is { } json && JsonSerializer.Deserialize<AuditReport>(json, AuditJson.Options) is { } report && report.Cut.Block == block ? report : null;
}
