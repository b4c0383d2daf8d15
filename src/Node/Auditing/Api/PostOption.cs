using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>POST /v1/options/adjust: what layer 2 changes in an option's price.</summary>
internal static class PostOption
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/options/adjust", Handle).WithSummary("What layer 2 changes in an option's price").ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static Results<Ok<OptionReport>, ProblemHttpResult> Handle(OptionBody body, AuditedRollups rollups)
    {
        if (!AuditApi.TryFind(rollups, body.Chain, out Auditor auditor, out Judgement judgement, out ProblemHttpResult problem))
            return problem;
        if (!body.IsValid)
            return AuditApi.Malformed("Positive spot, strike and volatility (at most 10), and years up to 30 are expected.");
        double carry = auditor.Options.Parameters["static.carry"].Value;
        OptionInputs option = new(
            body.IsCall, body.Spot, body.Strike, body.Years, body.Rate, body.Volatility, auditor.Valuation.Traits, judgement.Regime, IsBridged: false, judgement.Exit, carry, body.LostIntrinsic);
        return TypedResults.Ok(new RiskModel(auditor.Options.Parameters).Price(option));
    }
}

/// <summary>An option on, or paid in, a claim on a rollup.</summary>
/// <param name="Chain">The rollup.</param>
/// <param name="IsCall">Call or put.</param>
/// <param name="Spot">Price on L1.</param>
/// <param name="Strike">Strike.</param>
/// <param name="Years">To expiry.</param>
/// <param name="Rate">Risk-free, per year.</param>
/// <param name="Volatility">Per √year.</param>
/// <param name="LostIntrinsic">E[intrinsic value that a halt at expiry loses].</param>
public sealed record OptionBody(string Chain, bool IsCall, double Spot, double Strike, double Years, double Rate, double Volatility, double LostIntrinsic = 0)
{
    internal bool IsValid => Spot is > 0 and < 1e15 && Strike is > 0 and < 1e15 && Years is > 0 and <= 30 && Rate is >= -1 and <= 10 && Volatility is > 0 and <= 10 && LostIntrinsic is >= 0 and < 1e15;
}
