namespace Plimsoll.Solvency.Risk;

/// <summary>What the model says about a claim, each figure with its inputs.</summary>
/// <param name="ParametersId">The document that was used.</param>
/// <param name="LossHazard">Σλ of the modes that take money, per year.</param>
/// <param name="LossGivenDefault">As counted in haircuts.</param>
/// <param name="DefaultProbability">Over the liquidation horizon.</param>
/// <param name="CreditDiscount">d_c over the mean exit time.</param>
/// <param name="CarryDiscount">d_y.</param>
/// <param name="MarketabilityDiscount">d_l, between d_y and Chaffe's put.</param>
/// <param name="FairValue">Of one unit, as a fraction of the token's price on L1; the asking price.</param>
/// <param name="BidValue">The same with the 95 % exit time and the upper rate.</param>
/// <param name="Haircut">For collateral.</param>
/// <param name="LiquidationThreshold">Where a position is liquidated.</param>
/// <param name="CollateralFactor">How much may be borrowed.</param>
/// <param name="BreakEvenSpread">Per year.</param>
/// <param name="MarginAddOn">Per unit of notional.</param>
/// <param name="Score">From 0 to 100.</param>
/// <param name="ExitMedianSeconds">Half get out within it.</param>
/// <param name="Exit95Seconds">95 of 100 get out within it.</param>
public sealed record RiskReport(
    Bytes32 ParametersId, Figure LossHazard, Figure LossGivenDefault, Figure DefaultProbability, Figure CreditDiscount, Figure CarryDiscount,
        Figure MarketabilityDiscount,
    Figure FairValue, Figure BidValue, Figure Haircut, Figure LiquidationThreshold, Figure CollateralFactor, Figure BreakEvenSpread, Figure MarginAddOn,
        Figure Score,
    Figure ExitMedianSeconds, Figure Exit95Seconds)
{
    /// <summary>Every figure of the report.</summary>
    public IReadOnlyList<Figure> Figures =>
    [
        LossHazard, LossGivenDefault, DefaultProbability, CreditDiscount, CarryDiscount, MarketabilityDiscount, FairValue, BidValue, Haircut, LiquidationThreshold,
        CollateralFactor, BreakEvenSpread, MarginAddOn, Score, ExitMedianSeconds, Exit95Seconds,
    ];

    /// <summary>Where every number comes from, as text.</summary>
    public string Explain() => string.Join('\n', Figures.Select(figure => figure.Explain()));
}
