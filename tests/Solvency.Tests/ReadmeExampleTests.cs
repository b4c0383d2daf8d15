using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;
using Plimsoll.Solvency.Tests.Regimes;

namespace Plimsoll.Solvency.Tests;

/// <summary>Runs the example of src/Solvency/README.md; the architecture tests hold the page to it.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_example_runs()
    {
        Observation healthy = Healthy.At(block: 7);

        // begin
        // Half of the escrow is gone, and everything else is in order.
        TokenBalance books = new("eth", Escrow: 500, Supply: 900, DepositsInFlight: 60, WithdrawalsInFlight: 40);
        RegimeHistory regimes = new(RiskParameters.Default);
        RegimeState head = regimes.Add(healthy with { Sheet = healthy.Sheet with { Tokens = [books] } });

        // What a claim is worth now, and why.
        RiskReport report = new RiskModel(RiskParameters.Default).Assess(new ClaimInputs
        {
            Regime = head.Regime,                                                            // RED, because of CoverageBreach
            Coverage = books.Coverage,                                                       // 0.5
            Exit = LatencyDistribution.Constant(7 * 86_400, stepSeconds: 3_600, points: 200),
            LiquidationSeconds = 86_400,
            Volatility = 0.6,
            Traits = ["stage-1"],
        });
        FeedValues feed = FeedValues.Of(report, books.CoverageBps); // for contracts: integers, rounded towards safety
        string why = report.Haircut.Explain();                      // every input with its source
        // end

        Assert.Equal((Regime.Red, RegimeCause.CoverageBreach), (head.Regime, head.Causes[0].Cause));
        Assert.Equal(0.5, books.Coverage);
        Assert.InRange(feed.HaircutBps, 5_000, 10_000);
        Assert.Contains("regime.red", why);
    }
}
