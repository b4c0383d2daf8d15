namespace Plimsoll.Node.Contracts;

/// <summary>Where a batch stands on L1, numbered as in the contract.</summary>
public enum BatchStatus
{
    /// <summary>Never committed.</summary>
    Unknown,

    /// <summary>Can be disputed, or waits for somebody to finalise it.</summary>
    Committed,

    /// <summary>Stands for good.</summary>
    Final,

    /// <summary>Was removed, or fell with one that was.</summary>
    Dropped,
}
