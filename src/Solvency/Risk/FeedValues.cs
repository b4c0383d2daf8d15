namespace Plimsoll.Solvency.Risk;

/// <summary>A report as contracts read it: integers, each rounded to the side that is safe for a lender.</summary>
/// <remarks>The ranges are those that the oracle on L1 asks for: haircut and discount at least what coverage lacks, the collateral factor at most what the
/// haircut leaves.</remarks>
/// <param name="CoverageBps">Escrow over liabilities, rounded down, 65,535 at most.</param>
/// <param name="HaircutBps">Rounded up.</param>
/// <param name="CollateralFactorBps">Rounded down.</param>
/// <param name="MarginAddOnBps">Rounded up, 10,000 at most.</param>
/// <param name="DiscountBps">1 − bid value, rounded up.</param>
/// <param name="ExitMedianSeconds">Rounded up.</param>
/// <param name="Exit95Seconds">Rounded up.</param>
/// <param name="LossHazardMicro">Millionths per year, rounded up.</param>
/// <param name="LgdBps">Rounded up.</param>
public readonly record struct FeedValues(
    ushort CoverageBps, ushort HaircutBps, ushort CollateralFactorBps, ushort MarginAddOnBps, ushort DiscountBps, uint ExitMedianSeconds, uint Exit95Seconds,
        uint LossHazardMicro,
    ushort LgdBps)
{
    private const ushort BasisPoints = 10_000;
    private const double Millionths = 1_000_000;

    // A double within this of an integer was meant to be that integer: it is farther than the model's rounding error and nearer than anything a basis point can show.
    private const double Slack = 1e-7;

    /// <summary>Rounds a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="coverageBps">Exact, from the balance sheet.</param>
    public static FeedValues Of(RiskReport report, ushort coverageBps)
    {
        double lacking = Math.Max(0, BasisPoints - coverageBps);
        ushort haircut = (ushort)Math.Max(lacking, Up(report.Haircut.Value * BasisPoints, BasisPoints));
        return new(
            coverageBps,
            haircut,
            (ushort)Math.Min(BasisPoints - haircut, Down(report.CollateralFactor.Value * BasisPoints, BasisPoints)),
            (ushort)Up(report.MarginAddOn.Value * BasisPoints, BasisPoints),
            (ushort)Math.Max(lacking, Up((1 - report.BidValue.Value) * BasisPoints, BasisPoints)),
            (uint)Up(report.ExitMedianSeconds.Value, uint.MaxValue),
            (uint)Up(report.Exit95Seconds.Value, uint.MaxValue),
            (uint)Up(report.LossHazard.Value * Millionths, uint.MaxValue),
            (ushort)Up(report.LossGivenDefault.Value * BasisPoints, BasisPoints));
    }

    private static double Up(double value, double max) => double.IsNaN(value) ? max : Math.Clamp(Math.Ceiling(value - Slack), 0, max);

    private static double Down(double value, double max) => double.IsNaN(value) ? 0 : Math.Clamp(Math.Floor(value + Slack), 0, max);
}
