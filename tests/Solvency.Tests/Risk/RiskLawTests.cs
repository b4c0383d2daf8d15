using Plimsoll.Primitives;
using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Tests.Risk;

/// <summary>What holds for every claim.</summary>
[Trait("Category", "Law")]
public sealed class RiskLawTests
{
    private static readonly Gen<double> s_fraction = Gen.Double[0, 1];
    private static readonly RiskModel s_model = new(RiskParameters.Default);

    private static readonly Gen<ClaimInputs> s_claims =
        from regime in Gen.Enum<Regime>()
        from coverage in Gen.Double[0, 1.5]
        from exitHours in Gen.Double[0, 400]
        from liquidationHours in Gen.Double[0, 400]
        from volatility in Gen.Double[0, 2]
        from yield in Gen.Double[0, 0.2]
        from bridged in Gen.Bool
        from hedgeable in Gen.Bool
        select new ClaimInputs
        {
            Regime = regime,
            Coverage = coverage,
            Exit = LatencyDistribution.Constant(exitHours * 3_600, 3_600, 402),
            LiquidationSeconds = liquidationHours * 3_600,
            Volatility = volatility,
            Yield = yield,
            IsBridged = bridged,
            IsHedgeable = hedgeable,
        };

    [Fact]
    public void The_jump_haircut_grows_with_the_probability_and_stays_below_the_loss() =>
        Gen.Select(s_fraction, s_fraction, s_fraction, Gen.Double[0, 0.1]).Sample((p, q, lgd, tolerance) =>
        {
            double low = Haircut.Jump(lgd, tolerance, Math.Min(p, q)), high = Haircut.Jump(lgd, tolerance, Math.Max(p, q));
            Assert.InRange(low, 0, high);
            Assert.InRange(high, 0, lgd);
        });

    [Fact]
    public void The_haircut_grows_with_the_liquidation_time() =>
        Gen.Select(s_claims, Gen.Double[0, 1e6]).Sample((claim, more) =>
            Assert.True(s_model.Assess(claim).Haircut.Value <= s_model.Assess(claim with { LiquidationSeconds = claim.LiquidationSeconds + more })
                .Haircut.Value + 1e-15));

    [Fact]
    public void A_worse_regime_never_helps() =>
        s_claims.Sample(claim =>
        {
            RiskReport[] reports = [.. Enum.GetValues<Regime>().Where(regime => regime != Regime.Black).Order()
                .Select(regime => s_model.Assess(claim with { Regime = regime }))];
            for (int i = 1; i < reports.Length; i++)
            {
                Assert.True(reports[i].Haircut.Value >= reports[i - 1].Haircut.Value);
                Assert.True(reports[i].FairValue.Value <= reports[i - 1].FairValue.Value);
                Assert.True(reports[i].CollateralFactor.Value <= reports[i - 1].CollateralFactor.Value);
            }

            Assert.True(s_model.Assess(claim with { Regime = Regime.Black }).Haircut.Value >= reports[^1].Haircut.Value);
        });

    [Fact]
    public void Less_coverage_never_helps() =>
        Gen.Select(s_claims, s_fraction).Sample((claim, part) =>
        {
            RiskReport full = s_model.Assess(claim), less = s_model.Assess(claim with { Coverage = claim.Coverage * part });
            Assert.True(less.Haircut.Value >= full.Haircut.Value - 1e-15);
            Assert.True(less.FairValue.Value <= full.FairValue.Value + 1e-15);
        });

    [Fact]
    public void Fractions_are_fractions_and_the_bid_is_at_most_the_ask() =>
        s_claims.Sample(claim =>
        {
            RiskReport report = s_model.Assess(claim);
            Assert.All(
                [report.Haircut, report.CollateralFactor, report.LiquidationThreshold, report.CreditDiscount, report.CarryDiscount, report.FairValue,
                    report.BidValue, report.DefaultProbability],
                figure => Assert.InRange(figure.Value, 0, 1));
            Assert.True(report.BidValue.Value <= report.FairValue.Value + 1e-15);
            Assert.InRange(report.Score.Value, 0, 100);
            Assert.All(report.Figures, figure => Assert.True(double.IsFinite(figure.Value)));
        });

