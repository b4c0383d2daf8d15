namespace Plimsoll.Solvency.Risk;

/// <summary>What no good number may hide.</summary>
[Flags]
public enum Overlays
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Escrow does not cover liabilities.</summary>
    CoverageBreached = 1,

    /// <summary>A commitment that differs from the auditor's own became final.</summary>
    WrongCommitmentFinal = 2,

    /// <summary>Nothing proves the state.</summary>
    NoProofSystem = 4,

    /// <summary>A single key can replace the contracts at once.</summary>
    InstantUpgradeByOne = 8,
}

/// <summary>A number from 0 to 100 for people; contracts use the probability of default.</summary>
public static class Score
{
    /// <summary>100·(1 − min(1, EL / scale)), then the overlays' caps.</summary>
    /// <param name="annualLoss">EL: expected loss per year.</param>
    /// <param name="scale">The loss that scores 0, above 0.</param>
    /// <param name="overlays">What applies.</param>
    /// <param name="noProofCap">The most that a rollup without proofs scores.</param>
    /// <param name="instantUpgradeCap">The most that a rollup under one key scores.</param>
    public static double Of(double annualLoss, double scale, Overlays overlays, double noProofCap, double instantUpgradeCap)
    {
        if ((overlays & (Overlays.CoverageBreached | Overlays.WrongCommitmentFinal)) != 0)
            return 0;
        double score = 100 * (1 - Math.Clamp(annualLoss / scale, 0, 1));
        if (overlays.HasFlag(Overlays.NoProofSystem))
            score = Math.Min(score, noProofCap);
        return overlays.HasFlag(Overlays.InstantUpgradeByOne) ? Math.Min(score, instantUpgradeCap) : score;
    }
}
