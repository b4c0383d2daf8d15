namespace Plimsoll.Solvency.Regimes;

/// <summary>One fact that is not as it should be.</summary>
/// <param name="Regime">What it asks for.</param>
/// <param name="Cause">What it is.</param>
/// <param name="Detail">With the numbers, for people.</param>
public sealed record Finding(Regime Regime, RegimeCause Cause, string Detail);
