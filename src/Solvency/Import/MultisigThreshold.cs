using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plimsoll.Solvency.Import;

/// <summary>How many of how many have to agree.</summary>
/// <param name="Name">Of the multisig, committee or guardian set.</param>
/// <param name="Required">How many.</param>
/// <param name="Members">Of how many; 0 where the files do not say.</param>
public sealed partial record MultisigThreshold(string Name, ulong Required, ulong Members)
{
    /// <summary>Finds what a contract says about itself.</summary>
    internal static MultisigThreshold? Of(DiscoveredContract contract)
    {
        JsonElement values = contract.Values;
        if (contract.Upgradeability.Text("threshold") is { } text && Written().Match(text) is { Success: true } match)
            return new(contract.Name, ulong.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
                ulong.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        foreach ((string required, string members) in s_fields)
        {
            if (values.Number(required) is { } count)
                return new(contract.Name, count, values.Member(members) is { ValueKind: JsonValueKind.Array } list ? (ulong)list.GetArrayLength()
                    : values.Number(members) ?? 0);
        }

        if (values.Member("dacKeyset") is { } keys && keys.Number("requiredSignatures") is { } signatures)
            return new(contract.Name + " data committee", signatures, keys.Number("membersCount") ?? 0);
        return values.Member("getThreshold") is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && pair[0].TryNumber(out UInt256 part)
            && pair[1].TryNumber(out UInt256 whole) && part.FitsUInt64 && whole.FitsUInt64 ? new(contract.Name, (ulong)part, (ulong)whole) : null;
    }

    private static readonly (string Required, string Members)[] s_fields =
    [
        ("$threshold", "$members"), ("getThreshold", "getOwners"), ("required", "owners"), ("minGuardians", "numGuardians"), ("signaturesRequired", "members"),
        ("requiredAmountOfSignatures", "getAmountOfMembers"), ("securityCouncilThreshold", "securityCouncilMembers"), ("quorum", "members"),
    ];

    [GeneratedRegex(@"\A([0-9]{1,9}) of ([0-9]{1,9})\b")]
    private static partial Regex Written();
}