    [Fact]
    public void Finnerty_lies_between_nothing_and_Chaffe_and_Chaffe_below_the_bound() =>
        Gen.Select(Gen.Double[0, 3], Gen.Double[0, 2]).Sample((years, volatility) =>
        {
            double finnerty = MarketabilityDiscount.Finnerty(years, volatility), chaffe = MarketabilityDiscount.Chaffe(years, volatility);
            Assert.InRange(finnerty, 0, chaffe + 1e-12);
            Assert.InRange(chaffe, 0, MarketabilityDiscount.LongstaffBound(years, volatility) + 1e-12);
        });

    [Theory]
    [InlineData(1e-4, 0.0023032719367162391223)]
    [InlineData(1e-8, 2.303294327569589267e-05)]
    public void Finnerty_has_no_seam_near_zero(double variance, double expected) =>
        Assert.Equal(1, MarketabilityDiscount.Finnerty(1, Math.Sqrt(variance)) / expected, 1e-13);

    [Fact]
    public void Finnerty_is_stable_in_both_limits()
    {
        Assert.Equal(0, MarketabilityDiscount.Finnerty(0, 0.6));
        for (double x = 1e-300; x < 1e-3; x *= 10)
            Assert.Equal(1, MarketabilityDiscount.AverageVariance(x) / (x / 3 - x * x / 18), 1e-6);
        Assert.Equal(MarketabilityDiscount.AverageVariance(1), MarketabilityDiscount.AverageVariance(1 + 1e-12), 1e-11);
        Assert.Equal(Math.Log(2), MarketabilityDiscount.AverageVariance(1e6), 1e-12);
    }

    [Fact]
    public void Parity_holds_and_total_loss_is_Mertons_model() =>
        Gen.Select(Gen.Double[50, 150], Gen.Double[50, 150], Gen.Double[0.01, 2], Gen.Double[0.05, 1], Gen.Double[0, 1])
            .Sample((spot, strike, years, volatility, lambda) =>
            Assert.Equal(BlackScholes.Call(spot, strike, years, 0.03 + lambda, volatility),
                OptionAdjustment.JumpToRecoveryCall(spot, strike, years, 0.03, volatility, lambda, 1), 1e-6));

