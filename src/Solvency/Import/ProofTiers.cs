using System.Text.Json;

namespace Plimsoll.Solvency.Import;

/// <summary>Taiko's proof tiers: bonds and the time in which a proof can be contested, of the tiers that are active.</summary>
/// <remarks>A tier is (name, validity bond, contest bond, cooldown in minutes, proving window in minutes, …).</remarks>
internal static class ProofTiers
{
    private const int Name = 0, ValidityBond = 1, ContestBond = 2, Cooldown = 3, ProvingWindow = 4;

    public static IEnumerable<(FactKind Kind, UInt256 Value, string Field)> Of(DiscoveredContract contract)
    {
        if (contract.Values.Member("active_tiers") is not { ValueKind: JsonValueKind.Array } active)
            yield break;
        HashSet<string> names = [.. active.EnumerateArray()
            .Select(tier => tier.ValueKind == JsonValueKind.Array && tier.GetArrayLength() > 0 ? tier[0].ToString() : tier.ToString())];
        foreach (JsonProperty tier in contract.Values.EnumerateObject())
        {
            if (!tier.Name.StartsWith("TIER_", StringComparison.Ordinal) || tier.Value is not { ValueKind: JsonValueKind.Array } parts
                || parts.GetArrayLength() <= ProvingWindow || !names.Contains(parts[Name].ToString()))
                continue;
            foreach ((FactKind kind, int part, uint scale) in ((FactKind, int, uint)[])
                [(FactKind.Bond, ValidityBond, 1), (FactKind.Bond, ContestBond, 1), (FactKind.ChallengeWindow, Cooldown, 60),
                    (FactKind.ProofDelay, ProvingWindow, 60)])
            {
                if (parts[part].TryNumber(out UInt256 value) && value.BitLength <= 200)
                    yield return (kind, value * scale, $"{tier.Name}[{part}]");
            }
        }
    }
}
