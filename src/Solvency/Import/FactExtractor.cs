using System.Text.Json;

namespace Plimsoll.Solvency.Import;

/// <summary>From the contracts of a project to facts about it.</summary>
/// <remarks>Spec: docs/spec/solvency.md#import.</remarks>
internal static partial class FactExtractor
{
    private static readonly string[] s_critical =
    [
        "Portal", "Bridge", "Rollup", "Inbox", "Outbox", "Exchange", "Perpetual", "Verifier", "Gateway", "Escrow", "Oracle", "ScrollChain", "Taiko", "zkSync",
        "ZkSync", "zkEVM", "Starknet", "Vault", "Messenger", "StateCommitmentChain", "DisputeGame", "SystemConfig", "Etrog", "Validium", "Home", "Replica", "Processor", "Locker",
        "Custodian", "Manager",
    ];

    /// <summary>Extracts.</summary>
    /// <param name="project">With the contracts of the projects that it refers to.</param>
    /// <param name="everywhere">Every contract of every file, by address.</param>
    public static ProjectFacts Of(DiscoveredProject project, IReadOnlyDictionary<string, DiscoveredContract[]> everywhere)
    {
        DiscoveredContract[] contracts = [.. project.Contracts.Where(contract => contract.Type == "Contract")];
        Fact[] facts = [.. contracts.SelectMany(Read)];
        ulong? challenge = Largest(facts, FactKind.ChallengeWindow);
        ControlGraph graph = new(project, everywhere, challenge ?? 0);
        ControlPath[] powers = [.. Critical(contracts, graph).OrderBy(path => path.DelaySeconds).ThenBy(path => path.Contract, StringComparer.Ordinal)];
        RollupFamily stack = StackDetection.Of(project);
        ProjectFacts found = new()
        {
            Project = project.Name,
            Chain = project.HomeChain,
            Stack = stack,
            AsOfBlocks = project.AsOfBlocks,
            AsOfTime = project.AsOfTime,
            ChallengeWindowSeconds = challenge,
            ForcedInclusionDelaySeconds = Largest(facts, FactKind.ForcedInclusion),
            ExitWindowSeconds = powers.Length == 0 ? null : powers[0].DelaySeconds,
            IdentityDelaySeconds = facts.Where(fact => fact.Kind == FactKind.IdentityDelay).Select(Seconds).Min(),
            UpgradeCount = contracts.Aggregate(0UL, (sum, contract) => sum + Math.Min(contract.Values.Number("$upgradeCount") ?? 0, 1_000_000)),
            Facts = facts,
            Thresholds = [.. contracts.Select(MultisigThreshold.Of).OfType<MultisigThreshold>()],
            Powers = powers,
            Flags = [],
            Traits = [],
        };
        ProjectFacts flagged = found with { Flags = [.. Flags(found, contracts)] };
        return flagged with { Traits = [.. Traits(flagged, contracts)] };
    }

    private static IEnumerable<ControlPath> Critical(DiscoveredContract[] contracts, ControlGraph graph)
    {
        DiscoveredContract[] critical = [.. contracts.Where(contract => s_critical.Any(part => contract.Name.Contains(part, StringComparison.Ordinal)))];
        ControlPath[] paths = [.. critical.SelectMany(graph.PathsTo)];
        return paths.Length > 0 ? paths : contracts.SelectMany(graph.PathsTo);
    }

    private static IEnumerable<Fact> Read(DiscoveredContract contract)
    {
        uint blockSeconds = ChainNames.BlockSeconds(contract.Address.Chain);
        foreach (FieldMap.Rule rule in FieldMap.Rules)
        {
            if (!FieldMap.Fits(rule, contract.Name) || contract.Values.At(rule.Path) is not { } value)
                continue;
            foreach (UInt256 number in Numbers(value))
            {
                if (rule.Unit == FieldMap.Unit.Smallest && number != UInt256.MaxValue)
                    yield return Make(rule.Kind, number, rule.Path);
                else if (rule.Unit != FieldMap.Unit.Smallest && number.BitLength <= 48)
                    yield return Make(rule.Kind, number * (rule.Unit == FieldMap.Unit.Blocks ? blockSeconds : 1), rule.Path);
            }
        }

        // Both the blocks and the seconds must have passed before a message can be forced.
        if (contract.Values.Member("maxTimeVariation") is { } variation && DelayOf(variation, blockSeconds) is { } delay)
            yield return Make(FactKind.ForcedInclusion, delay, "maxTimeVariation");
        foreach ((FactKind kind, UInt256 value, string field) in ProofTiers.Of(contract))
            yield return Make(kind, value, field);

        Fact Make(FactKind kind, UInt256 value, string field) => new(kind, value, contract.Name, $"{contract.Address.Chain}:{contract.Address.Address}", field);
    }

    private static IEnumerable<UInt256> Numbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Numbers(member.Value)),
        _ => value.TryNumber(out UInt256 number) ? [number] : [],
    };

    private static ulong? DelayOf(JsonElement variation, uint blockSeconds)
    {
        (JsonElement? blocks, JsonElement? seconds) = variation.ValueKind == JsonValueKind.Array && variation.GetArrayLength() == 4
            ? (variation[0], variation[2]) : (variation.Member("delayBlocks"), variation.Member("delaySeconds"));
        return blocks is { } b && seconds is { } s && b.TryNumber(out UInt256 count) && s.TryNumber(out UInt256 time) && count.BitLength <= 48
            && time.BitLength <= 48
            ? Math.Max((ulong)count * blockSeconds, (ulong)time) : null;
    }

    private static ulong? Largest(Fact[] facts, FactKind kind) => facts.Where(fact => fact.Kind == kind).Select(Seconds).Max();

    private static ulong? Seconds(Fact fact) => fact.Value.FitsUInt64 ? (ulong)fact.Value : null;
}
