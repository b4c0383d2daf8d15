namespace Plimsoll.Solvency.Backtest;

/// <summary>What moves money over a bridge.</summary>
public enum EventKind
{
    /// <summary>Into the escrow.</summary>
    Lock,

    /// <summary>Out of the escrow.</summary>
    Release,

    /// <summary>A claim is made on the other side.</summary>
    Mint,

    /// <summary>A claim is given up on the other side.</summary>
    Burn,
}
