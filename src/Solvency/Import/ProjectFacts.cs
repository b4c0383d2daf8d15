namespace Plimsoll.Solvency.Import;

/// <summary>What the files say about a project, in the words of the risk model.</summary>
public sealed record ProjectFacts
{
    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>The chain that holds its money.</summary>
    public required string Chain { get; init; }

    /// <summary>The software.</summary>
    public required RollupFamily Stack { get; init; }

    /// <summary>For each chain, the block that the values are of.</summary>
    public required IReadOnlyDictionary<string, ulong> AsOfBlocks { get; init; }

    /// <summary>Unix seconds that the values are of, where the files say so.</summary>
    public ulong? AsOfTime { get; init; }

    /// <summary>The longest dispute or execution window.</summary>
    public ulong? ChallengeWindowSeconds { get; init; }

    /// <summary>How long a forced transaction can be left out.</summary>
    public ulong? ForcedInclusionDelaySeconds { get; init; }

    /// <summary>The shortest time in which somebody can replace escrow, portal or verifier; none if the files name nobody who can.</summary>
    public ulong? ExitWindowSeconds { get; init; }

    /// <summary>How long a new prover identity must wait.</summary>
    public ulong? IdentityDelaySeconds { get; init; }

    /// <summary>How many upgrades the files count.</summary>
    public ulong UpgradeCount { get; init; }

    /// <summary>Every number with its field.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>Multisigs, committees and guardians.</summary>
    public required IReadOnlyList<MultisigThreshold> Thresholds { get; init; }

    /// <summary>Who can replace what, and how fast; the fastest first.</summary>
    public required IReadOnlyList<ControlPath> Powers { get; init; }

    /// <summary>What stands out, in fixed words with the contract behind a colon.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>The multipliers of the risk model that the facts call for.</summary>
    public required IReadOnlyList<string> Traits { get; init; }
}
