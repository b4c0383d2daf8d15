using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Tests.Regimes;

public sealed class RegimeRulesTests
{
    private static readonly RegimeRules s_rules = new(RiskParameters.Default);

    public static TheoryData<string, Regime, RegimeCause, Func<Observation, Observation>> Facts => new()
    {
        { "escrow short", Regime.Red, RegimeCause.CoverageBreach, seen => seen.WithEscrow(999_999_000 - 1_000) },
        { "wrong, open", Regime.Black, RegimeCause.WrongCommitment, seen => seen with { Commitments = CommitmentCheck.WrongAndOpen } },
        { "wrong, final", Regime.Black, RegimeCause.WrongCommitment, seen => seen with { Commitments = CommitmentCheck.WrongAndFinal } },
        { "release", Regime.Black, RegimeCause.UnbackedRelease, seen => seen with { HasUnbackedRelease = true } },
        { "forged withdrawal", Regime.Black, RegimeCause.ForgedWithdrawal, seen => seen with { HasForgedWithdrawal = true } },
        { "own sources", Regime.Red, RegimeCause.AuditorsDisagree, seen => seen with { AreSourcesDivided = true } },
        { "conservation", Regime.Black, RegimeCause.ConservationViolated, seen => seen with { IsConserved = false } },
        { "frozen", Regime.Black, RegimeCause.Frozen, seen => seen with { IsFrozen = true } },
        { "proofs", Regime.Black, RegimeCause.ProofsConflict, seen => seen with { HasProofConflict = true } },
        { "half of a limit", Regime.Amber, RegimeCause.Late, seen => Clock(seen, new(ClockKind.Proof, 7_000, 14_000)) },
        { "nine tenths", Regime.Red, RegimeCause.Late, seen => Clock(seen, new(ClockKind.Proof, 9_000, 10_000)) },
        { "old batch", Regime.Amber, RegimeCause.Late, seen => Clock(seen, new(ClockKind.Batch, 1_800)) },
        { "very old batch", Regime.Red, RegimeCause.Late, seen => Clock(seen, new(ClockKind.Batch, 14_400)) },
        { "unusual", Regime.Amber, RegimeCause.Late, seen => Clock(seen, new(ClockKind.Batch, 100, null, 6)) },
        { "forced, half", Regime.Amber, RegimeCause.ForcedQueue, seen => seen with { ForcedQueueAgeSeconds = 43_200 } },
        { "forced, below nine tenths", Regime.Amber, RegimeCause.ForcedQueue, seen => seen with { ForcedQueueAgeSeconds = 77_759 } },
        { "forced, late", Regime.Red, RegimeCause.ForcedQueue, seen => seen with { ForcedQueueAgeSeconds = 77_760 } },
        { "data", Regime.Amber, RegimeCause.DataMissing, seen => seen with { DataMissingSeconds = 12 } },
        { "data, long", Regime.Red, RegimeCause.DataMissing, seen => seen with { DataMissingSeconds = 1_801 } },
        { "identity", Regime.Amber, RegimeCause.NewIdentity, seen => seen with { NewestIdentityAgeSeconds = 12, IsNewestIdentityUsed = false } },
        { "identity, used", Regime.Red, RegimeCause.NewIdentity, seen => seen with { NewestIdentityAgeSeconds = 86_399, IsNewestIdentityVerified = true } },
        { "upgrade queued", Regime.Amber, RegimeCause.UpgradeQueued, seen => seen with { IsUpgradeQueued = true } },
        { "upgraded", Regime.Red, RegimeCause.UpgradedAtOnce, seen => seen with { IsUpgradedAtOnce = true } },
        { "paused", Regime.Amber, RegimeCause.Paused, seen => seen with { IsPaused = true } },
        { "bond", Regime.Amber, RegimeCause.BondTooSmall, seen => seen with { BondRatio = 0.009, HasNewProposer = true } },
        { "quota", Regime.Amber, RegimeCause.QuotaNearlyUsed, seen => seen with { QuotaUse = 0.8 } },
        { "reverted", Regime.Red, RegimeCause.SoftConfirmationReverted, seen => seen with { IsSoftConfirmationReverted = true } },
        { "lag", Regime.Amber, RegimeCause.AuditorLag, seen => seen with { DerivationLagSeconds = 901 } },
        { "long lag", Regime.Red, RegimeCause.AuditorLag, seen => seen with { DerivationLagSeconds = 3_601 } },
        { "stale cut", Regime.Red, RegimeCause.AuditorLag, seen => seen with { Now = seen.Now + 3_601 } },
        { "stale finalised cut", Regime.Red, RegimeCause.AuditorLag, seen =>
            seen with { Now = seen.Now + 3_601, Sheet = seen.Sheet with { Cut = seen.Sheet.Cut with { IsFinal = true } } } },
        { "auditors", Regime.Red, RegimeCause.AuditorsDisagree, seen => seen with { AuditorsAgree = false } },
        { "no books", Regime.Amber, RegimeCause.MissingData, seen => seen with { Sheet = seen.Sheet with { Tokens = [] } } },
        { "no clocks", Regime.Amber, RegimeCause.MissingData, seen => seen with { Clocks = [] } },
        { "no lag", Regime.Amber, RegimeCause.MissingData, seen => seen with { DerivationLagSeconds = null } },
        { "no auditors", Regime.Amber, RegimeCause.MissingData, seen => seen with { AuditorsAgree = null } },
        { "no commitments", Regime.Amber, RegimeCause.MissingData, seen => seen with { Commitments = null } },
        { "no releases", Regime.Amber, RegimeCause.MissingData, seen => seen with { HasUnbackedRelease = null } },
        { "no conservation", Regime.Amber, RegimeCause.MissingData, seen => seen with { IsConserved = null } },
        { "no queue", Regime.Amber, RegimeCause.MissingData, seen => seen with { ForcedQueueAgeSeconds = null } },
        { "no queue limit", Regime.Amber, RegimeCause.MissingData, seen => seen with { ForcedQueueLimitSeconds = null } },
        { "no data check", Regime.Amber, RegimeCause.MissingData, seen => seen with { DataMissingSeconds = null } },
        { "no identities", Regime.Amber, RegimeCause.MissingData, seen => seen with { NewestIdentityAgeSeconds = null } },
        { "no identity use", Regime.Amber, RegimeCause.MissingData, seen => seen with { IsNewestIdentityUsed = null } },
        { "no upgrades", Regime.Amber, RegimeCause.MissingData, seen => seen with { IsUpgradeQueued = null } },
        { "no instant upgrades", Regime.Amber, RegimeCause.MissingData, seen => seen with { IsUpgradedAtOnce = null } },
        { "no pauses", Regime.Amber, RegimeCause.MissingData, seen => seen with { IsPaused = null } },
        { "no freeze", Regime.Amber, RegimeCause.MissingData, seen => seen with { IsFrozen = null } },
        { "no bond", Regime.Amber, RegimeCause.MissingData, seen => seen with { BondRatio = null } },
        { "no quota", Regime.Amber, RegimeCause.MissingData, seen => seen with { QuotaUse = null } },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Each_fact_has_its_regime_and_cause(string fact, Regime regime, RegimeCause cause, Func<Observation, Observation> change) // iAUD-001, iAUD-002
    {
        Finding finding = Assert.Single(s_rules.Apply(change(Healthy.At(1))));
        Assert.Equal((regime, cause), (finding.Regime, finding.Cause));
        Assert.NotEmpty(fact);
        Assert.NotEmpty(finding.Detail);
    }

    public static TheoryData<string, Func<Observation, Observation>> Harmless => new()
    {
        { "all known and in order", seen => seen },
        { "rounding", seen => seen.WithEscrow(999_999_100) },
        { "an idle rollup", seen => Clock(seen, new(ClockKind.Batch, 1_000_000, 43_200, 30, HasWork: false)) },
        { "just below half", seen => Clock(seen, new(ClockKind.Proof, 6_999, 14_000, 5.9)) },
        { "an old identity", seen => seen with { NewestIdentityAgeSeconds = 86_400, IsNewestIdentityVerified = true } },
        { "a small bond of an old proposer", seen => seen with { BondRatio = 0.001 } },
    };

    [Theory, MemberData(nameof(Harmless))]
    public void What_is_in_order_raises_nothing(string fact, Func<Observation, Observation> change)
    {
        Assert.NotEmpty(fact);
        Assert.Empty(s_rules.Apply(change(Healthy.At(1))));
    }

    [Fact]
    public void A_new_identity_is_named_where_the_stack_names_it()
    {
        Observation seen = Healthy.At(1) with { NewestIdentityAgeSeconds = 12, IsNewestIdentityUsed = true, NewestIdentity = "guardian 0x1" };
        Assert.StartsWith("guardian 0x1: used 12 s", Assert.Single(s_rules.Apply(seen)).Detail);
        Assert.StartsWith("used 12 s", Assert.Single(s_rules.Apply(seen with { NewestIdentity = null })).Detail);
        Assert.StartsWith("guardian 0x1: registered 12 s ago", Assert.Single(s_rules.Apply(seen with { IsNewestIdentityUsed = false })).Detail);
    }

    [Fact]
    public void Two_sources_that_are_not_one_cut_may_differ_by_more()
    {
        Observation seen = Healthy.At(1).WithEscrow(999_100_001);
        Assert.Single(s_rules.Apply(seen));
        Assert.Empty(s_rules.Apply(seen with { IsConsistentCut = false }));
        Assert.Single(s_rules.Apply(seen.WithEscrow(999_000_000) with { IsConsistentCut = false }));
    }

    [Fact]
    public void The_worst_finding_comes_first() =>
        Assert.Equal([Regime.Black, Regime.Red, Regime.Amber],
            s_rules.Apply(Healthy.At(1) with { IsPaused = true, IsConserved = false, AuditorsAgree = false }).Select(finding => finding.Regime));

    private static Observation Clock(Observation seen, ClockReading clock) => seen with { Clocks = [clock] };
}
