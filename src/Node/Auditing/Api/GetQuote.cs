using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/chains/{id}/exits/quote: what a position is worth to somebody who needs so long to sell it.</summary>
internal static class GetQuote
{
    private const int MaxDigits = 78; // 2^256

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/chains/{id}/exits/quote", Handle).WithSummary("Haircut, discount and price of a position").ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static Results<Ok<QuoteView>, ProblemHttpResult> Handle(
        string id, string asset, string amount, AuditedRollups rollups, double? horizonSeconds, double? volatility, double? yield, bool? hedgeable)
    {
        if (!AuditApi.TryFind(rollups, id, out Auditor auditor, out Judgement judgement, out ProblemHttpResult problem))
            return problem;
        int index = GetAsset.IndexOf(judgement, asset);
        if (index < 0)
            return GetAsset.NoAsset(asset);
        Position position = new(horizonSeconds ?? judgement.Report.Exit.P95Seconds, volatility, yield, hedgeable ?? false);
        if (!position.IsValid || amount.Length is 0 or > MaxDigits || !amount.All(char.IsAsciiDigit) || !UInt256.TryParse(amount, out UInt256 units))
            return AuditApi.Malformed("An amount in smallest units, a horizon up to ten years, and rates from 0 to 10 are expected.");
        RiskReport risk = auditor.Valuation.Assess(judgement.Regime, judgement.Balances[index].Coverage, judgement.Exit, position);
        FeedValues feed = FeedValues.Of(risk, judgement.Balances[index].CoverageBps);
        return TypedResults.Ok(new QuoteView(
            judgement.Report.Cut, asset, amount, position.HorizonSeconds, feed, Less(units, feed.DiscountBps), Less(units, feed.HaircutBps), Share(units, feed.CollateralFactorBps),
            risk.FairValue.Value, risk.BidValue.Value, risk.BreakEvenSpread.Value, risk.Figures));
    }

    private static string Less(UInt256 units, ushort basisPoints) => Share(units, (ushort)(10_000 - Math.Min(basisPoints, (ushort)10_000)));

    // Rounded down: nobody is promised a unit too many.
    private static string Share(UInt256 units, ushort basisPoints) => (units / 10_000 * basisPoints + units % 10_000 * basisPoints / 10_000).ToString();
}

/// <summary>A position's worth.</summary>
/// <param name="Cut">The block.</param>
/// <param name="Asset">The token.</param>
/// <param name="Amount">The position, in smallest units.</param>
/// <param name="HorizonSeconds">How long selling takes.</param>
/// <param name="Feed">Haircut, collateral factor, discount, margin add-on.</param>
/// <param name="SaleValue">The amount less the discount: the same on L1 is worth as much.</param>
/// <param name="CollateralValue">The amount less the haircut.</param>
/// <param name="MaxLoan">The amount times the collateral factor.</param>
/// <param name="FairValue">Of one unit.</param>
/// <param name="BidValue">Of one unit, cautiously.</param>
/// <param name="BreakEvenSpread">Per year: what a lender has to take for the risk alone.</param>
/// <param name="Figures">Where each number comes from.</param>
public sealed record QuoteView(
    CutView Cut, string Asset, string Amount, double HorizonSeconds, FeedValues Feed, string SaleValue, string CollateralValue, string MaxLoan, double FairValue, double BidValue,
    double BreakEvenSpread, IReadOnlyList<Figure> Figures);
