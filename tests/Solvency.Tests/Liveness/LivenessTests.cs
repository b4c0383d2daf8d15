using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Tests.Liveness;

public sealed class LivenessTests
{
    private const ulong Day = 86_400, Window = 30 * Day, History = 59 * Day;

    [Fact]
    public void Scores_are_those_of_counting_everything_again() =>
        Gen.Select(Gen.ULong[1, 5 * Day].Array[1, 120], Gen.ULong[0, 10 * Day]).Sample((steps, running) =>
        {
            IntervalStatistics statistics = new(Window, 0);
            List<ulong> times = [1_700_000_000];
            statistics.Add(times[0]);
            foreach (ulong step in steps)
            {
                times.Add(times[^1] + step);
                statistics.Add(times[^1]);
            }

            ulong now = times[^1] + running;
            double[] lengths = [.. times.Skip(1).Select((end, i) => (End: end, Length: (double)(end - times[i]))).Where(pair => now - pair.End <= Window)
                .Select(pair => pair.Length), running];
            double mean = lengths.Average(), deviation = Math.Sqrt(lengths.Average(length => (length - mean) * (length - mean)));
            double? score = statistics.Score(now);
            Assert.NotNull(score);
            if (deviation > 1e-3)
                Assert.Equal((running - mean) / deviation, score.Value, 1e-6);
        });

    [Fact]
    public void There_is_no_score_without_history()
    {
        IntervalStatistics statistics = new(Window, History);
        Assert.Null(statistics.Score(0));
        statistics.Add(1_000);
        Assert.Null(statistics.Score(1_000 + History - 1));
        Assert.NotNull(statistics.Score(1_000 + History));
        Assert.Throws<ArgumentOutOfRangeException>(() => statistics.Add(999));
    }

    [Fact]
    public void A_gap_in_a_steady_rhythm_is_an_anomaly_and_the_rhythm_is_not() // z ≥ 15 needs more than 226 intervals: the gap itself counts
    {
        IntervalStatistics statistics = IntervalStatistics.Of(RiskParameters.Default);
        ulong now = 1_700_000_000;
        for (int i = 0; i < 60 * 24; i++)
            statistics.Add(now += i % 2 == 0 ? 3_500UL : 3_700UL);
        Assert.InRange(statistics.Score(now + 3_700)!.Value, 0, 1.1);
        Assert.False(statistics.IsAnomaly(now + 3_700, RiskParameters.Default));
        Assert.True(statistics.IsAnomaly(now + 6 * 3_600, RiskParameters.Default));
        Assert.InRange(statistics.Count, 710, 720);
    }

    [Fact]
    public void Equal_intervals_have_no_deviation()
    {
        IntervalStatistics statistics = new(Window, 0);
        statistics.Add(0);
        statistics.Add(10);
        Assert.Equal(0, statistics.Score(20));
        IntervalStatistics hostile = new(ulong.MaxValue, 0);
        hostile.Add(0);
        hostile.Add(ulong.MaxValue);
        Assert.True(double.IsFinite(hostile.Score(ulong.MaxValue)!.Value));
    }

    [Theory]
    [InlineData(5_760UL, 86_400UL, 43_920UL)] // min(69,120; 86,400) = 19.2 h; 12.2 h
    [InlineData(1_000UL, 86_400UL, 3_600UL)]
    [InlineData(100UL, 86_400UL, 780UL)]
    [InlineData(3_456_000UL, 86_400_000UL, 26_956_800UL)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, 184467440737095500UL)]
    public void Batches_of_an_Arbitrum_chain_are_late_by_its_own_limits(ulong blocks, ulong seconds, ulong expected)
    {
        if (blocks == ulong.MaxValue)
            Assert.True(BatchDelayBound.LateAfterSeconds(blocks, seconds) > 1UL << 50);
        else
            Assert.Equal(expected, BatchDelayBound.LateAfterSeconds(blocks, seconds));
    }

    [Fact]
    public void An_unknown_limit_counts_as_twelve_hours() => Assert.Equal(18_000UL, BatchDelayBound.LateAfterSeconds(null, 86_400));
}
