using Plimsoll.Solvency.Exits;

namespace Plimsoll.Solvency.Risk;

/// <content>Parts of the model that stand for themselves: options, outages, severity, evidence, correlation.</content>
public sealed partial class RiskModel
{
    /// <summary>The mean loss when something fails, under the document's distributions; haircuts count more.</summary>
    public Figure MeanLossGivenDefault()
    {
        Figure a = parameters["lgd.stolen.a"].Figure, b = parameters["lgd.stolen.b"].Figure, full = parameters["lgd.full-recovery"].Figure;
        Figure c = parameters["lgd.recovery.a"].Figure, d = parameters["lgd.recovery.b"].Figure;
        return Figure.Of("mean loss given default", LossGivenDefault.Mean(a.Value, b.Value, full.Value, c.Value, d.Value),
            "E[stolen] (1 - P(full recovery)) (1 - E[recovered])", a, b, full, c, d);
    }

    /// <summary>How long outages last.</summary>
    /// <param name="stepSeconds">The grid's step, above 0.</param>
    /// <param name="points">The grid's points.</param>
    public LatencyDistribution Outage(double stepSeconds, int points) =>
        LatencyDistribution.LogNormal(parameters["outage.median"].Value, parameters["outage.sigma"].Value, stepSeconds, points);

    /// <summary>What is believed about the rate of outages.</summary>
    public GammaPoisson OutageRate() => new(parameters["prior.outage.events"].Value, parameters["prior.outage.years"].Value);

    /// <summary>The probability of a failure once a coverage alarm was raised.</summary>
    /// <param name="prior">Before the alarm, from 0 to 1.</param>
    public Figure AfterCoverageAlarm(double prior)
    {
        Figure before = Figure.Given("probability before the alarm", prior), ratio = parameters["evidence.coverage.likelihood-ratio"].Figure;
        return Figure.Of("probability after the alarm", GammaPoisson.Posterior(prior, ratio.Value), "odds x likelihood ratio", before, ratio);
    }

    /// <summary>Margins of several chains together; chains on the same stack fail together more often.</summary>
    /// <param name="margins">Each chain's stack and margin, the margin at least 0.</param>
    public Figure AggregateMargin(IReadOnlyList<(string Stack, double Margin)> margins)
    {
        Figure same = parameters["margin.correlation.same-stack"].Figure, other = parameters["margin.correlation.other"].Figure;
        double value = Margin.Aggregate([.. margins.Select(chain => chain.Margin)], (i, j) => margins[i].Stack == margins[j].Stack ? same.Value : other.Value);
        return Figure.Of("margin of all chains", value, "sqrt(sum K^2 + sum rho K K')",
            [same, other, .. margins.Select(chain => Figure.Given($"margin on {chain.Stack}", chain.Margin))]);
    }

    /// <summary>Prices an option.</summary>
    public OptionReport Price(OptionInputs option)
    {
        Hazards hazards = HazardsOf(option.Traits, option.IsBridged, option.Regime);
        Figure lgd = parameters["lgd.haircut"].Figure, rate = Figure.Given("loss hazard (per year)", hazards.Loss, "sum over the loss modes");
        Figure[] terms =
        [
            Figure.Given("spot", option.Spot), Figure.Given("strike", option.Strike), Figure.Given("years", option.Years), Figure.Given("rate", option.Rate),
            Figure.Given("volatility", option.Volatility),
        ];
        Figure plain = Figure.Of(
            "price without layer 2",
            option.IsCall ? BlackScholes.Call(option.Spot, option.Strike, option.Years, option.Rate, option.Volatility)
                : BlackScholes.Put(option.Spot, option.Strike, option.Years, option.Rate, option.Volatility),
            "Black-Scholes", terms);
        Figure exit = Figure.Of("exit factor", 1 - option.Exit.DiscountAt(option.Yield), "E[exp(-y T)]", Figure.Given("yield forgone (per year)", option.Yield));
        Figure vulnerable = Figure.Of("vulnerable price", OptionAdjustment.Vulnerable(plain.Value, hazards.AnnualLoss(_ => lgd.Value), option.Years,
            exit.Value), "V exp(-rate LGD T) E[exp(-y T)]", plain, rate, lgd, exit);
        double jump = option.IsCall
            ? OptionAdjustment.JumpToRecoveryCall(option.Spot, option.Strike, option.Years, option.Rate, option.Volatility, hazards.Loss, lgd.Value)
            : OptionAdjustment.JumpToRecoveryPut(option.Spot, option.Strike, option.Years, option.Rate, option.Volatility, hazards.Loss, lgd.Value);
        Figure availability = parameters["outage.availability"].Figure, lost = Figure.Given("intrinsic value lost in a halt", option.LostIntrinsic);
        return new(
            plain, vulnerable, Figure.Of("price on a claim that can jump", jump, "survival x BS + integral over the jump", [.. terms, rate, lgd]),
            Figure.Of("price with halts", OptionAdjustment.HaltAtExpiry(vulnerable.Value, availability.Value, lost.Value), "V - (1 - A) E[lost]", vulnerable,
                availability, lost));
    }
}
