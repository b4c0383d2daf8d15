using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Regimes;

/// <summary>From an observation to everything that is not as it should be.</summary>
/// <remarks>Without memory: what needs several blocks in a row is the <see cref="RegimeState"/>'s. Spec: docs/spec/solvency.md#regimes.</remarks>
/// <param name="parameters">The thresholds.</param>
public sealed class RegimeRules(RiskParameters parameters)
{
    /// <summary>How far the rounding of a book may be off, in millionths of the supply.</summary>
    /// <param name="isConsistentCut">Whether both sides belong to one cut.</param>
    public uint Tolerance(bool isConsistentCut) =>
        (uint)Math.Round(parameters[isConsistentCut ? "coverage.tolerance" : "coverage.tolerance.head"].Value * 1_000_000);

    /// <summary>Everything that is not as it should be, worst first.</summary>
    public IReadOnlyList<Finding> Apply(Observation seen) =>
        [.. Money(seen).Concat(Liveness(seen)).Concat(Powers(seen)).Concat(Auditor(seen)).Concat(Unknown(seen)).OrderByDescending(finding => finding.Regime)];

    private IEnumerable<Finding> Money(Observation seen)
    {
        uint tolerance = Tolerance(seen.IsConsistentCut);
        foreach (TokenBalance token in seen.Sheet.Tokens.Where(token => token.IsBreached(tolerance)))
            yield return new(Regime.Red, RegimeCause.CoverageBreach, $"{token.Token}: escrow {token.Escrow} of {token.Liabilities}, {token.CoverageBps} bps");
        if (seen.Commitments == CommitmentCheck.WrongAndFinal)
            yield return new(Regime.Black, RegimeCause.WrongCommitment, "final");
        if (seen.Commitments == CommitmentCheck.WrongAndOpen)
            yield return new(Regime.Black, RegimeCause.WrongCommitment, "open to dispute");
        if (seen.HasUnbackedRelease == true)
            yield return new(Regime.Black, RegimeCause.UnbackedRelease, "paid without an event on the rollup");
        if (seen.HasForgedWithdrawal)
            yield return new(Regime.Black, RegimeCause.ForgedWithdrawal, "proven on L1, unknown to the rollup, not paid yet");
        if (seen.IsConserved == false)
            yield return new(Regime.Black, RegimeCause.ConservationViolated, "the rollup's books do not add up");
        if (seen.IsFrozen == true)
            yield return new(Regime.Black, RegimeCause.Frozen, "only escape claims are paid");
        if (seen.HasProofConflict)
            yield return new(Regime.Black, RegimeCause.ProofsConflict, "a validity proof and a fraud proof contradict each other");
    }

    private IEnumerable<Finding> Liveness(Observation seen)
    {
        foreach (ClockReading clock in seen.Clocks.Where(clock => clock.HasWork))
        {
            string name = clock.Clock.ToString().ToLowerInvariant();
            if (clock.Utilisation >= parameters["red.utilisation"].Value || clock.AgeSeconds >= parameters[$"clock.{name}.red"].Value)
                yield return new(Regime.Red, RegimeCause.Late, $"{name}: {clock.AgeSeconds} s");
            else if (clock.Utilisation >= parameters["amber.utilisation"].Value || clock.AgeSeconds >= parameters[$"clock.{name}.amber"].Value
                || clock.Score >= parameters["amber.zscore"].Value)
                yield return new(Regime.Amber, RegimeCause.Late, $"{name}: {clock.AgeSeconds} s, {clock.Score ?? 0:0.0} deviations");
        }

        if (seen.ForcedQueueAgeSeconds is { } age && seen.ForcedQueueLimitSeconds is { } limit)
        {
            if (age > 0 && age >= parameters["red.utilisation"].Value * limit)
                yield return new(Regime.Red, RegimeCause.ForcedQueue, $"{age} s of {limit} s");
            else if (age > 0 && age >= parameters["amber.utilisation"].Value * limit)
                yield return new(Regime.Amber, RegimeCause.ForcedQueue, $"{age} s of {limit} s");
        }

        if (seen.DataMissingSeconds is > 0 and { } missing)
            yield return new(missing > parameters["red.data-missing"].Value ? Regime.Red : Regime.Amber, RegimeCause.DataMissing, $"{missing} s");
        if (seen.IsSoftConfirmationReverted)
            yield return new(Regime.Red, RegimeCause.SoftConfirmationReverted, "history was replaced");
        if (seen.QuotaUse >= parameters["amber.quota-use"].Value)
            yield return new(Regime.Amber, RegimeCause.QuotaNearlyUsed, $"{seen.QuotaUse:0.00} of the quota");
    }

