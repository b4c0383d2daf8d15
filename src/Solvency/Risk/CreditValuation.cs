namespace Plimsoll.Solvency.Risk;

/// <summary>One step of an exposure that is settled on a layer 2.</summary>
/// <param name="Years">Its end, from today.</param>
/// <param name="DiscountFactor">Of that date, above 0.</param>
/// <param name="ExpectedExposure">In the unit that the adjustment is wanted in, at least 0.</param>
public readonly record struct ExposureStep(double Years, double DiscountFactor, double ExpectedExposure);

/// <summary>The price of the possibility that a claim fails before it is paid.</summary>
public static class CreditValuation
{
    /// <summary>Σ DF·EE·Σ LGD_m·(PD_m(t_k) − PD_m(t_(k−1))).</summary>
    /// <param name="steps">In the order of time.</param>
    /// <param name="hazards">The rates.</param>
    /// <param name="lgd">The loss given each mode, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The steps are not in the order of time.</exception>
    public static double Adjustment(IReadOnlyList<ExposureStep> steps, Hazards hazards, Func<FailureMode, double> lgd)
    {
        double sum = 0, before = 0, beforeYears = 0;
        foreach (ExposureStep step in steps)
        {
            if (step.Years < beforeYears)
                throw new ArgumentException("Exposure steps are expected in the order of time.", nameof(steps));
            double until = hazards.CreditDiscount(step.Years * ModelTime.SecondsPerYear, lgd);
            sum += step.DiscountFactor * step.ExpectedExposure * (until - before);
            (before, beforeYears) = (until, step.Years);
        }

        return sum;
    }
}