    [Fact]
    public void The_claim_itself_is_a_martingale() => // a call that is exercised in any case costs the claim less the discounted strike
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0.01, 1]).Sample((lambda, lgd, years) =>
            Assert.Equal(100, OptionAdjustment.JumpToRecoveryCall(100, 0, years, 0.03, 0.5, lambda, lgd), 1e-6));

    [Fact]
    public void Adjustment_of_a_flat_exposure_is_the_credit_discount() =>
        Gen.Select(Gen.Double[0, 3], Gen.Int[1, 20]).Sample((rate, count) =>
        {
            Hazards hazards = new([KeyValuePair.Create(FailureMode.KeyCompromise, rate)]);
            ExposureStep[] steps = [.. Enumerable.Range(1, count).Select(k => new ExposureStep((double)k / count, 1, 7))];
            Assert.Equal(7 * hazards.CreditDiscount(ModelTime.SecondsPerYear, _ => 0.5), CreditValuation.Adjustment(steps, hazards, _ => 0.5), 1e-9);
        });

    [Fact]
    public void Margins_of_several_chains_lie_between_the_largest_and_the_sum() =>
        Gen.Select(Gen.Double[0, 100].Array[1, 6], s_fraction).Sample((amounts, rho) =>
            Assert.InRange(Margin.Aggregate(amounts, (_, _) => rho), amounts.Max() - 1e-9, amounts.Sum() + 1e-9));

    [Fact]
    public void Quantiles_invert_the_normal_distribution() =>
        Gen.Double[1e-9, 1 - 1e-9].Sample(p => Assert.Equal(p, Normal.Cumulative(Normal.Quantile(p)), 1e-12));

    [Theory]
    [InlineData(-8, 6.220960574271785e-16)]
    [InlineData(-4.5, 3.397673124730062e-06)]
    [InlineData(-4, 3.167124183311992e-05)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(0, 0.5)]
    [InlineData(1.96, 0.97500210485177952)]
    [InlineData(5, 0.99999971334842808)]
    public void The_normal_distribution_has_its_known_values(double x, double expected) => Assert.Equal(1, Normal.Cumulative(x) / expected, 1e-11);

    [Fact]
    public void The_collateral_factor_falls_at_once_and_rises_by_one_step_in_a_period() =>
        Gen.Select(Gen.UShort[0, 10_000].Array[1, 40], Gen.ULong[1, 200_000].Array[40]).Sample((targets, pauses) =>
        {
            CollateralFactorPath path = new(5_000, 0);
            List<(ulong Time, int Raise)> raises = [];
            ulong now = 1_700_000_000;
            for (int i = 0; i < targets.Length; i++)
            {
                now += pauses[i];
                CollateralFactorPath next = path.Towards(targets[i], now, RiskParameters.Default);
                if (targets[i] <= path.Bps)
                    Assert.Equal(targets[i], next.Bps);
                else
                    Assert.InRange(next.Bps, path.Bps, targets[i]);
                if (next.Bps > path.Bps)
                    raises.Add((now, next.Bps - path.Bps));
                path = next;
            }

            Assert.All(raises, raise => Assert.InRange(raises.Where(other => other.Time >= raise.Time && other.Time < raise.Time + 259_200)
                .Sum(other => other.Raise), 1, 50));
        });

    [Fact]
    public void The_exposure_cap_keeps_the_loss_at_a_jump_within_the_reserve() =>
        Gen.Select(Gen.ULong, Gen.UInt[0, 10_000], Gen.UInt[0, 10_000]).Sample((reserve, lgd, haircut) =>
        {
            UInt256? cap = ExposureCap.Of(reserve, lgd, haircut);
            Assert.Equal(haircut >= lgd, cap is null);
            if (cap is { } bound)
            {
                Assert.True(bound * (lgd - haircut) <= (UInt256)reserve * 10_000);
                Assert.True((bound + UInt256.One) * (lgd - haircut) > (UInt256)reserve * 10_000);
                Assert.True(ExposureCap.WithinExit(cap, 7, 3) <= (UInt256)21);
            }
        });

    [Fact]
    public void Integers_round_against_the_holder_and_are_what_the_oracle_takes() =>
        Gen.Select(s_claims, Gen.UShort).Sample((claim, coverageBps) =>
        {
            RiskReport report = s_model.Assess(claim with { Coverage = coverageBps / 10_000.0 });
            FeedValues feed = FeedValues.Of(report, coverageBps);
            Assert.True(feed.HaircutBps >= report.Haircut.Value * 10_000 - 1e-6);
            Assert.True(feed.CollateralFactorBps <= report.CollateralFactor.Value * 10_000 + 1e-6);
            Assert.True(feed.DiscountBps >= (1 - report.BidValue.Value) * 10_000 - 1e-6);
            Assert.True(feed.MarginAddOnBps >= Math.Min(report.MarginAddOn.Value * 10_000 - 1e-6, 10_000));
            Assert.InRange(feed.HaircutBps, Math.Max(0, 10_000 - coverageBps), 10_000);
            Assert.InRange(feed.DiscountBps, Math.Max(0, 10_000 - coverageBps), 10_000);
            Assert.InRange(feed.CollateralFactorBps, 0, 10_000 - feed.HaircutBps);
            Assert.InRange(feed.MarginAddOnBps, 0, 10_000);
            Assert.True(feed.ExitMedianSeconds <= feed.Exit95Seconds);
            Assert.InRange(feed.LgdBps, 0, 10_000);
        });
}
