using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing;

/// <summary>From a regime and a balance to what a claim is worth.</summary>
/// <param name="options">The parameters, and the traits that people have set.</param>
/// <param name="challengeWindow">How long a commitment can be disputed, in seconds.</param>
internal sealed class Valuation(AuditorOptions options, ulong challengeWindow)
{
    private const ulong ShortWindow = 86_400; // a day: below it nobody can be expected to notice in time

    private readonly RiskModel _model = new(options.Parameters);

    /// <summary>The multipliers that apply.</summary>
    public IReadOnlyList<string> Traits { get; } = [.. options.Traits.Concat(challengeWindow < ShortWindow ? ["short-challenge-window"] : Array.Empty<string>()).Distinct()];

    /// <summary>The rate of every failure mode under a regime.</summary>
    public IReadOnlyList<HazardView> Hazards(Regime regime)
    {
        Hazards hazards = _model.HazardsOf(Traits, isBridged: false, regime);
        return [.. FailureModes.All.Where(mode => mode != FailureMode.TokenBridge)
            .Select(mode => new HazardView(FailureModes.NameOf(mode), hazards[mode], FailureModes.IsLoss(mode), options.Parameters.Hazard(mode).Value, options.Parameters.Hazard(mode).Source))];
    }

    /// <summary>Values a claim for somebody who must sell within a time; null: who can wait for the canonical exit.</summary>
    public RiskReport Assess(Regime regime, double coverage, LatencyDistribution exit, Position? position = null)
    {
        double horizon = position?.HorizonSeconds ?? exit.QuantileSeconds(0.95);
        ClaimInputs claim = new()
        {
            Traits = Traits,
            Regime = regime,
            Coverage = Math.Min(1, coverage),
            Exit = exit,
            LiquidationSeconds = horizon,
            MarginPeriodSeconds = horizon,
            Volatility = position?.Volatility ?? options.Volatility ?? options.Parameters["static.volatility"].Value,
            Yield = position?.Yield ?? options.Parameters["static.carry"].Value,
            IsHedgeable = position?.IsHedgeable ?? false,
        };
        RiskReport report = _model.Assess(claim);
        if (regime != Regime.Black)
            return report;
        // BLACK is worth what backs it. Where the cover is still there, as with a wrong commitment that nobody was paid against yet, that would be more than RED is worth.
        RiskReport red = _model.Assess(claim with { Regime = Regime.Red });
        return report with
        {
            FairValue = red.FairValue.Value < report.FairValue.Value ? red.FairValue : report.FairValue,
            BidValue = red.BidValue.Value < report.BidValue.Value ? red.BidValue : report.BidValue,
        };
    }
}
