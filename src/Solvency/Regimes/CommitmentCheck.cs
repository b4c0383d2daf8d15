namespace Plimsoll.Solvency.Regimes;

/// <summary>What comparing the posted commitments with the auditor's own has shown.</summary>
public enum CommitmentCheck
{
    /// <summary>All agree.</summary>
    Agree = 0,

    /// <summary>One that is still open to dispute differs.</summary>
    WrongAndOpen = 1,

    /// <summary>One that contracts already pay out against differs.</summary>
    WrongAndFinal = 2,
}