    private IEnumerable<Finding> Powers(Observation seen)
    {
        string identity = seen.NewestIdentity is { } name ? $"{name}: " : "";
        if (seen.NewestIdentityAgeSeconds < parameters["red.identity-age"].Value && seen.IsNewestIdentityUsed == true)
            yield return new(Regime.Red, RegimeCause.NewIdentity, $"{identity}used {seen.NewestIdentityAgeSeconds} s after its registration or sooner");
        else if (seen.NewestIdentityAgeSeconds is not null and not ulong.MaxValue && !seen.IsNewestIdentityVerified)
            yield return new(Regime.Amber, RegimeCause.NewIdentity, $"{identity}registered {seen.NewestIdentityAgeSeconds} s ago, not verified");
        if (seen.IsUpgradedAtOnce == true)
            yield return new(Regime.Red, RegimeCause.UpgradedAtOnce, "without having waited");
        if (seen.IsUpgradeQueued == true)
            yield return new(Regime.Amber, RegimeCause.UpgradeQueued, "waits");
        if (seen.IsPaused == true)
            yield return new(Regime.Amber, RegimeCause.Paused, "deposits or withdrawals");
        if (seen.HasNewProposer && seen.BondRatio < parameters["amber.bond-ratio"].Value)
            yield return new(Regime.Amber, RegimeCause.BondTooSmall, $"bond {seen.BondRatio:0.######} of the value at stake");
    }

    private IEnumerable<Finding> Auditor(Observation seen)
    {
        ulong age = seen.Now > seen.Sheet.Cut.Time ? seen.Now - seen.Sheet.Cut.Time : 0;
        if (age > parameters["red.staleness"].Value)
            yield return new(Regime.Red, RegimeCause.AuditorLag, $"the newest cut is {age} s old");
        if (seen.DerivationLagSeconds > parameters["red.staleness"].Value)
            yield return new(Regime.Red, RegimeCause.AuditorLag, $"derivation is {seen.DerivationLagSeconds} s behind");
        else if (seen.DerivationLagSeconds > parameters["amber.derivation-lag"].Value)
            yield return new(Regime.Amber, RegimeCause.AuditorLag, $"derivation is {seen.DerivationLagSeconds} s behind");
        if (seen.AuditorsAgree == false)
            yield return new(Regime.Red, RegimeCause.AuditorsDisagree, "independent auditors differ");
        if (seen.AreSourcesDivided)
            yield return new(Regime.Red, RegimeCause.AuditorsDisagree, "the auditor's own sources contradict each other");
    }

    private static IEnumerable<Finding> Unknown(Observation seen)
    {
        (string Name, bool IsKnown)[] facts =
        [
            ("balance sheet", !seen.Sheet.Tokens.IsEmpty), ("clocks", !seen.Clocks.IsEmpty), ("derivation lag", seen.DerivationLagSeconds is not null),
            ("other auditors", seen.AuditorsAgree is not null), ("commitments", seen.Commitments is not null), ("releases", seen.HasUnbackedRelease is not null),
            ("conservation", seen.IsConserved is not null), ("forced queue", seen.ForcedQueueAgeSeconds is not null && seen.ForcedQueueLimitSeconds is not null),
            ("data availability", seen.DataMissingSeconds is not null),
                ("identities", seen.NewestIdentityAgeSeconds is not null && seen.IsNewestIdentityUsed is not null),
            ("upgrades", seen.IsUpgradeQueued is not null && seen.IsUpgradedAtOnce is not null), ("pauses", seen.IsPaused is not null),
                ("freeze", seen.IsFrozen is not null),
            ("bond", seen.BondRatio is not null), ("quota", seen.QuotaUse is not null),
        ];
        string[] missing = [.. facts.Where(fact => !fact.IsKnown).Select(fact => fact.Name)];
        return missing.Length == 0 ? [] : [new(Regime.Amber, RegimeCause.MissingData, string.Join(", ", missing))];
    }
}
