namespace Plimsoll.Solvency.Regimes;

/// <summary>Regimes in text.</summary>
public static class RegimeNames
{
    /// <summary>The name that reports, alerts and people use: GREEN, AMBER, RED, BLACK.</summary>
    public static string Name(this Regime regime) => regime.ToString().ToUpperInvariant();
}
