using System.Text.Json;

namespace Plimsoll.Solvency.Import;

/// <content>What stands out.</content>
internal static partial class FactExtractor
{
    private const ulong Day = 86_400;

    // The OP Stack's number for games that only a named proposer and challenger may play.
    private const ulong PermissionedGame = 1;

    // A switch whose name says what it stops.
    private static readonly string[] s_paused = ["paused", "isPaused", "depositPaused", "withdrawPaused", "generalPause", "l1l2Pause", "l2l1Pause"];
    private static readonly string[] s_ended = ["isFrozen", "frozen", "exodusMode", "isInWithdrawalMode", "isShutdown", "isDiamondStorageFrozen"];

    private static IEnumerable<string> Flags(ProjectFacts facts, DiscoveredContract[] contracts)
    {
        foreach (DiscoveredContract contract in contracts)
        {
            foreach (string field in s_paused.Where(field => IsTrue(contract, field)))
                yield return $"paused:{contract.Name}.{field}";
            foreach (string field in s_ended.Where(field => IsTrue(contract, field)))
                yield return $"ended:{contract.Name}.{field}";
            if (contract.Values.Member("deletedOutputs") is { ValueKind: JsonValueKind.Array } deleted && deleted.GetArrayLength() > 0)
                yield return $"outputs-deleted:{deleted.GetArrayLength()}";
            if (contract.Values.Number("respectedGameType") == PermissionedGame)
                yield return $"permissioned-proposer:{contract.Name}";
            if (contract.Values.Member("validatorWhitelistDisabled") is { ValueKind: JsonValueKind.False })
                yield return $"permissioned-validators:{contract.Name}";
        }

        if (facts.IdentityDelaySeconds == 0)
            yield return $"no-identity-delay:{facts.Facts.First(fact => fact.Kind == FactKind.IdentityDelay).Contract}";
        bool isOptimistic = facts.Stack is RollupFamily.OpStackFaultProofs or RollupFamily.OpStackOutputOracle or RollupFamily.Arbitrum or RollupFamily.Ovm;
        if (isOptimistic && facts.ChallengeWindowSeconds is > 0 and < Day)
            yield return $"short-challenge-window:{facts.ChallengeWindowSeconds}";
        if (facts.ForcedInclusionDelaySeconds is > 30 * Day and { } forced)
            yield return $"forced-inclusion-too-late:{forced}";
        if (ClosedEntry(contracts) is { } entry)
            yield return $"forced-entry-closed:{entry}";
        if (facts.ExitWindowSeconds == 0)
            yield return $"instant-upgrade:{facts.Powers[0].Holder}";
        if (facts.Powers.Any(IsInstantByOne))
            yield return $"instant-upgrade-by-one:{facts.Powers.First(IsInstantByOne).Holder}";
        if (contracts.Count(contract => contract.IsUnverified) is > 0 and int unverified)
            yield return $"unverified-contracts:{unverified}";
        if (contracts.Any(contract => contract.Name.Contains("Sgx", StringComparison.OrdinalIgnoreCase)))
            yield return "tee-prover";
    }

    private static IEnumerable<string> Traits(ProjectFacts facts, DiscoveredContract[] contracts)
    {
        bool isOptimistic = facts.Stack is RollupFamily.OpStackOutputOracle or RollupFamily.Ovm;
        if (isOptimistic && !contracts.Any(contract => contract.Name == "Colosseum")
            || facts.Flags.Any(flag => flag.StartsWith("permissioned-", StringComparison.Ordinal)))
            yield return "no-open-fraud-proof";
        if (facts.Flags.Any(flag => flag.StartsWith("short-challenge-window", StringComparison.Ordinal)))
            yield return "short-challenge-window";
        if (facts.Flags.Contains("tee-prover"))
            yield return "single-tee-prover";
        if (facts.Powers.Any(path => path.DelaySeconds == 0 && path.HolderKind != "contract" && !IsStrongCouncil(path)))
            yield return "instant-upgrade";
        if (facts.IdentityDelaySeconds == 0)
            yield return "no-identity-delay";
        if (facts.Flags.Any(flag => flag.StartsWith("forced-", StringComparison.Ordinal)))
            yield return "forced-entry-closed";
    }

    private static bool IsInstantByOne(ControlPath path) =>
        path.DelaySeconds == 0 && (path.HolderKind == "account" || path.HolderKind.StartsWith("multisig 1 of ", StringComparison.Ordinal));

    /// <summary>At least 8 members of whom 75 % must agree.</summary>
    private static bool IsStrongCouncil(ControlPath path) =>
        path.HolderKind.Split(' ') is ["multisig", var required, "of", var members] && ulong.Parse(members) >= 8
            && ulong.Parse(required) * 4 >= ulong.Parse(members) * 3;

    private static string? ClosedEntry(DiscoveredContract[] contracts) =>
        contracts.FirstOrDefault(contract => contract.Name.StartsWith("Enforced", StringComparison.Ordinal) && IsTrue(contract, "paused"))?.Name;

    private static bool IsTrue(DiscoveredContract contract, string field) => contract.Values.Member(field) is { ValueKind: JsonValueKind.True };
}
