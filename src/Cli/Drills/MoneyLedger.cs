using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Cli.Drills;

/// <summary>Who holds what: by person and token, in the token's smallest unit.</summary>
internal sealed class MoneyLedger
{
    private readonly SortedDictionary<string, SortedDictionary<string, UInt128>> _amounts = new(StringComparer.Ordinal);

    public IEnumerable<(string Who, string Token, UInt128 Amount)> Entries =>
        _amounts.SelectMany(person => person.Value.Select(token => (person.Key, token.Key, token.Value)));

    public UInt128 Of(string who, string token) => _amounts.TryGetValue(who, out SortedDictionary<string, UInt128>? held) ? held.GetValueOrDefault(token) : UInt128.Zero;

    public void Add(string who, string token, UInt128 amount)
    {
        if (!_amounts.TryGetValue(who, out SortedDictionary<string, UInt128>? held))
            _amounts.Add(who, held = new(StringComparer.Ordinal));
        held[token] = checked(held.GetValueOrDefault(token) + amount);
    }

    public bool IsSameAs(MoneyLedger other) => Entries.SequenceEqual(other.Entries);

    public JsonObject ToJson() => new(_amounts.Select(person => KeyValuePair.Create(
        person.Key,
        (JsonNode?)new JsonObject(person.Value.Select(token => KeyValuePair.Create(token.Key, (JsonNode?)token.Value.ToString(CultureInfo.InvariantCulture)))))));
}
