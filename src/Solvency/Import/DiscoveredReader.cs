using System.Text.Json;

namespace Plimsoll.Solvency.Import;

/// <summary>Reads L2BEAT's <c>discovered.json</c>, of both schema generations.</summary>
/// <remarks>
/// The older one has <c>contracts</c>, one chain a file, and says under <c>upgradeability</c> who can replace a contract; the newer one has <c>entries</c>,
/// addresses with a
/// chain, and permissions worked out. Unknown members are ignored: the schemas grow. Spec: docs/spec/solvency.md#import.
/// </remarks>
internal static class DiscoveredReader
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MaxBytes = 32 << 20;

    /// <summary>Reads one file.</summary>
    /// <exception cref="ImportException">It is not JSON, or of neither generation.</exception>
    public static DiscoveredProject Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
            throw new ImportException($"The file has {utf8.Length} bytes; at most {MaxBytes} are read.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            JsonElement root = document.RootElement;
            CheckText(root);
            string name = root.Text("name") ?? throw new ImportException("The file names no project.");
            return root.Member("entries") is { ValueKind: JsonValueKind.Array } entries ? Newer(name, root, entries)
                : root.Member("contracts") is { ValueKind: JsonValueKind.Array } contracts ? Older(name, root, contracts)
                : throw new ImportException("The file has neither entries nor contracts.");
        }
        catch (Exception refusal) when (refusal is JsonException or InvalidOperationException)
        {
            throw new ImportException($"The file is not JSON as expected: {refusal.Message}", refusal);
        }
    }

    /// <summary>Reads every text once, so that one that is not Unicode is refused here and nowhere later.</summary>
    private static void CheckText(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    _ = member.Name;
                    CheckText(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                    CheckText(item);
                break;
            case JsonValueKind.String:
                value.GetString();
                break;
        }
    }

    private static DiscoveredProject Older(string name, JsonElement root, JsonElement contracts)
    {
        string chain = root.Text("chain") ?? throw new ImportException("The file names no chain.");
        IEnumerable<DiscoveredContract> accounts = root.Addresses("eoas", chain)
            .Select(address => new DiscoveredContract { Name = "", Address = address, Type = "EOA" });
        if (root.Member("eoas") is { ValueKind: JsonValueKind.Array } described)
        {
            accounts = accounts.Concat(described.EnumerateArray().Where(account => account.ValueKind == JsonValueKind.Object)
                .Select(account => new DiscoveredContract
            {
                Name = NameOf(account),
                Address = AddressOf(account, chain),
                Type = "EOA",
                Permissions = [.. Permissions(account, "receivedPermissions", chain)],
            }));
        }

        return new(
            name,
            root.Number("blockNumber") is { } block ? new Dictionary<string, ulong> { [chain] = block } : [],
            null,
            [.. contracts.EnumerateArray().Select(contract => new DiscoveredContract
            {
                Name = NameOf(contract),
                Address = AddressOf(contract, chain),
                Type = "Contract",
                ProxyType = contract.Member("upgradeability")?.Text("type") ?? "",
                Values = contract.Member("values")?.Clone() ?? JsonValues.Empty,
                Upgradeability = contract.Member("upgradeability")?.Clone() ?? JsonValues.Empty,
                Permissions = [.. Permissions(contract, "receivedPermissions", chain)],
                IsUnverified = contract.Member("unverified") is { ValueKind: JsonValueKind.True },
            }), .. accounts]);
    }

    private static DiscoveredProject Newer(string name, JsonElement root, JsonElement entries)
    {
        // Files of late 2024 are of one chain and say so.
        string chain = root.Text("chain") ?? "ethereum";
        Dictionary<string, ulong> blocks = root.Number("blockNumber") is { } only ? new() { [chain] = only } : [];
        if (root.Member("usedBlockNumbers") is { ValueKind: JsonValueKind.Object } used)
        {
            foreach (JsonProperty host in used.EnumerateObject())
            {
                if (used.Number(host.Name) is { } block)
                    blocks[host.Name] = block;
            }
        }

        return new(name, blocks, root.Number("timestamp"), [.. entries.EnumerateArray().Select(entry => new DiscoveredContract
        {
            Name = NameOf(entry),
            Address = AddressOf(entry, chain),
            Type = entry.Text("type") ?? "Contract",
            TargetProject = entry.Text("targetProject"),
            ProxyType = entry.Text("proxyType") ?? "",
            Values = entry.Member("values")?.Clone() ?? JsonValues.Empty,
            Permissions = [.. Permissions(entry, "receivedPermissions", chain), .. Permissions(entry, "directlyReceivedPermissions", chain)],
            IsUnverified = entry.Member("unverified") is { ValueKind: JsonValueKind.True },
        })]);
    }

    private static IEnumerable<Permission> Permissions(JsonElement entry, string member, string chain)
    {
        if (entry.Member(member) is not { ValueKind: JsonValueKind.Array } list)
            yield break;
        foreach (JsonElement permission in list.EnumerateArray())
        {
            if (permission.Text("permission") is not { } kind || !ChainAddress.TryParse(permission.Text("from"), chain, out ChainAddress from))
                continue;
            ulong delay = permission.Number("delay") ?? 0;
            List<ChainAddress> via = [];
            if (permission.Member("via") is { ValueKind: JsonValueKind.Array } way)
            {
                foreach (JsonElement step in way.EnumerateArray())
                {
                    delay = Sum(delay, step.Number("delay") ?? 0);
                    if (ChainAddress.TryParse(step.Text("address"), chain, out ChainAddress address))
                        via.Add(address);
                }
            }

            yield return new(kind, from, delay, via);
        }
    }

    private static ulong Sum(ulong a, ulong b) => a > ulong.MaxValue - b ? ulong.MaxValue : a + b;

    private static string NameOf(JsonElement contract) => contract.Text("name") is { Length: > 0 } name ? name : contract.Text("derivedName") ?? "";

    private static ChainAddress AddressOf(JsonElement contract, string chain) =>
        ChainAddress.TryParse(contract.Text("address"), chain, out ChainAddress address) ? address
            : throw new ImportException($"{NameOf(contract)} has no address.");
}
