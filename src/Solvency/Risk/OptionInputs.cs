namespace Plimsoll.Solvency.Risk;

/// <summary>An option that has to do with a layer 2.</summary>
/// <param name="IsCall">A call; else a put.</param>
/// <param name="Spot">The underlying's price on L1, at least 0.</param>
/// <param name="Strike">At least 0.</param>
/// <param name="Years">To expiry, at least 0.</param>
/// <param name="Rate">Continuously compounded, per year.</param>
/// <param name="Volatility">Per √year, at least 0.</param>
/// <param name="Traits">Of the rollup: ids of multipliers without their prefix.</param>
/// <param name="Regime">Of the rollup.</param>
/// <param name="IsBridged">Whether somebody else's bridge minted what is paid out.</param>
/// <param name="Exit">How long the payout takes to get out.</param>
/// <param name="Yield">What it would earn meanwhile, per year.</param>
/// <param name="LostIntrinsic">What is expected to be lost if the rollup halts at expiry, discounted; 0 if nobody has to exercise.</param>
public sealed record OptionInputs(
    bool IsCall, double Spot, double Strike, double Years, double Rate, double Volatility, IReadOnlyList<string> Traits, Regimes.Regime Regime, bool IsBridged,
    Exits.LatencyDistribution Exit, double Yield = 0, double LostIntrinsic = 0);
