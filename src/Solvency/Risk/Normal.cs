namespace Plimsoll.Solvency.Risk;

/// <summary>The standard normal distribution.</summary>
/// <remarks>
/// Near the centre a series whose terms are all positive (G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11(4), 2004), in
/// the tail
/// Laplace's continued fraction. Absolute error below 1e-15.
/// </remarks>
public static class Normal
{
    private const double TailBegins = 4;
    private const int TailTerms = 60;

    /// <summary>φ(x).</summary>
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x): the probability of a value of at most x.</summary>
    public static double Cumulative(double x) =>
        double.IsNaN(x) ? x
        : x < -TailBegins ? UpperTail(-x)
        : x > TailBegins ? 1 - UpperTail(x)
        : 0.5 + FromZeroTo(x);

    /// <summary>Φ(x) − Φ(−x), without the cancellation that the difference has for small x.</summary>
    public static double Within(double x) =>
        Math.Abs(x) <= TailBegins ? 2 * FromZeroTo(x) : Math.CopySign(1 - 2 * UpperTail(Math.Abs(x)), x);

    /// <summary>The x with Φ(x) = p.</summary>
    /// <param name="p">Between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not.</exception>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability strictly between 0 and 1 is expected.");
        double low = -40, high = 40;
        for (int i = 0; i < 200 && low < high; i++)
        {
            double middle = low + (high - low) / 2;
            if (middle == low || middle == high)
                break;
            (low, high) = Cumulative(middle) < p ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double FromZeroTo(double x)
    {
        double term = x, sum = x;
        for (int k = 3; Math.Abs(term) > Math.Abs(sum) * 1e-17; k += 2)
        {
            term *= x * x / k;
            sum += term;
        }

        return sum * Density(x);
    }

    private static double UpperTail(double x)
    {
        double fraction = x;
        for (int k = TailTerms; k > 0; k--)
            fraction = x + k / fraction;
        return Density(x) / fraction;
    }
}
