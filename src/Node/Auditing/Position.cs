namespace Plimsoll.Node.Auditing;

/// <summary>Somebody's claim, and how it would be sold.</summary>
/// <param name="HorizonSeconds">How long selling takes: minutes on a market, the whole exit without one. From 0 to ten years.</param>
/// <param name="Volatility">Of the token, per √year; null for the parameters' static one. From 0 to 10.</param>
/// <param name="Yield">What the token earns on L1, per year; null for the parameters'. From 0 to 10.</param>
/// <param name="IsHedgeable">Whether a liquid market hedges the wait.</param>
public sealed record Position(double HorizonSeconds, double? Volatility, double? Yield, bool IsHedgeable)
{
    private const double MaxSeconds = 315_576_000, MaxRate = 10;

    /// <summary>Whether everything is in its range.</summary>
    public bool IsValid => HorizonSeconds is >= 0 and <= MaxSeconds && Volatility is null or >= 0 and <= MaxRate && Yield is null or >= 0 and <= MaxRate;
}
