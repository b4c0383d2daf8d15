using System.Text.Json.Nodes;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>Which logs are wanted.</summary>
/// <param name="Addresses">The contracts; empty for all.</param>
/// <param name="Events">The first topics; empty for all.</param>
public sealed record LogFilter(IReadOnlyList<Address> Addresses, IReadOnlyList<Bytes32> Events)
{
    /// <summary>Every log.</summary>
    public static LogFilter All { get; } = new([], []);

    /// <summary>Whether every log is wanted.</summary>
    public bool IsAll => Addresses.Count == 0 && Events.Count == 0;

    /// <summary>Whether a log is wanted.</summary>
    public bool Matches(Log log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return (Addresses.Count == 0 || Addresses.Contains(log.Address))
            && (Events.Count == 0 || (log.Topics.Count > 0 && Events.Contains(log.Topics[0])));
    }

    /// <summary>Whether a block with this bloom filter may hold a wanted log; false is certain.</summary>
    public bool MayMatch(LogBloom bloom)
    {
        ArgumentNullException.ThrowIfNull(bloom);
        return !bloom.IsEmpty
            && (Addresses.Count == 0 || Addresses.Any(address => bloom.MayContain(address.Span)))
            && (Events.Count == 0 || Events.Any(topic => bloom.MayContain(topic.Span)));
    }

    internal JsonObject ToJson(params ReadOnlySpan<(string Name, string Value)> where)
    {
        JsonObject json = [];
        foreach ((string name, string value) in where)
            json[name] = value;
        if (Addresses.Count > 0)
            json["address"] = new JsonArray([.. Addresses.Select(address => (JsonNode)address.ToString())]);
        if (Events.Count > 0)
            json["topics"] = new JsonArray(new JsonArray([.. Events.Select(topic => (JsonNode)topic.ToString())]));
        return json;
    }
}
