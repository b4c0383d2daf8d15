namespace Plimsoll.Solvency.Risk;

/// <summary>What it costs to hold a claim that cannot be sold or hedged until it has come out.</summary>
/// <remarks>Each is a fraction of the spot price. Volatility and rates per year, time in years, all at least 0. Spec: docs/spec/risk.md#marketability.</remarks>
public static class MarketabilityDiscount
{
    /// <summary>The price of a protective put at the money (D. Chaffe, 1993).</summary>
    public static double Chaffe(double years, double volatility, double rate = 0, double yield = 0) => BlackScholes.Put(1, 1, years, rate, volatility, yield);

    /// <summary>The price of a put on the average price (J. Finnerty, 2012).</summary>
    /// <remarks>
    /// <c>e^(−qT)·(Φ(v/2) − Φ(−v/2))</c> with <c>v² = x + ln(2(e^x − x − 1)) − 2 ln(e^x − 1)</c>, x = σ²T. Both logarithms are taken of series around 1, so
    /// that nothing cancels
    /// and the limit x → 0, v² → x/3, needs no special case.
    /// </remarks>
    public static double Finnerty(double years, double volatility, double yield = 0)
    {
        double x = volatility * volatility * years;
        return Math.Exp(-yield * years) * Normal.Within(Math.Sqrt(AverageVariance(x)) / 2);
    }

    /// <summary>An upper bound: what a seller with perfect foresight loses (F. Longstaff, 1995).</summary>
    /// <remarks>It exceeds 1 for long times, and is a bound all the same.</remarks>
    public static double LongstaffBound(double years, double volatility)
    {
        double x = volatility * volatility * years;
        double root = Math.Sqrt(x);
        return Normal.Within(root / 2) + x / 2 * Normal.Cumulative(root / 2) + Math.Sqrt(x / (2 * Math.PI)) * Math.Exp(-x / 8);
    }

    /// <summary>Finnerty's v² for x = σ²T, at least 0 and at most ln 2.</summary>
    internal static double AverageVariance(double x)
    {
        if (x > 1)
        {
            // e^x divided out: x + ln(2e^x·(1 − (x + 1)e^−x)) − 2 ln(e^x·(1 − e^−x)) has 2x on both sides.
            double decay = Math.Exp(-x);
            return Math.Log(2) + Elementary.LogOnePlus(-(x + 1) * decay) - 2 * Elementary.LogOnePlus(-decay);
        }

        double first = 0, second = 0, term = 1; // (e^x − 1)/x − 1 and 2(e^x − x − 1)/x² − 1
        for (int k = 1; k < 30 && term > 1e-20; k++)
        {
            term *= x / (k + 1);            // x^k/(k + 1)!
            first += term;
            second += 2 * term / (k + 2);
        }

        return Math.Max(0, x + Elementary.LogOnePlus(second) - 2 * Elementary.LogOnePlus(first));
    }
}
