namespace Plimsoll.Solvency.Import;

/// <summary>What a field of a contract means.</summary>
public enum FactKind
{
    /// <summary>How long a commitment can be disputed, or an execution waits, before money leaves; seconds.</summary>
    ChallengeWindow,

    /// <summary>A clock inside a dispute; seconds.</summary>
    DisputeClock,

    /// <summary>How long the prover may be away before others may prove, or everything halts; seconds.</summary>
    ProofDelay,

    /// <summary>How long published data can be challenged or must be answered for; seconds.</summary>
    DataChallenge,

    /// <summary>How long a forced transaction can be left out before there is a way around the operator; seconds.</summary>
    ForcedInclusion,

    /// <summary>After what time an ignored deposit or message can be taken back; seconds.</summary>
    DepositRecovery,

    /// <summary>How long an upgrade waits at this contract; seconds.</summary>
    UpgradeDelay,

    /// <summary>How long a new prover identity must wait before it counts; seconds.</summary>
    IdentityDelay,

    /// <summary>What somebody who can do harm has at stake; smallest units.</summary>
    Bond,

    /// <summary>What forcing a transaction costs; smallest units.</summary>
    ForcedFee,

    /// <summary>The most that may lie or leave; smallest units.</summary>
    Limit,

    /// <summary>The time over which <see cref="Limit"/> counts; seconds.</summary>
    LimitPeriod,
}
