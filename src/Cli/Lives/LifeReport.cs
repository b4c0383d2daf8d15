using System.Text.Json.Nodes;
using Plimsoll.Cli.Devnets;

namespace Plimsoll.Cli.Lives;

/// <summary>What a rollup's life came to: counts, costs, times, roots, and whether every invariant held.</summary>
internal sealed class LifeReport
{
    private readonly SortedDictionary<string, bool> _invariants = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, double> Seconds { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Roots { get; } = new(StringComparer.Ordinal);

    public GasLog Gas { get; } = new();

    public JsonObject Data { get; } = [];

    /// <summary>What was found to be wrong, in words.</summary>
    public List<string> Findings { get; } = [];

    public IReadOnlyDictionary<string, bool> Invariants => _invariants;

    public bool AllHold => _invariants.Count > 0 && _invariants.Values.All(held => held) && Findings.Count == 0;

    /// <summary>Records a check; an invariant that is checked several times holds if it held each time.</summary>
    public void Check(string invariant, bool held, string finding)
    {
        _invariants[invariant] = held && _invariants.GetValueOrDefault(invariant, true);
        if (!held)
            Findings.Add($"{invariant}: {finding}");
    }

    public JsonObject ToJson() => new()
    {
        ["passed"] = AllHold,
        ["counts"] = Of(Counts),
        ["gas"] = Gas.ToJson(),
        ["data"] = Data.DeepClone(),
        ["seconds"] = Of(Seconds),
        ["roots"] = Of(Roots),
        ["invariants"] = Of(_invariants),
        ["findings"] = new JsonArray([.. Findings.Select(finding => JsonValue.Create(finding))]),
    };

    public IEnumerable<string> Lines()
    {
        yield return $"operations {Counts.GetValueOrDefault("operations"):N0} in {Counts.GetValueOrDefault("batches")} batches and {Counts.GetValueOrDefault("blobs")} blobs; {Seconds.GetValueOrDefault("total"):0} s";
        foreach ((string id, bool held) in _invariants)
            yield return $"{(held ? "holds " : "BROKEN")}  {id}  {Promises.Of(id)}";
        foreach (string finding in Findings)
            yield return finding;
        yield return AllHold ? "every invariant held" : "NOT every invariant held";
    }

    private static JsonObject Of<T>(IEnumerable<KeyValuePair<string, T>> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(value.Value))));
}
