using System.Text.Json;

namespace Plimsoll.Solvency.Import;

/// <summary>Who controls whom: walks from a contract's proxy admin to the people behind it, and adds up the delays.</summary>
/// <remarks>
/// The newer files have walked and say so in permissions, some of which end at a contract that somebody else decides for; there the walk goes on. In the older
/// ones it begins at the proxy admin or
/// governance. The way is → owner, executor or proposer role, master → … until a multisig, an account, or a contract that names nobody. A timelock adds its
/// delay. A way that comes
/// back to itself ends there. Bounded: 12 steps, 64 ways.
/// </remarks>
internal sealed class ControlGraph(DiscoveredProject project, IReadOnlyDictionary<string, DiscoveredContract[]> everywhere, ulong messageDelaySeconds)
{
    private const int MaxSteps = 12, MaxPaths = 64;

    private static readonly string[] s_owners = ["owner", "getMaster", "getGovernor", "governor", "getAdmin", "admin", "networkGovernor", "governance", "timelock"];
    private static readonly string[] s_delays = ["getMinDelay", "minDelay", "getDelay", "delay"];

    /// <summary>Every way to replace a contract.</summary>
    public IReadOnlyList<ControlPath> PathsTo(DiscoveredContract contract)
    {
        List<ControlPath> paths = [];
        foreach ((DiscoveredContract holder, Permission permission) in Granted(contract))
            Walk(holder.Address, permission.DelaySeconds, [.. permission.Via]);
        if (paths.Count == 0)
        {
            foreach ((ChainAddress holder, ulong delay) in Upgraders(contract))
                Walk(holder, delay, []);
        }

        return paths;

        void Walk(ChainAddress at, ulong delay, List<ChainAddress> via)
        {
            DiscoveredContract? here = Find(at);
            (ChainAddress Address, ulong Delay)[] next = here is null || via.Count >= MaxSteps ? []
                : [.. Controllers(here).Where(step => !via.Contains(step.Address) && step.Address != at)];
            if (paths.Count >= MaxPaths)
                return;
            // A Safe decides itself; its modules are other ways in.
            if (next.Length == 0 || here!.ProxyType.StartsWith("gnosis safe", StringComparison.Ordinal))
                paths.Add(new(contract.Name, NameOf(at), KindOf(here), delay, [.. via.Select(NameOf)]));
            foreach ((ChainAddress address, ulong more) in next)
                Walk(address, delay > ulong.MaxValue - more ? ulong.MaxValue : delay + more, [.. via, at]);
        }
    }

    private IEnumerable<(DiscoveredContract Holder, Permission Permission)> Granted(DiscoveredContract contract) =>
        project.Contracts.SelectMany(holder =>
            holder.Permissions.Where(permission => permission.Kind == "upgrade" && permission.From == contract.Address)
            .Select(permission => (holder, permission))).Take(MaxPaths);

    private static IEnumerable<(ChainAddress Holder, ulong Delay)> Upgraders(DiscoveredContract contract)
    {
        string chain = contract.Address.Chain;
        JsonElement how = contract.Upgradeability, values = contract.Values;
        if (how.Member("isFinal") is { ValueKind: JsonValueKind.True } || how.Member("isUpgradable") is { ValueKind: JsonValueKind.False })
            return [];
        ulong delay = how.Number("upgradeDelay") ?? values.Number("$upgradeDelay") ?? 0;
        IEnumerable<ChainAddress> holders =
        [
            .. how.Addresses("admin", chain), .. how.Addresses("owner", chain), .. how.Addresses("proxyGovernance", chain),
            .. how.Addresses("addressManager", chain),
            .. how.Addresses("beaconController", chain), .. values.Addresses("$admin", chain),
        ];
        if (!holders.Any() && contract.ProxyType is "EIP2535 diamond proxy" or "EIP897 proxy")
            holders = s_owners.Append("proxyOwner").SelectMany(field => values.Addresses(field, chain)).Take(1);
        return holders.Distinct().Select(holder => (holder, delay));
    }

    private IEnumerable<(ChainAddress Address, ulong Delay)> Controllers(DiscoveredContract contract)
    {
        string chain = contract.Address.Chain;
        JsonElement values = contract.Values;
        if (contract.ProxyType.StartsWith("gnosis safe", StringComparison.Ordinal))
            return contract.Upgradeability.Addresses("modules", chain).Concat(values.Addresses("GnosisSafe_modules", chain)).Select(module => (module, 0UL));
        ulong? wait = s_delays.Select(field => values.Number(field)).FirstOrDefault(delay => delay is not null);
        if (values.Addresses("l2Timelock", chain).ToArray() is { Length: > 0 } remote)
            return remote.Select(timelock => (timelock, (wait ?? 0) + messageDelaySeconds)); // proposals come as messages from the rollup
        if (values.Member("accessControl") is { ValueKind: JsonValueKind.Object } control
            && RoleMembers(control, wait is not null, chain).ToArray() is { Length: > 0 } members)
            return members.Select(member => (member, wait ?? 0));
        ulong notice = values.Addresses("mainContract", chain).Select(main => Find(main)?.Values.Number("getNoticePeriod")).FirstOrDefault() ?? 0;
        return s_owners.Select(field => values.Addresses(field, chain).Take(1).ToArray())
            .FirstOrDefault(found => found.Length > 0)?.Select(owner => (owner, (wait ?? 0) + notice)) ?? [];
    }

    private static IEnumerable<ChainAddress> RoleMembers(JsonElement control, bool isTimelock, string chain)
    {
        JsonElement roles = control.Member("roles") ?? control;
        List<string> names = [.. isTimelock ? (string[])["PROPOSER_ROLE"] : ["EXECUTOR_ROLE", "DEFAULT_ADMIN_ROLE"]];
        if (control.Member("targets") is { ValueKind: JsonValueKind.Object } targets)
        {
            names.AddRange(targets.EnumerateObject().SelectMany(target =>
                target.Value.ValueKind == JsonValueKind.Object ? target.Value.EnumerateObject().ToArray() : [])
                .Where(call => call.Name.StartsWith("upgrade", StringComparison.Ordinal) && call.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(call => call.Value.EnumerateArray().Select(role => role.ToString())));
        }

        return names.Distinct().SelectMany(name => roles.Member(name)?.Addresses("members", chain) ?? []).Distinct();
    }

    /// <summary>The contract at an address: the project's own first, on its chain first, then any other project's.</summary>
    /// <remarks>An address on a layer 2 without code may be the alias of a contract on L1.</remarks>
    private DiscoveredContract? Find(ChainAddress address) =>
        Described(address) is var here && here is not (null or { IsEoa: true }) || address.Chain == "ethereum" ? here
        : Described(new("ethereum", address.Unaliased)) is { IsEoa: false } source ? source : here;

    private DiscoveredContract? Described(ChainAddress address) =>
        everywhere.GetValueOrDefault(address.Address)?.Where(contract => contract.Type != "Reference")
            .OrderByDescending(contract => contract.Address == address).ThenByDescending(project.Contracts.Contains).FirstOrDefault();

    private string NameOf(ChainAddress address) => Find(address)?.Name is { Length: > 0 } name ? name : address.Address;

    private static string KindOf(DiscoveredContract? contract) => contract switch
    {
        null => "unknown",
        { IsEoa: true } => "account",
        _ when MultisigThreshold.Of(contract) is { } threshold => $"multisig {threshold.Required} of {threshold.Members}",
        _ => "contract",
    };
}
