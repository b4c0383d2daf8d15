namespace Plimsoll.Solvency.Risk;

/// <summary>The regularised incomplete gamma function and its inverse: how sure a rate is after few events.</summary>
internal static class Gamma
{
    /// <summary>P(a, x): the probability that a Gamma(a, 1) variable is at most x.</summary>
    /// <remarks>Series below a + 1, continued fraction (modified Lentz) above; Abramowitz and Stegun 6.5.29 and 6.5.31.</remarks>
    public static double Cumulative(double a, double x)
    {
        if (x <= 0)
            return 0;
        double scale = Math.Exp(a * Math.Log(x) - x - LogGamma(a));
        if (x < a + 1)
        {
            double term = 1 / a, sum = term;
            for (double k = a + 1; term > sum * 1e-17; k++)
            {
                term *= x / k;
                sum += term;
            }

            return scale * sum;
        }

        double b = x + 1 - a, c = 1e300, d = 1 / b, fraction = d;
        for (int i = 1; i < 10_000; i++)
        {
            double step = -i * (i - a);
            b += 2;
            d = 1 / NotZero(step * d + b);
            c = NotZero(b + step / c);
            fraction *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16)
                break;
        }

        return 1 - scale * fraction;
    }

    /// <summary>The x with P(a, x) = p.</summary>
    public static double Quantile(double a, double p)
    {
        double high = Math.Max(a, 1);
        while (Cumulative(a, high) < p)
            high *= 2;
        double low = 0;
        for (int i = 0; i < 200; i++)
        {
            double middle = low + (high - low) / 2;
            if (middle == low || middle == high)
                break;
            (low, high) = Cumulative(a, middle) < p ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>ln Γ(a) for a &gt; 0: Stirling's series behind a shift to a ≥ 15, where its sixth term is below 1e-16.</summary>
    private static double LogGamma(double a)
    {
        double shift = 0;
        for (; a < 15; a++)
            shift += Math.Log(a);
        double r = 1 / (a * a);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * 691.0 / 360360))))) / a;
        return (a - 0.5) * Math.Log(a) - a + 0.5 * Math.Log(2 * Math.PI) + series - shift;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
