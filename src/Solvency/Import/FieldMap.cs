namespace Plimsoll.Solvency.Import;

/// <summary>Which field of which contract means what.</summary>
/// <remarks>Names only: every number comes from the files. A name that ends in <c>*</c> stands for all that begin so. Spec: docs/spec/solvency.md#import.</remarks>
internal static class FieldMap
{
    /// <summary>What a number counts.</summary>
    internal enum Unit
    {
        Seconds,
        Blocks,
        Smallest,
    }

    /// <summary>One field.</summary>
    internal sealed record Rule(string Contract, string Path, FactKind Kind, Unit Unit);

    public static IReadOnlyList<Rule> Rules { get; } =
    [
        .. Time(FactKind.ChallengeWindow, "FINALIZATION_PERIOD_SECONDS", "finalizationPeriodSeconds", "proofMaturityDelaySeconds",
            "disputeGameFinalityDelaySeconds", "FRAUD_PROOF_WINDOW",
            "executionDelay", "optimisticSeconds", "challengePeriod"),
        .. Blocks(FactKind.ChallengeWindow, "confirmPeriodBlocks"),
        .. Time(FactKind.DisputeClock, "maxClockDuration", "clockExtension", "CREATION_PERIOD_SECONDS", "PROVING_TIMEOUT", "BISECTION_TIMEOUT"),
        .. Blocks(FactKind.DisputeClock, "extraChallengeTimeBlocks", "challengeGracePeriodBlocks"),
        .. Blocks(FactKind.ProofDelay, "VALIDATOR_AFK_BLOCKS", "validatorAfkBlocks"),
        .. Time(FactKind.ProofDelay, "trustedAggregatorTimeout", "pendingStateTimeout", "_HALT_AGGREGATION_TIMEOUT", "provingWindow", "permissionlessProvingDelay"),
        .. Blocks(FactKind.DataChallenge, "challengeWindow", "resolveWindow"),
        .. Time(FactKind.ForcedInclusion, "FREEZE_GRACE_PERIOD", "forceBatchTimeout", "forcedInclusionDelay", "getConstants[2]",
            "getConstants.MAX_AGE_FORCED_REQUEST_UNTIL_WITHDRAW_MODE"),
        .. Blocks(FactKind.ForcedInclusion, "sequencerWindowSize", "escapeBlockLowerBound", "PRIORITY_EXPIRATION"),
        .. Time(FactKind.DepositRecovery, "DEPOSIT_CANCEL_DELAY", "messageCancellationDelay", "getMaxAgeDepositUntilWithdrawable"),
        .. Time(FactKind.UpgradeDelay, "getMinDelay", "minDelay", "getDelay", "getUpgradeActivationDelay", "UPGRADE_ACTIVATION_DELAY", "getNoticePeriod",
            "approvedUpgradeNoticePeriod",
            "UPGRADE_NOTICE_PERIOD", "recoveryTimelock"),
        new("DelayedWETH*", "delay", FactKind.DisputeClock, Unit.Seconds),
        new("Timelock*", "delay", FactKind.UpgradeDelay, Unit.Seconds),
        new("TimeLock*", "delay", FactKind.UpgradeDelay, Unit.Seconds),
        .. Time(FactKind.IdentityDelay, "INSTANCE_VALIDITY_DELAY", "instanceValidityDelay"),
        .. Amounts(FactKind.Bond, "baseStake", "initBonds", "bondSize", "REQUIRED_BOND_AMOUNT", "minBond", "livenessBond", "lockEthAmount", "claimStake",
            "minStake"),
        .. Amounts(FactKind.ForcedFee, "forcedWithdrawalFee"),
        .. Amounts(FactKind.Limit, "limitInWei", "maxTotalBalance", "dailyLimit"),
        .. Time(FactKind.LimitPeriod, "periodInSeconds"),
    ];

    /// <summary>Whether a rule is about a contract.</summary>
    public static bool Fits(Rule rule, string contract) =>
        rule.Contract == "*" || (rule.Contract.EndsWith('*') ? contract.StartsWith(rule.Contract[..^1], StringComparison.Ordinal) : contract == rule.Contract);

    private static Rule[] Time(FactKind kind, params string[] paths) => [.. paths.Select(path => new Rule("*", path, kind, Unit.Seconds))];

    private static Rule[] Blocks(FactKind kind, params string[] paths) => [.. paths.Select(path => new Rule("*", path, kind, Unit.Blocks))];

    private static Rule[] Amounts(FactKind kind, params string[] paths) => [.. paths.Select(path => new Rule("*", path, kind, Unit.Smallest))];
}
