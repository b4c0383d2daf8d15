using System.Text.Json;
using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Tests.Risk;

public sealed class RiskModelTests
{
    private static readonly RiskModel s_model = new(RiskParameters.Default);

    private static ClaimInputs Claim => new()
    {
        Exit = LatencyDistribution.Constant(7 * 86_400, 3_600, 200),
        LiquidationSeconds = 86_400,
        Volatility = 0.6,
        Yield = 0.03,
    };

    [Fact]
    public void The_anchor_is_half_a_percent_and_the_regimes_multiply_it()
    {
        Assert.Equal(0.005, s_model.HazardsOf([], false, Regime.Green).Loss, 1e-12);
        Assert.Equal(0.05, s_model.HazardsOf([], false, Regime.Amber).Loss, 1e-12);
        Assert.Equal(2, s_model.HazardsOf([], false, Regime.Red).Loss, 1e-12);
        Assert.Equal(0.13, s_model.HazardsOf([], true, Regime.Green).Loss, 1e-12);
        Assert.Equal(s_model.HazardsOf([], false, Regime.Green).Delay, s_model.HazardsOf([], false, Regime.Red).Delay);
    }

    [Fact]
    public void A_trait_multiplies_the_modes_that_it_names_and_counts_once()
    {
        Hazards plain = s_model.HazardsOf([], false, Regime.Green), tee = s_model.HazardsOf(["single-tee-prover", "single-tee-prover"], false, Regime.Green);
        Assert.Equal(4, tee[FailureMode.InvalidState] / plain[FailureMode.InvalidState], 1e-12);
        Assert.Equal(plain[FailureMode.KeyCompromise], tee[FailureMode.KeyCompromise]);
        Assert.Throws<KeyNotFoundException>(() => s_model.HazardsOf(["no-such-trait"], false, Regime.Green));
    }

    [Fact]
    public void Black_is_worth_its_coverage()
    {
        RiskReport report = s_model.Assess(Claim with { Regime = Regime.Black, Coverage = 0.545 });
        Assert.Equal(0.545, report.FairValue.Value, 1e-12);
        Assert.Equal(1, report.DefaultProbability.Value);
        Assert.True(report.Haircut.Value > 0.85);
        Assert.Equal(0, report.Score.Value);
    }

    [Fact]
    public void Every_figure_leads_back_to_inputs_that_name_their_source()
    {
        RiskReport report = s_model.Assess(Claim with { Traits = ["stage-0", "instant-upgrade"] });
        Assert.All(report.Figures, Check);
        Assert.Contains("multiplier.instant-upgrade = 3  (assumption", report.Explain());
        Assert.Equal(RiskParameters.Default.Id, report.ParametersId);

        static void Check(Figure figure)
        {
            Assert.NotEmpty(figure.Name);
            Assert.NotEmpty(figure.Origin);
            Assert.True(double.IsFinite(figure.Value));
            Assert.All(figure.Inputs, Check);
        }
    }

