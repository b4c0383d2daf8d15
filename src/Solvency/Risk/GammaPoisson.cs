namespace Plimsoll.Solvency.Risk;

/// <summary>What is believed about the rate of rare events: Gamma(α, β), in events and years of exposure.</summary>
/// <remarks>Conjugate to Poisson counts, so that an update is an addition. Spec: docs/spec/risk.md#hazards.</remarks>
/// <param name="Events">α, above 0; k events seen under Jeffreys' prior are k + ½.</param>
/// <param name="Years">β, above 0: project-years watched.</param>
public readonly record struct GammaPoisson(double Events, double Years)
{
    /// <summary>The expected rate, per year.</summary>
    public double Mean => Events / Years;

    /// <summary>The belief after more was seen.</summary>
    /// <param name="events">How often it happened, at least 0.</param>
    /// <param name="years">In how many project-years, at least 0.</param>
    public GammaPoisson Observe(double events, double years)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfNegative(years);
        return new(Events + events, Years + years);
    }

    /// <summary>The rate, per year, that is exceeded with probability 1 − p.</summary>
    /// <param name="p">Strictly between 0 and 1.</param>
    public double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability strictly between 0 and 1 is expected.");
        return Gamma.Quantile(Events, p) / Years;
    }

    /// <summary>The upper bound on a probability that no event in so many trials leaves at 95 % confidence: 3/n.</summary>
    /// <param name="trials">At least 1.</param>
    public static double RuleOfThree(long trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        return Math.Min(1, 3.0 / trials);
    }

    /// <summary>The probability after evidence: posterior odds are prior odds times the likelihood ratio.</summary>
    /// <param name="prior">From 0 to 1.</param>
    /// <param name="likelihoodRatio">P(evidence | failure) / P(evidence | none), at least 0.</param>
    public static double Posterior(double prior, double likelihoodRatio) =>
        prior >= 1 ? 1 : prior * likelihoodRatio / (prior * likelihoodRatio + 1 - prior);
}
