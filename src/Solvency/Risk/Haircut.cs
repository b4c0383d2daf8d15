namespace Plimsoll.Solvency.Risk;

/// <summary>How much less than its face a claim counts for as collateral, and what follows from it.</summary>
/// <remarks>Fractions of the spot price; times in seconds, volatility per √year. Spec: docs/spec/risk.md#haircut.</remarks>
public static class Haircut
{
    /// <summary>1 − e^(−zσ√τ): how far the market falls until the position is sold.</summary>
    /// <param name="z">The normal quantile of the confidence wanted, at least 0.</param>
    /// <param name="volatility">At least 0.</param>
    /// <param name="seconds">τ_eff: margin period, outage and grace; at least 0.</param>
    public static double Market(double z, double volatility, double seconds) =>
        -Elementary.ExpMinusOne(-z * volatility * Math.Sqrt(ModelTime.Years(seconds)));

    /// <summary>max(0, LGD − ε/PD): the smallest haircut under which the expected bad debt of a jump stays within ε.</summary>
    /// <param name="lgd">From 0 to 1.</param>
    /// <param name="tolerance">ε: expected bad debt that is tolerated for one liquidation horizon, at least 0.</param>
    /// <param name="defaultProbability">PD over the liquidation horizon, from 0 to 1.</param>
    public static double Jump(double lgd, double tolerance, double defaultProbability) =>
        defaultProbability <= 0 ? 0 : Math.Max(0, lgd - tolerance / defaultProbability);

    /// <summary>1 − (1 − market)(1 − jump)(1 − exit)·coverage.</summary>
    /// <param name="market">From 0 to 1.</param>
    /// <param name="jump">From 0 to 1.</param>
    /// <param name="exit">The discount for getting out, from 0 to 1.</param>
    /// <param name="coverage">What each unit is backed by; counted from 0 to 1.</param>
    public static double Combined(double market, double jump, double exit, double coverage) =>
        1 - (1 - market) * (1 - jump) * (1 - exit) * Math.Clamp(coverage, 0, 1);

    /// <summary>A haircut for another holding period: H·√((N + T − 1)/T), Basel's scaling.</summary>
    /// <param name="haircut">H, for the period T.</param>
    /// <param name="remarginDays">N: days between margin calls, at least 1.</param>
    /// <param name="holdingDays">T, at least 1.</param>
    public static double Scaled(double haircut, double remarginDays, double holdingDays) =>
        Math.Min(1, haircut * Math.Sqrt((remarginDays + holdingDays - 1) / holdingDays));

    /// <summary>(1 − h)/(1 + bonus): where a position is liquidated.</summary>
    /// <param name="haircut">From 0 to 1.</param>
    /// <param name="liquidationBonus">At least 0.</param>
    public static double LiquidationThreshold(double haircut, double liquidationBonus) => (1 - haircut) / (1 + liquidationBonus);

    /// <summary>The threshold less a buffer, at least 0: how much may be borrowed.</summary>
    /// <param name="liquidationThreshold">From 0 to 1.</param>
    /// <param name="buffer">At least 0.</param>
    public static double CollateralFactor(double liquidationThreshold, double buffer) => Math.Max(0, liquidationThreshold - buffer);
}
