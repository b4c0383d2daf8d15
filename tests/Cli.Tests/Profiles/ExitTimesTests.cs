using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Profiles;

namespace Plimsoll.Cli.Tests.Profiles;

public sealed class ExitTimesTests
{
    [Fact]
    public void The_times_of_the_production_preset_are_sums_of_its_promises()
    {
        ExitTimes times = ExitTimes.Of(ProfilePresets.Get("production"));
        Assert.Equal(TimeSpan.FromDays(7), times.Final);
        Assert.Equal(TimeSpan.FromDays(7.5), times.Forced);
        Assert.Equal(TimeSpan.FromDays(8), times.ForcedByOthers);
        Assert.Equal(TimeSpan.FromDays(14), times.Escape);
        Assert.Equal(TimeSpan.FromDays(28), times.EscapeFromLiars);
        Assert.Equal(TimeSpan.FromDays(4), times.QuotaDrain); // a fifth at once, a fifth each day
        Assert.Equal(TimeSpan.FromDays(32), times.Longest);
    }

    /// <summary>The last of the votes that are needed decides: time 7 days, proofs 2.</summary>
    [Theory]
    [InlineData(new[] { "optimistic", "validity" }, 2, 7)]
    [InlineData(new[] { "validity" }, 1, 2)]
    [InlineData(new[] { "optimistic", "validity", "quorum" }, 2, 2)]
    [InlineData(new[] { "optimistic", "validity", "quorum" }, 3, 7)]
    public void Where_proofs_count_their_deadline_does(string[] kinds, int threshold, int days)
    {
        ProfileDocument multi = ProfilePresets.Get("multi");
        ExitTimes times = ExitTimes.Of(multi with { Mechanism = multi.Mechanism with { Kinds = kinds, Threshold = threshold } });
        Assert.Equal(TimeSpan.FromDays(days), times.Final);
        Assert.Equal(TimeSpan.FromDays(14), times.Escape); // what is pending can be disputed for seven
        Assert.Equal(TimeSpan.FromDays(7 + 2 * (7 + 2) + 7), times.EscapeFromLiars);
    }

    [Theory]
    [InlineData(10_000, 0)]
    [InlineData(9_999, 1)]
    [InlineData(5_000, 1)]
    [InlineData(4_999, 2)]
    [InlineData(1, 9_999)]
    public void The_quota_takes_as_many_periods_as_there_are_shares_behind_the_first(ushort share, int periods)
    {
        ProfileDocument production = ProfilePresets.Get("production");
        ExitTimes times = ExitTimes.Of(production with { Quota = production.Quota with { ShareBasisPoints = share, PeriodSeconds = 10 } });
        Assert.Equal(TimeSpan.FromSeconds(10 * periods), times.QuotaDrain);
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(3_600, "1 h")]
    [InlineData(86_400 + 3_600, "1 d 1 h")]
    [InlineData(0.2, "1 s")]
    public void Times_are_said_rounded_up(double seconds, string words) => Assert.Equal(words, Words.Of(TimeSpan.FromSeconds(seconds)));
}
