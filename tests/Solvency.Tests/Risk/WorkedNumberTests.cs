using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Tests.Risk;

/// <summary>The worked numbers of docs/spec/risk.md, computed independently with 40 digits, to 1e-9 and better.</summary>
public sealed class WorkedNumberTests
{
    private const double Sigma = 0.6, Close = 1e-9;

    [Theory]
    [InlineData(7 * 86_400, 0.033127631741346, 0.019118914347452, 0.068018207233882, 0.00057478341398574, 0.0015320216955794)]
    [InlineData(549_816, 0.031586720194133, 0.018230245494133, 0.064774498832775, 0.00052254195805909, 0.0013928385139579)]
    [InlineData(3 * 3_600, 0.0044281159157089, 0.0025565564170708, 0.0088871235793646, 1.0266887746893e-5, 2.7378133083395e-5)]
    [InlineData(21 * 3_600, 0.011715332648035, 0.0067635263764426, 0.023647954998479, 7.1866000677462e-5, 0.00019163119149641)]
    [InlineData(14 * 86_400, 0.046836084635718, 0.027020087127576, 0.097229599408413, 0.0011492364519985, 0.003061696300683)]
    [InlineData(15 * 86_400, 0.048477963438298, 0.027965765242743, 0.10077150775534, 0.0012312742133213, 0.0032800298547829)]
    public void Marketability_and_carry_of_each_exit_time(double seconds, double chaffe, double finnerty, double longstaff, double carry3, double carry8)
    {
        double years = ModelTime.Years(seconds);
        Assert.Equal(chaffe, MarketabilityDiscount.Chaffe(years, Sigma), Close);
        Assert.Equal(finnerty, MarketabilityDiscount.Finnerty(years, Sigma), Close);
        Assert.Equal(longstaff, MarketabilityDiscount.LongstaffBound(years, Sigma), Close);
        Assert.Equal(carry3, 1 - Math.Exp(-0.03 * years), Close);
        Assert.Equal(carry8, 1 - Math.Exp(-0.08 * years), Close);
    }

    [Theory]
    [InlineData(0.005, 9.5820186502274e-5, 8.1447158526933e-5, 0.0049875208073177)]
    [InlineData(0.02, 0.00038322566047926, 0.00032574181140737, 0.019801326693245)]
    [InlineData(0.125, 0.0023927522325283, 0.002033839397649, 0.1175030974154)]
    [InlineData(2, 0.037604616331258, 0.03196392388157, 0.86466471676339)]
    [InlineData(12, 0.20545008247079, 0.17463257010017, 0.99999385578765)]
    public void Default_probability_and_expected_loss_of_each_rate(double rate, double week, double loss, double year)
    {
        Hazards hazards = new([KeyValuePair.Create(FailureMode.InvalidState, rate)]);
        Assert.Equal(week, hazards.DefaultProbability(7 * 86_400), Close);
        Assert.Equal(loss, hazards.CreditDiscount(7 * 86_400, _ => 0.85), Close);
        Assert.Equal(year, hazards.DefaultProbability(ModelTime.SecondsPerYear), Close);
    }

    [Theory]
    [InlineData(1, 0.014795425451806)]
    [InlineData(4, 0.029371946289312)]
    [InlineData(24, 0.070421516087177)]
    [InlineData(72, 0.11880941215479)]
    [InlineData(168, 0.1756857464333)]
    public void Market_haircut_of_each_period(double hours, double expected) => Assert.Equal(expected, Haircut.Market(2.326, Sigma, hours * 3_600), Close);

    [Theory]
    [InlineData(1e-4, 0)]
    [InlineData(2e-4, 0.35)]
    [InlineData(1e-3, 0.75)]
    [InlineData(1e-2, 0.84)]
    public void Jump_haircut_of_each_probability(double probability, double expected) => Assert.Equal(expected, Haircut.Jump(0.85, 1e-4, probability), Close);

    [Theory]
    [InlineData(4, 0, 0, 0.74037499239486)]
    [InlineData(24, 0, 0.11944999885923, 0.83168745436918)]
    [InlineData(168, 0, 0.74559284915746, 0.84734075202047)]
    public void Jump_haircut_of_each_regime_and_liquidation_time(double hours, double green, double amber, double red) =>
        Assert.All(
            [(0.005, green), (0.05, amber), (2, red)],
            ((double Rate, double Expected) row) => Assert.Equal(
                row.Expected,
                Haircut.Jump(0.85, 1e-4, new Hazards([KeyValuePair.Create(FailureMode.EscrowBug, row.Rate)]).DefaultProbability(hours * 3_600)),
                1e-8));

    [Theory]
    [InlineData(0, 1, 256.91005638376, 52.480198080944)]
    [InlineData(0.02, 1, 258.99493102301, 54.565072720191)]
    [InlineData(0.02, 0.85, 258.61806874935, 54.188210446533)]
    [InlineData(0.1, 1, 267.39580145573, 62.965943152914)]
    [InlineData(0.1, 0.85, 265.48600281779, 61.056144514974)]
    public void Options_on_a_claim_that_can_jump(double lambda, double lgd, double call, double put)
    {
        double years = ModelTime.Years(30 * 86_400);
        Assert.Equal(call, OptionAdjustment.JumpToRecoveryCall(2_000, 1_800, years, 0.03, Sigma, lambda, lgd), 1e-8);
        Assert.Equal(put, OptionAdjustment.JumpToRecoveryPut(2_000, 1_800, years, 0.03, Sigma, lambda, lgd), 1e-8);
    }

    [Theory]
    [InlineData(0.02, 0.001395329523)]
    [InlineData(0.1, 0.006957205316)]
    public void Vulnerable_options_lose_what_the_payout_may_lose(double lambda, double lost) =>
        Assert.Equal(1 - lost, OptionAdjustment.Vulnerable(1, lambda * 0.85, ModelTime.Years(30 * 86_400)), Close);

    [Theory]
    [InlineData(13.5, 107.8, 0.12523191094619665, 0.07491371, 0.18605414)]
    [InlineData(1.5, 320, 0.0046875, 0.00054975987, 0.012210512)]
    [InlineData(16.5, 25.4, 0.6496062992125985, 0.41075854, 0.93306858)]
    public void Rates_after_few_events(double events, double years, double mean, double low, double high)
    {
        GammaPoisson belief = new(events, years);
        Assert.Equal(mean, belief.Mean, 1e-12);
        Assert.Equal(low, belief.Quantile(0.05), 1e-8);
        Assert.Equal(high, belief.Quantile(0.95), 1e-8);
    }

    [Fact]
    public void Break_even_spread_of_a_wrapper_and_of_a_rollup()
    {
        Assert.Equal(0.10625, new Hazards([KeyValuePair.Create(FailureMode.TokenBridge, 0.125)]).AnnualLoss(_ => 0.85), Close);
        Assert.Equal(0.00425, new Hazards([KeyValuePair.Create(FailureMode.InvalidState, 0.005)]).AnnualLoss(_ => 0.85), Close);
    }

    [Fact]
    public void Mean_loss_given_default() => Assert.Equal(2 / 3.0 * 0.8 * 5 / 6, LossGivenDefault.Mean(2, 1, 0.2, 1, 5), 1e-12);
}
