using Plimsoll.Node.Auditing.Publishing;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Tests.Auditing;

public sealed class PublishRulesTests
{
    private const ulong Staleness = 36_000;
    private static readonly FeedValues s_values = new(10_000, 700, 8_000, 100, 30, 3_600, 7_200, 5_000, 8_500);
    private static readonly OracleReport s_report = new(100, 1_200, 1, s_values, 0, Bytes32.Zero, Bytes32.Zero);

    [Fact]
    public void The_first_report_is_published() => Assert.Equal(PublishReason.First, PublishRules.Decide(null, s_report, Staleness));

    [Fact]
    public void What_is_worse_is_published_at_once_and_alone_the_block_must_be_newer()
    {
        foreach (OracleReport worse in (OracleReport[])[Later(regime: 2), Later(s_values with { CoverageBps = 9_999 }), Later(s_values with { HaircutBps = 705 }), Later(s_values with { DiscountBps = 35 }),
            Later(s_values with { MarginAddOnBps = 105 }), Later(s_values with { CollateralFactorBps = 7_995 }), Later() with { SequencerDownSince = 700 }])
        {
            Assert.Equal(PublishReason.Worse, PublishRules.Decide(s_report, worse, Staleness));
            Assert.Equal(PublishReason.None, PublishRules.Decide(s_report, worse with { AsOfL1Block = 100 }, Staleness));
            Assert.Equal(PublishReason.None, PublishRules.Decide(worse with { AsOfL1Block = 100, AsOfTime = 1_200 }, s_report with { AsOfL1Block = 101, AsOfTime = 1_212 }, Staleness)); // better waits
        }
    }

    [Fact]
    public void Small_moves_and_surplus_wait()
    {
        Assert.Equal(PublishReason.None, PublishRules.Decide(s_report, Later(s_values with { HaircutBps = 704, DiscountBps = 34, CollateralFactorBps = 7_996, MarginAddOnBps = 104 }), Staleness));
        OracleReport rich = s_report with { Values = s_values with { CoverageBps = 20_000 } };
        Assert.Equal(PublishReason.None, PublishRules.Decide(rich, Later(), Staleness)); // more than everything is not more
    }

    [Fact]
    public void What_is_better_is_published_no_more_often_than_the_oracle_moves()
    {
        Assert.Equal(PublishReason.None, PublishRules.Decide(s_report, Later(regime: 0) with { AsOfTime = 1_200 + PublishRules.RiskStepSeconds - 1 }, Staleness));
        Assert.Equal(PublishReason.Better, PublishRules.Decide(s_report, Later(regime: 0) with { AsOfTime = 1_200 + PublishRules.RiskStepSeconds }, Staleness));
        Assert.Equal(PublishReason.Better, PublishRules.Decide(s_report, Later(s_values with { HaircutBps = 600 }) with { AsOfTime = 1_200 + PublishRules.RiskStepSeconds }, Staleness));
    }

    [Fact]
    public void Facts_follow_after_a_while_and_silence_never_lasts_half_as_long_as_it_may()
    {
        Assert.Equal(PublishReason.None, PublishRules.Decide(s_report, Later(s_values with { Exit95Seconds = 9_000 }), Staleness));
        Assert.Equal(PublishReason.Facts, PublishRules.Decide(s_report, Later(s_values with { Exit95Seconds = 9_000 }) with { AsOfTime = 1_800 }, Staleness));
        Assert.Equal(PublishReason.None, PublishRules.Decide(s_report, Later(s_values with { Exit95Seconds = 7_300 }) with { AsOfTime = 1_800 }, Staleness));
        Assert.Equal(PublishReason.None, PublishRules.Decide(s_report, Later() with { AsOfTime = 1_200 + Staleness / 2 - 1 }, Staleness));
        Assert.Equal(PublishReason.Heartbeat, PublishRules.Decide(s_report, Later() with { AsOfTime = 1_200 + Staleness / 2 }, Staleness));
    }

    [Fact]
    public void A_sequencer_that_is_back_is_a_fact_and_one_that_stays_down_is_nothing_new()
    {
        OracleReport down = s_report with { SequencerDownSince = 900 };
        Assert.Equal(PublishReason.None, PublishRules.Decide(down, Later(), Staleness));
        Assert.Equal(PublishReason.Facts, PublishRules.Decide(down, Later() with { AsOfTime = 1_800 }, Staleness));
        Assert.Equal(PublishReason.None, PublishRules.Decide(down, Later() with { AsOfTime = 1_800, SequencerDownSince = 1_100 }, Staleness));
    }

    private static OracleReport Later(FeedValues? values = null, byte regime = 1) => s_report with { AsOfL1Block = 101, AsOfTime = 1_212, Regime = regime, Values = values ?? s_values };
}