    [Fact]
    public void Figures_are_written_with_their_inputs()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
            FigureJson.Write(json, s_model.Assess(Claim));
        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        JsonElement haircut = document.RootElement.GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("name").GetString() == "haircut");
        Assert.Equal(4, haircut.GetProperty("inputs").GetArrayLength());
        Assert.Equal(s_model.Assess(Claim).Haircut.Value, haircut.GetProperty("value").GetDouble());
        stream.SetLength(0);
        using (Utf8JsonWriter json = new(stream))
            FigureJson.Write(json, Figure.Given("nothing owed", double.PositiveInfinity));
        Assert.Contains("\"value\":null", System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void A_liquid_hedge_takes_most_of_the_marketability_discount_away()
    {
        double open = s_model.Assess(Claim).MarketabilityDiscount.Value, hedged = s_model.Assess(Claim with { IsHedgeable = true }).MarketabilityDiscount.Value;
        Assert.Equal(0.0191, open, 1e-4);
        Assert.Equal(0.00191, hedged, 1e-4);
    }

    [Theory]
    [InlineData(Overlays.None, 100)]
    [InlineData(Overlays.NoProofSystem, 40)]
    [InlineData(Overlays.InstantUpgradeByOne, 30)]
    [InlineData(Overlays.NoProofSystem | Overlays.InstantUpgradeByOne, 30)]
    [InlineData(Overlays.CoverageBreached, 0)]
    [InlineData(Overlays.WrongCommitmentFinal, 0)]
    public void Overlays_cap_the_score(Overlays overlays, double most) => Assert.Equal(most, Score.Of(0, 0.05, overlays, 40, 30));

    [Fact]
    public void Exercise_must_stay_open_longer_than_forced_inclusion()
    {
        Assert.True(OptionAdjustment.IsExercisable(86_401, 86_400));
        Assert.False(OptionAdjustment.IsExercisable(86_400, 86_400));
        Assert.Equal(9.9, OptionAdjustment.HaltAtExpiry(10, 0.98, 5), 1e-12);
    }

    [Fact]
    public void Evidence_moves_the_odds_by_its_likelihood_ratio()
    {
        Assert.Equal(5_000 * 0.001 / (5_000 * 0.001 + 0.999), GammaPoisson.Posterior(0.001, 5_000), 1e-12);
        Assert.Equal(1, GammaPoisson.Posterior(1, 0));
        Assert.Equal(3.0 / 26_633, GammaPoisson.RuleOfThree(26_633), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaPoisson.RuleOfThree(0));
    }

    [Fact]
    public void Basel_scaling_and_exposures_out_of_order()
    {
        Assert.Equal(0.15 * Math.Sqrt(1.4), Haircut.Scaled(0.15, 5, 10), 1e-12);
        Hazards none = new([]);
        Assert.Throws<ArgumentException>(() => CreditValuation.Adjustment([new(1, 1, 1), new(0.5, 1, 1)], none, _ => 1));
    }

    [Fact]
    public void Options_are_priced_with_the_rollups_own_rate()
    {
        OptionInputs call = new(true, 2_000, 1_800, 30 / 365.25, 0.03, 0.6, [], Regime.Green, false, Claim.Exit, 0, 100);
        OptionReport report = s_model.Price(call);
        Assert.Equal(256.91005638376, report.Plain.Value, 1e-8);
        Assert.Equal(OptionAdjustment.Vulnerable(report.Plain.Value, 0.00425, 30 / 365.25), report.Vulnerable.Value, 1e-9);
        Assert.Equal(OptionAdjustment.JumpToRecoveryCall(2_000, 1_800, 30 / 365.25, 0.03, 0.6, 0.005, 0.85), report.JumpToRecovery.Value, 1e-9);
        Assert.Equal(report.Vulnerable.Value - 0.00016 * 100, report.HaltAtExpiry.Value, 1e-9);
        Assert.Equal(52.480198080944, s_model.Price(call with { IsCall = false }).Plain.Value, 1e-8);
        Assert.True(s_model.Price(call with { Regime = Regime.Red }).Vulnerable.Value < report.Vulnerable.Value);
        Assert.True(s_model.Price(call with { Yield = 0.05 }).Vulnerable.Value < report.Vulnerable.Value);
    }

    [Fact]
    public void Parts_of_the_model_follow_the_document()
    {
        Assert.Equal(0.4444444444, s_model.MeanLossGivenDefault().Value, 1e-9);
        Assert.Equal(0.6496, s_model.OutageRate().Mean, 1e-4);
        Assert.InRange(s_model.Outage(60, 1_000).QuantileSeconds(0.5), 5_640, 5_700);
        Assert.Equal(5_000.0 / 5_999, s_model.AfterCoverageAlarm(0.001).Value, 1e-12);
        Assert.Equal(Math.Sqrt(3), s_model.AggregateMargin([("op", 1), ("op", 1)]).Value, 1e-12);
        Assert.Equal(Math.Sqrt(2.2), s_model.AggregateMargin([("op", 1), ("zk", 1)]).Value, 1e-12);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Rates_that_are_none_are_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hazards([KeyValuePair.Create(FailureMode.EscrowBug, rate)]));
}
