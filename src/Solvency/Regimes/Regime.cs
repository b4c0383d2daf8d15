namespace Plimsoll.Solvency.Regimes;

/// <summary>How a rollup is doing. The numbers are those of metrics and of the feed on L1.</summary>
public enum Regime
{
    /// <summary>Everything was seen and is in order.</summary>
    Green = 0,

    /// <summary>Something is late, new or unseen.</summary>
    Amber = 1,

    /// <summary>A failure is likely.</summary>
    Red = 2,

    /// <summary>A failure has happened: claims are worth what backs them.</summary>
    Black = 3,
}
