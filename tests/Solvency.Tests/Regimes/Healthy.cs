using Plimsoll.Primitives;
using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Tests.Regimes;

/// <summary>A rollup of which everything is known and in order.</summary>
internal static class Healthy
{
    public const ulong Genesis = 1_700_000_000;

    public static Observation At(ulong block, bool isFinal = false) => new()
    {
        Sheet = new(new(block, Bytes32.FromUInt256(block), Genesis + 12 * block, isFinal), [new("eth", 1_000_000_000, 900_000_000, 50_000_000, 50_000_000)]),
        Now = Genesis + 12 * block,
        DerivationLagSeconds = 0,
        AuditorsAgree = true,
        Commitments = CommitmentCheck.Agree,
        HasUnbackedRelease = false,
        IsConserved = true,
        Clocks = [new(ClockKind.Batch, 60, 43_200, 0.5), new(ClockKind.Block, 2)],
        ForcedQueueAgeSeconds = 0,
        ForcedQueueLimitSeconds = 86_400,
        DataMissingSeconds = 0,
        NewestIdentityAgeSeconds = ulong.MaxValue,
        IsNewestIdentityUsed = true,
        IsUpgradeQueued = false,
        IsUpgradedAtOnce = false,
        IsPaused = false,
        IsFrozen = false,
        BondRatio = 1,
        QuotaUse = 0.1,
    };

    public static Observation WithEscrow(this Observation seen, ulong escrow) =>
        seen with { Sheet = seen.Sheet with { Tokens = [seen.Sheet.Tokens[0] with { Escrow = escrow }] } };
}
