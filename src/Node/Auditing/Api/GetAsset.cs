using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/chains/{id}/assets/{asset}/report: every number of the model with what it was computed from; with <c>asOf</c>, an earlier block's report.</summary>
internal static class GetAsset
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/chains/{id}/assets/{asset}/report", Handle).WithSummary("A token's numbers, each with its inputs").ProducesProblem(404).ProducesProblem(503);
        routes.MapGet("/v1/chains/{id}/reports/{block}", HandleAt).WithSummary("The report of the newest block up to one").ProducesProblem(404);
    }

    internal static int IndexOf(Judgement judgement, string asset)
    {
        for (int i = 0; i < judgement.Report.Tokens.Count; i++)
        {
            if (judgement.Report.Tokens[i].Token.Equals(asset, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    internal static ProblemHttpResult NoAsset(string asset) =>
        TypedResults.Problem($"The rollup has no token {asset}.", statusCode: StatusCodes.Status404NotFound, title: "NoSuchAsset");

    private static Results<Ok<AssetReport>, ProblemHttpResult> Handle(string id, string asset, AuditedRollups rollups)
    {
        if (!AuditApi.TryFind(rollups, id, out Auditor auditor, out Judgement judgement, out ProblemHttpResult problem))
            return problem;
        int index = IndexOf(judgement, asset);
        if (index < 0)
            return NoAsset(asset);
        RiskReport risk = auditor.Valuation.Assess(judgement.Regime, judgement.Balances[index].Coverage, judgement.Exit);
        return TypedResults.Ok(new AssetReport(judgement.Report.Cut, judgement.Report.Tokens[index], [judgement.Balances[index].Figure, .. risk.Figures], judgement.Report.ParametersId));
    }

    private static Results<ContentHttpResult, ProblemHttpResult> HandleAt(string id, ulong block, AuditedRollups rollups)
    {
        if (rollups.Find(id) is not { } auditor)
            return AuditApi.NotAudited(id);
        return block <= long.MaxValue && auditor.History.ReportAt(auditor.Id, block) is { } json
            ? TypedResults.Content(json, "application/json")
            : TypedResults.Problem($"No report up to block {block} is kept.", statusCode: StatusCodes.Status404NotFound, title: "NotKept");
    }
}

/// <summary>A token's numbers.</summary>
/// <param name="Cut">The block.</param>
/// <param name="Token">Its line.</param>
/// <param name="Figures">Every number with the formula, and the figures that went into it.</param>
/// <param name="ParametersId">The document they were computed with.</param>
public sealed record AssetReport(CutView Cut, TokenView Token, IReadOnlyList<Figure> Figures, string ParametersId);
