namespace Plimsoll.Solvency.Regimes;

/// <summary>Why a rollup is not GREEN. The names are the labels of alerts and the headings of their runbooks.</summary>
public enum RegimeCause
{
    /// <summary>Something that has to be known is not.</summary>
    MissingData,

    /// <summary>The auditor itself is behind L1.</summary>
    AuditorLag,

    /// <summary>Independent auditors disagree.</summary>
    AuditorsDisagree,

    /// <summary>Escrow does not cover liabilities.</summary>
    CoverageBreach,

    /// <summary>A posted commitment is not the auditor's own.</summary>
    WrongCommitment,

    /// <summary>Money left without an event on the rollup that allows it.</summary>
    UnbackedRelease,

    /// <summary>A withdrawal that the rollup never made was proven on L1, and can still be paid.</summary>
    ForgedWithdrawal,

    /// <summary>The rollup's state holds more or less than went in.</summary>
    ConservationViolated,

    /// <summary>A clock is unusually or dangerously late.</summary>
    Late,

    /// <summary>A forced transaction waits too long.</summary>
    ForcedQueue,

    /// <summary>A batch's data cannot be fetched.</summary>
    DataMissing,

    /// <summary>A prover or verifier that nobody has checked.</summary>
    NewIdentity,

    /// <summary>An upgrade is queued.</summary>
    UpgradeQueued,

    /// <summary>An upgrade was carried out without a queue.</summary>
    UpgradedAtOnce,

    /// <summary>Deposits or withdrawals are paused.</summary>
    Paused,

    /// <summary>The rollup is frozen: only escape claims are paid.</summary>
    Frozen,

    /// <summary>The bond is nothing against what it secures, and somebody new proposes.</summary>
    BondTooSmall,

    /// <summary>Withdrawals are near their quota.</summary>
    QuotaNearlyUsed,

    /// <summary>A confirmed block of the rollup was replaced.</summary>
    SoftConfirmationReverted,

    /// <summary>A validity proof and a fraud proof met.</summary>
    ProofsConflict,
}
