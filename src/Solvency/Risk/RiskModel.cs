using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Risk;

/// <summary>From what is known about a claim to what it is worth.</summary>
/// <remarks>Pure and deterministic: the same inputs and the same parameters give the same report. Spec: docs/spec/risk.md.</remarks>
/// <param name="parameters">The document to compute with.</param>
public sealed partial class RiskModel(RiskParameters parameters)
{
    /// <summary>The rates of a rollup's failure modes.</summary>
    /// <param name="traits">Ids of multipliers without their prefix.</param>
    /// <param name="isBridged">Whether somebody else's bridge minted the token.</param>
    /// <param name="regime">The regime; BLACK counts as RED here, its loss is certain anyway.</param>
    /// <exception cref="KeyNotFoundException">A trait is not in the document.</exception>
    public Hazards HazardsOf(IReadOnlyList<string> traits, bool isBridged, Regime regime)
    {
        Parameter[] multipliers = [.. traits.Distinct().Select(trait => parameters["multiplier." + trait])];
        double stress = RegimeFactor(regime).Value;
        return new(FailureModes.All
            .Where(mode => isBridged || mode != FailureMode.TokenBridge)
            .Select(mode => KeyValuePair.Create(mode, parameters.Hazard(mode).Value
                * multipliers.Where(multiplier => multiplier.Modes.Contains(mode)).Aggregate(1.0, (product, multiplier) => product * multiplier.Value)
                * (FailureModes.IsLoss(mode) ? stress : 1))));
    }

    /// <summary>Values a claim.</summary>
    public RiskReport Assess(ClaimInputs claim)
    {
        Hazards hazards = HazardsOf(claim.Traits, claim.IsBridged, claim.Regime);
        Figure rate = LossHazard(claim, hazards), lgd = parameters["lgd.haircut"].Figure with { Name = "loss given default" };
        Figure coverage = Figure.Given("coverage", Math.Clamp(claim.Coverage, 0, 1), "lower bound of escrow over liabilities, at most 1");
        Figure exitMean = Exit("exit time, mean (s)", claim.Exit.MeanSeconds), exit50 = Exit("exit time, median (s)", claim.Exit.QuantileSeconds(0.5));
        Figure exit95 = Exit("exit time, 95 % (s)", claim.Exit.QuantileSeconds(0.95));
        Figure probability = DefaultProbability(claim, hazards, rate);
        Figure carry = Carry(claim);
        Figure marketability = Marketability(claim, exitMean, carry);
        Figure credit = Credit("credit discount", hazards, exitMean, rate, lgd);
        Figure fair = Value("fair value", claim, coverage, credit, carry, marketability);
        Figure haircut = HaircutOf(claim, coverage, lgd, probability, carry, marketability);
        Figure bonus = parameters["liquidation.bonus"].Figure, buffer = parameters["liquidation.buffer"].Figure;
        Figure threshold = Figure.Of("liquidation threshold", Risk.Haircut.LiquidationThreshold(haircut.Value, bonus.Value), "(1 - h)/(1 + bonus)", haircut, bonus);
        Figure spread = Figure.Of("break-even spread (per year)", hazards.AnnualLoss(_ => lgd.Value), "sum of rate x LGD over the loss modes", rate, lgd);
        return new(
            parameters.Id, rate, lgd, probability, credit, carry, marketability, fair,
                Bid(claim, hazards, coverage, lgd, exit95.Value > exitMean.Value ? exit95 : exitMean, carry), haircut, threshold,
            Figure.Of("collateral factor", Risk.Haircut.CollateralFactor(threshold.Value, buffer.Value), "max(0, LT - buffer)", threshold, buffer),
            spread, AddOn(claim, lgd, probability, credit), ScoreOf(claim, spread), exit50, exit95);

        Figure Exit(string name, double seconds) => Figure.Given(name, seconds, "exit time distribution");
    }

    private Figure RegimeFactor(Regime regime) =>
        parameters[regime switch { Regime.Green => "regime.green", Regime.Amber => "regime.amber", _ => "regime.red" }].Figure;

    private Figure LossHazard(ClaimInputs claim, Hazards hazards)
    {
        Figure[] modes = [.. FailureModes.All.Where(mode => FailureModes.IsLoss(mode) && hazards[mode] > 0)
            .Select(mode => Figure.Of($"rate of {FailureModes.NameOf(mode)} (per year)", hazards[mode], "base rate x multipliers x regime",
                [parameters.Hazard(mode).Figure, RegimeFactor(claim.Regime),
                    .. claim.Traits.Distinct().Select(trait => parameters["multiplier." + trait]).Where(multiplier => multiplier.Modes.Contains(mode))
                        .Select(multiplier => multiplier.Figure)]))];
        return Figure.Of("loss hazard (per year)", hazards.Loss, "sum over the loss modes", modes);
    }

    private static Figure DefaultProbability(ClaimInputs claim, Hazards hazards, Figure rate)
    {
        Figure horizon = Figure.Given("liquidation time (s)", claim.LiquidationSeconds);
        return claim.Regime == Regime.Black
            ? Figure.Of("default probability", 1, "BLACK: it has happened")
            : Figure.Of("default probability", hazards.DefaultProbability(claim.LiquidationSeconds), "1 - exp(-rate x time)", rate, horizon);
    }

    private static Figure Credit(string name, Hazards hazards, Figure time, Figure rate, Figure lgd) =>
        Figure.Of(name, hazards.CreditDiscount(time.Value, _ => lgd.Value), "sum of LGD x integral of rate x survival over the exit time", rate, lgd, time);
}
