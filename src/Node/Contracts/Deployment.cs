using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Node.Contracts;

/// <summary>Where a rollup's contracts are: what every role needs to find them, kept in a file.</summary>
/// <remarks>A file of a deployment that was interrupted holds the contracts that are there already.</remarks>
public sealed record Deployment
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    /// <summary>The chain.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The hash of the chain's first block: a local chain that was started anew is another chain.</summary>
    public required Bytes32 GenesisBlock { get; init; }

    /// <summary>The contracts by name.</summary>
    public required IReadOnlyDictionary<string, Address> Contracts { get; init; }

    /// <summary>The ERC-20s by number, zero for ETH.</summary>
    public required IReadOnlyList<Address> Tokens { get; init; }

    /// <summary>The block that holds the rollup's creation: following begins there. Zero until it is there.</summary>
    public required ulong StartBlock { get; init; }

    /// <summary>Whether the rollup is there.</summary>
    public bool IsComplete => Contracts.ContainsKey("Rollup");

    /// <summary>The rollup.</summary>
    /// <exception cref="KeyNotFoundException">It is not there yet.</exception>
    public Address Rollup => Contracts["Rollup"];

    /// <summary>The settlement hub.</summary>
    /// <exception cref="KeyNotFoundException">It is not there yet.</exception>
    public Address Hub => Contracts["SettlementHub"];

    /// <summary>Reads a file; null when there is none.</summary>
    /// <exception cref="FormatException">It is not such a file.</exception>
    public static Deployment? Load(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(path)) ?? throw new FormatException("The file is empty.");
            return new()
            {
                ChainId = json["chainId"]!.GetValue<ulong>(),
                GenesisBlock = Bytes32.Parse(json["genesisBlock"]!.GetValue<string>()),
                Contracts = json["contracts"]!.AsObject().ToDictionary(it => it.Key, it => Address.Parse(it.Value!.GetValue<string>())),
                Tokens = [.. json["tokens"]!.AsArray().Select(it => Address.Parse(it!.GetValue<string>()))],
                StartBlock = json["startBlock"]!.GetValue<ulong>(),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new FormatException($"{path} is not the file of a deployment.", e);
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save(string path)
    {
        JsonObject json = new()
        {
            ["chainId"] = ChainId,
            ["genesisBlock"] = GenesisBlock.ToString(),
            ["contracts"] = new JsonObject(Contracts.Select(it => KeyValuePair.Create(it.Key, (JsonNode?)it.Value.ToString()))),
            ["tokens"] = new JsonArray([.. Tokens.Select(it => (JsonNode)it.ToString())]),
            ["startBlock"] = StartBlock,
        };
        string written = path + ".new";
        File.WriteAllText(written, json.ToJsonString(s_format) + "\n");
        File.Move(written, path, overwrite: true);
    }
}
