using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Exits;

/// <summary>How long something takes: probabilities on a grid of equal steps.</summary>
/// <remarks>
/// A time between two points of the grid counts as the later one, so every quantile and mean is an upper bound, too high by less than a step for each
/// distribution that was
/// put together. What is beyond the grid sits at its last point, and <see cref="Beyond"/> says how much that is.
/// </remarks>
public sealed class LatencyDistribution
{
    /// <summary>The most points a grid may have: adding two distributions takes their square in time.</summary>
    public const int MaxPoints = 8_192;

    private readonly double[] _mass; // [i]: probability of i·step seconds

    private LatencyDistribution(double step, double[] mass, double beyond) => (StepSeconds, _mass, Beyond) = (step, mass, beyond);

    /// <summary>Seconds from one point of the grid to the next.</summary>
    public double StepSeconds { get; }

    /// <summary>The probability of taking longer than the grid reaches; quantiles above 1 − this are not known.</summary>
    public double Beyond { get; }

    /// <summary>The expected time, in seconds.</summary>
    public double MeanSeconds => _mass.Select((p, i) => p * i).Sum() * StepSeconds;

    /// <summary>Always the same time.</summary>
    /// <param name="seconds">At least 0.</param>
    /// <param name="stepSeconds">Above 0.</param>
    /// <param name="points">From 2 to <see cref="MaxPoints"/>.</param>
    public static LatencyDistribution Constant(double seconds, double stepSeconds, int points) => FromSamples([seconds], stepSeconds, points);

    /// <summary>What was measured, each sample as likely as the next.</summary>
    /// <param name="seconds">At least one; below 0 counts as 0.</param>
    /// <param name="stepSeconds">Above 0.</param>
    /// <param name="points">From 2 to <see cref="MaxPoints"/>.</param>
    public static LatencyDistribution FromSamples(IReadOnlyCollection<double> seconds, double stepSeconds, int points)
    {
        ArgumentOutOfRangeException.ThrowIfZero(seconds.Count, nameof(seconds));
        double[] mass = Grid(stepSeconds, points);
        double beyond = 0;
        foreach (double sample in seconds)
        {
            double point = Math.Max(0, Math.Ceiling(sample / stepSeconds));
            if (point > points - 1)
                beyond += 1.0 / seconds.Count;
            mass[(int)Math.Min(point, points - 1)] += 1.0 / seconds.Count;
        }

        return new(stepSeconds, mass, beyond);
    }

    /// <summary>A lognormal time, such as the length of an outage.</summary>
    /// <param name="medianSeconds">Above 0.</param>
    /// <param name="sigma">Standard deviation of the logarithm, above 0.</param>
    /// <param name="stepSeconds">Above 0.</param>
    /// <param name="points">From 2 to <see cref="MaxPoints"/>.</param>
    public static LatencyDistribution LogNormal(double medianSeconds, double sigma, double stepSeconds, int points)
    {
        double[] mass = Grid(stepSeconds, points);
        double before = 0;
        for (int i = 1; i < points; i++)
        {
            double until = Normal.Cumulative(Math.Log(i * stepSeconds / medianSeconds) / sigma);
            mass[i] = until - before;
            before = until;
        }

        mass[^1] += 1 - before;
        return new(stepSeconds, mass, 1 - before);
    }

    /// <summary>One after the other, independently.</summary>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public LatencyDistribution Then(LatencyDistribution next)
    {
        CheckGrid(next);
        double[] sum = new double[_mass.Length];
        double beyond = 0;
        for (int i = 0; i < _mass.Length; i++)
        {
            if (_mass[i] == 0)
                continue;
            for (int j = 0; j < next._mass.Length; j++)
            {
                double p = _mass[i] * next._mass[j];
                if (i + j >= sum.Length)
                    beyond += p;
                sum[Math.Min(i + j, sum.Length - 1)] += p;
            }
        }

        return new(StepSeconds, sum, Math.Min(1, beyond + Beyond + next.Beyond));
    }

    /// <summary>Mostly this, and with a probability something else.</summary>
    /// <param name="probability">Of the other, from 0 to 1.</param>
    /// <param name="other">On the same grid.</param>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public LatencyDistribution Or(double probability, LatencyDistribution other)
    {
        CheckGrid(other);
        double[] mixed = [.. _mass.Select((p, i) => (1 - probability) * p + probability * other._mass[i])];
        return new(StepSeconds, mixed, (1 - probability) * Beyond + probability * other.Beyond);
    }

    /// <summary>The time, in seconds, within which it is done with probability p.</summary>
    /// <param name="p">From 0 to 1.</param>
    public double QuantileSeconds(double p)
    {
        double sum = 0;
        for (int i = 0; i < _mass.Length; i++)
        {
            sum += _mass[i];
            if (sum >= p - 1e-12) // Sums of many small doubles.
                return i * StepSeconds;
        }

        return (_mass.Length - 1) * StepSeconds;
    }

    /// <summary>1 − E[e^(−kT)]: what waiting costs at a rate per year.</summary>
    /// <param name="ratePerYear">k, at least 0.</param>
    public double DiscountAt(double ratePerYear) => -_mass.Select((p, i) => p * Elementary.ExpMinusOne(-ratePerYear * ModelTime.Years(i * StepSeconds))).Sum();

    private static double[] Grid(double stepSeconds, int points)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSeconds);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, MaxPoints);
        return new double[points];
    }

    private void CheckGrid(LatencyDistribution other)
    {
        if (other.StepSeconds != StepSeconds || other._mass.Length != _mass.Length)
            throw new ArgumentException("Both distributions are expected on the same grid.", nameof(other));
    }
}
