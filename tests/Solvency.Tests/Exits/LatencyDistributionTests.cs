using Plimsoll.Solvency.Exits;

namespace Plimsoll.Solvency.Tests.Exits;

public sealed class LatencyDistributionTests
{
    private static readonly Gen<double[]> s_samples = Gen.Double[0, 400].Array[1, 20];

    [Fact]
    public void Quantiles_of_samples_are_at_most_a_step_late() =>
        Gen.Select(s_samples, Gen.Double[0.01, 1]).Sample((samples, p) =>
        {
            double[] sorted = [.. samples.Order()];
            double exact = sorted[(int)Math.Ceiling(p * sorted.Length - 1e-9) - 1];
            Assert.InRange(LatencyDistribution.FromSamples(samples, 10, 60).QuantileSeconds(p), exact, exact + 10);
        });

    [Fact]
    public void Means_add_up() =>
        Gen.Select(s_samples, s_samples).Sample((first, second) =>
        {
            LatencyDistribution a = LatencyDistribution.FromSamples(first, 10, 100), b = LatencyDistribution.FromSamples(second, 10, 100);
            Assert.Equal(a.MeanSeconds + b.MeanSeconds, a.Then(b).MeanSeconds, 1e-6);
            Assert.Equal(0, a.Then(b).Beyond);
        });

    [Fact]
    public void A_mixture_is_between_its_parts()
    {
        LatencyDistribution soon = LatencyDistribution.Constant(10, 1, 200), late = LatencyDistribution.Constant(100, 1, 200);
        Assert.Equal(19, soon.Or(0.1, late).MeanSeconds, 1e-9);
        Assert.Equal(10, soon.Or(0.1, late).QuantileSeconds(0.9));
        Assert.Equal(100, soon.Or(0.1, late).QuantileSeconds(0.91));
    }

    [Fact]
    public void Outages_have_the_recorded_quantiles()
    {
        LatencyDistribution outage = LatencyDistribution.LogNormal(5_640, 0.87, 60, 4_096);
        Assert.InRange(outage.QuantileSeconds(0.5), 5_640, 5_700);
        Assert.InRange(outage.QuantileSeconds(0.95) / 3_600, 6.55, 6.58);
        Assert.InRange(outage.QuantileSeconds(0.99) / 3_600, 11.85, 11.89);
        Assert.InRange(outage.MeanSeconds / 60, 137, 138.3);
        Assert.InRange(outage.Beyond, 0, 1e-4);
    }

    [Fact]
    public void What_is_beyond_the_grid_is_counted()
    {
        LatencyDistribution late = LatencyDistribution.FromSamples([5, 500], 1, 100);
        Assert.Equal(0.5, late.Beyond);
        Assert.Equal(99, late.QuantileSeconds(1));
        Assert.Throws<ArgumentException>(() => late.Then(LatencyDistribution.Constant(1, 2, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyDistribution.FromSamples([], 1, 100));
    }

    [Fact]
    public void The_way_around_the_sequencer_is_mixed_in_by_its_probability()
    {
        LatencyDistribution none = At(0), hour = At(1), day = At(24);
        ExitStages stages = new(hour, none, hour, At(168), none, none);
        Assert.Equal(170 * 3_600, stages.Nominal().QuantileSeconds(0.5));
        LatencyDistribution total = stages.Total(0.9, day, At(2));
        Assert.Equal(170 * 3_600, total.QuantileSeconds(0.9));
        Assert.Equal((169 + 26) * 3_600, total.QuantileSeconds(0.95));

        static LatencyDistribution At(double hours) => LatencyDistribution.Constant(hours * 3_600, 3_600, 400);
    }

    [Fact]
    public void The_newest_samples_count_and_what_nobody_measured_takes_its_limit()
    {
        ExitSamples samples = new(2);
        foreach (double hours in (double[])[100, 1, 3])
            samples.Add(ExitStage.Batch, hours * 3_600);
        Assert.Equal((2, 0), (samples.Count(ExitStage.Batch), samples.Count(ExitStage.Claim)));
        ExitStages stages = samples.Distributions(3_600, 400, stage => stage == ExitStage.Challenge ? 168 * 3_600 : 0);
        Assert.Equal(170 * 3_600, stages.Nominal().MeanSeconds, 1e-6);
        Assert.Equal(171 * 3_600, stages.Nominal().QuantileSeconds(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.Add(ExitStage.Batch, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => samples.Add(ExitStage.Batch, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExitSamples(0));
    }

    [Fact]
    public void Waiting_costs_what_compounding_says() =>
        Assert.Equal(1 - Math.Exp(-0.08 * 7 / 365.25), LatencyDistribution.Constant(7 * 86_400, 3_600, 200).DiscountAt(0.08), 1e-12);
}
