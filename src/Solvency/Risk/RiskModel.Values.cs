using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Risk;

/// <content>The terms of the report, each with its inputs.</content>
public sealed partial class RiskModel
{
    private static Figure Carry(ClaimInputs claim)
    {
        Figure yield = Figure.Given("yield forgone (per year)", claim.Yield), funding = Figure.Given("funding spread (per year)", claim.FundingSpread);
        return Figure.Of("carry discount", claim.Exit.DiscountAt(claim.Yield + claim.FundingSpread), "1 - E[exp(-(y + f) T)]", yield, funding);
    }

    private Figure Marketability(ClaimInputs claim, Figure time, Figure carry)
    {
        double years = ModelTime.Years(time.Value);
        Figure volatility = Figure.Given("volatility (per square root of a year)", claim.Volatility);
        Figure unhedged = parameters[claim.IsHedgeable ? "marketability.unhedged.liquid" : "marketability.unhedged.none"].Figure;
        Figure finnerty = Figure.Of("Finnerty", MarketabilityDiscount.Finnerty(years, claim.Volatility), "average-strike put", volatility, time);
        Figure chaffe = Figure.Of("Chaffe", MarketabilityDiscount.Chaffe(years, claim.Volatility), "put at the money", volatility, time);
        double value = Math.Max(carry.Value, Math.Min(unhedged.Value * finnerty.Value, chaffe.Value));
        return Figure.Of("marketability discount", value, "unhedged x Finnerty, at least carry, at most Chaffe", unhedged, finnerty, chaffe, carry);
    }

    private static Figure Value(string name, ClaimInputs claim, Figure coverage, Figure credit, Figure carry, Figure marketability) =>
        claim.Regime == Regime.Black
            ? Figure.Of(name, coverage.Value, "BLACK: coverage alone", coverage)
            : Figure.Of(name, coverage.Value * (1 - credit.Value) * (1 - Math.Max(carry.Value, marketability.Value)), "min(1, C)(1 - d_c)(1 - max(d_y, d_l))",
                coverage, credit, carry, marketability);

    private Figure Bid(ClaimInputs claim, Hazards hazards, Figure coverage, Figure lgd, Figure lateExit, Figure carry)
    {
        string prior = claim.IsBridged ? "prior.bridge" : "prior.canonical";
        Figure events = parameters[prior + ".events"].Figure, years = parameters[prior + ".years"].Figure, confidence = parameters["prior.confidence"].Figure;
        GammaPoisson belief = new(events.Value, years.Value);
        Figure upper = Figure.Of("upper bound over mean of the rate", belief.Quantile(confidence.Value) / belief.Mean, "Gamma quantile / mean", events, years,
            confidence);
        Hazards worse = hazards.ScaleLoss(upper.Value);
        Figure rate = Figure.Of("loss hazard, upper (per year)", worse.Loss, "rate x upper bound over mean", upper);
        Figure late = Figure.Of("carry discount, late exit", -Elementary.ExpMinusOne(-(claim.Yield + claim.FundingSpread) * ModelTime.Years(lateExit.Value)),
            "1 - exp(-(y + f) T)", lateExit);
        return Value("bid value", claim, coverage, Credit("credit discount, upper", worse, lateExit, rate, lgd), late.Value > carry.Value ? late : carry,
            Marketability(claim, lateExit, late));
    }

    private Figure HaircutOf(ClaimInputs claim, Figure coverage, Figure lgd, Figure probability, Figure carry, Figure marketability)
    {
        Figure z = parameters["market.z"].Figure, tolerance = parameters["liquidation.tolerance"].Figure;
        Figure time = EffectiveTime(claim);
        Figure market = Figure.Of("market haircut", Risk.Haircut.Market(z.Value, claim.Volatility, time.Value), "1 - exp(-z sigma sqrt(tau))", z, time);
        Figure jump = Figure.Of("jump haircut", Risk.Haircut.Jump(lgd.Value, tolerance.Value, probability.Value), "max(0, LGD - eps/PD)", lgd, tolerance,
            probability);
        Figure exit = Figure.Of("exit discount", Math.Max(carry.Value, marketability.Value), "max(d_y, d_l)", carry, marketability);
        Figure backed = Figure.Of("coverage, first come first served", LossGivenDefault.FirstComeFirstServed(coverage.Value), "C - C(1 - C)", coverage);
        return Figure.Of("haircut", Risk.Haircut.Combined(market.Value, jump.Value, exit.Value, backed.Value), "1 - (1 - h_mkt)(1 - h_jump)(1 - d_exit) C",
            market, jump, exit, backed);
    }

    private Figure EffectiveTime(ClaimInputs claim)
    {
        Figure grace = parameters["liquidation.grace"].Figure, period = Figure.Given("margin period (s)", claim.MarginPeriodSeconds),
            outage = Figure.Given("outage (s)", claim.OutageSeconds);
        return Figure.Of("effective margin period (s)", period.Value + outage.Value + grace.Value, "margin period + outage + grace", period, outage, grace);
    }

    private Figure AddOn(ClaimInputs claim, Figure lgd, Figure probability, Figure credit)
    {
        Figure z = parameters["market.z"].Figure, tolerance = parameters["liquidation.tolerance"].Figure, wrongWay = parameters["margin.wrong-way"].Figure,
            time = EffectiveTime(claim);
        double jump = Risk.Haircut.Jump(lgd.Value, tolerance.Value, probability.Value);
        double value = Margin.AddOn(z.Value, claim.Volatility, time.Value, claim.MarginPeriodSeconds, jump, wrongWay.Value, credit.Value);
        return Figure.Of("margin add-on", value, "z sigma (sqrt(tau) - sqrt(MPOR)) + max(0, LGD - eps/PD) + omega d_c", z, time, lgd, tolerance, probability,
            wrongWay, credit);
    }

    private Figure ScoreOf(ClaimInputs claim, Figure spread)
    {
        Figure scale = parameters["score.scale"].Figure, noProof = parameters["score.cap.no-proof"].Figure, instant = parameters["score.cap.instant-upgrade"].Figure;
        Overlays overlays = claim.Overlays | (claim.Regime == Regime.Black ? Overlays.CoverageBreached : Overlays.None);
        return Figure.Of("score", Score.Of(spread.Value, scale.Value, overlays, noProof.Value, instant.Value),
            $"100(1 - min(1, EL/scale)), overlays {overlays}", spread, scale, noProof, instant);
    }
}
