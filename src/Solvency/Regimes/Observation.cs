using System.Collections.Immutable;
using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Liveness;

namespace Plimsoll.Solvency.Regimes;

/// <summary>What the auditor knows about a rollup at one block of L1. What it does not know is null, and null is never GREEN.</summary>
/// <remarks>Every field has its rule in docs/spec/solvency.md#regimes. A fact that a stack does not have (no forced queue, no quota) is its harmless value, not
/// null.</remarks>
public sealed record Observation
{
    /// <summary>The balance sheet; its cut is the observation's.</summary>
    public required BalanceSheet Sheet { get; init; }

    /// <summary>Whether both sides of the sheet belong to the cut, or are the heads of two sources.</summary>
    public bool IsConsistentCut { get; init; } = true;

    /// <summary>L1's own time when this was put together, Unix seconds.</summary>
    public required ulong Now { get; init; }

    /// <summary>How far derivation is behind the cut, in seconds.</summary>
    public ulong? DerivationLagSeconds { get; init; }

    /// <summary>Whether independent auditors agree; true if there is one only.</summary>
    public bool? AuditorsAgree { get; init; }

    /// <summary>Whether two sources of this one auditor contradict each other.</summary>
    public bool AreSourcesDivided { get; init; }

    /// <summary>The comparison of commitments.</summary>
    public CommitmentCheck? Commitments { get; init; }

    /// <summary>Whether money left without an event that allows it.</summary>
    public bool? HasUnbackedRelease { get; init; }

    /// <summary>Whether a withdrawal that the rollup never made was proven and can still be paid.</summary>
    public bool HasForgedWithdrawal { get; init; }

    /// <summary>Whether the rollup's own books add up.</summary>
    public bool? IsConserved { get; init; }

    /// <summary>The clocks of the stack; empty: none could be read.</summary>
    public ImmutableArray<ClockReading> Clocks { get; init; } = [];

    /// <summary>The age of the oldest forced transaction that is not included, in seconds; 0 with an empty queue.</summary>
    public ulong? ForcedQueueAgeSeconds { get; init; }

    /// <summary>What it must not exceed.</summary>
    public ulong? ForcedQueueLimitSeconds { get; init; }

    /// <summary>For how long a recent batch's data could not be fetched, in seconds; 0 if all could.</summary>
    public ulong? DataMissingSeconds { get; init; }

    /// <summary>The time since the newest prover or verifier was registered, in seconds; the largest value if none is new.</summary>
    public ulong? NewestIdentityAgeSeconds { get; init; }

    /// <summary>The newest identity, in words; null where a stack has only one that can be meant.</summary>
    public string? NewestIdentity { get; init; }

    /// <summary>Whether the newest identity has been used.</summary>
    public bool? IsNewestIdentityUsed { get; init; }

    /// <summary>Whether the newest identity has been checked by the auditor's operator.</summary>
    public bool IsNewestIdentityVerified { get; init; }

    /// <summary>Whether an upgrade of escrow, verifier or portal waits.</summary>
    public bool? IsUpgradeQueued { get; init; }

    /// <summary>Whether one was carried out without having waited.</summary>
    public bool? IsUpgradedAtOnce { get; init; }

    /// <summary>Whether deposits or withdrawals are paused.</summary>
    public bool? IsPaused { get; init; }

    /// <summary>Whether the rollup is frozen and pays escape claims only.</summary>
    public bool? IsFrozen { get; init; }

    /// <summary>Bond over the value it secures; infinite where no bond secures anything.</summary>
    public double? BondRatio { get; init; }

    /// <summary>Whether somebody proposes who never did before.</summary>
    public bool HasNewProposer { get; init; }

    /// <summary>The used part of the withdrawal quota, from 0 to 1.</summary>
    public double? QuotaUse { get; init; }

    /// <summary>Whether a confirmed block of the rollup was replaced.</summary>
    public bool IsSoftConfirmationReverted { get; init; }

    /// <summary>Whether a validity proof and a fraud proof have met.</summary>
    public bool HasProofConflict { get; init; }
}
