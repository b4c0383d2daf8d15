using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Parameters;

/// <summary>Every number of the risk model, in one document with one id.</summary>
/// <remarks>The id is the SHA-256 of the document's canonical form; each report names it. Spec: docs/spec/risk.md#parameters.</remarks>
public sealed class RiskParameters
{
    /// <summary>The longest document that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private readonly FrozenDictionary<string, Parameter> _parameters;

    private RiskParameters(string name, Bytes32 id, FrozenDictionary<string, Parameter> parameters) => (Name, Id, _parameters) = (name, id, parameters);

    /// <summary>The parameters that come with this library.</summary>
    public static RiskParameters Default { get; } = Load(Resource("riskparams.json"));

    /// <summary>The document's own name.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the canonical form.</summary>
    public Bytes32 Id { get; }

    /// <summary>All, in the order of their ids.</summary>
    public IEnumerable<Parameter> All => _parameters.Values.OrderBy(parameter => parameter.Id, StringComparer.Ordinal);

    /// <summary>Finds a parameter.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that id.</exception>
    public Parameter this[string id] =>
        _parameters.TryGetValue(id, out Parameter? parameter) ? parameter : throw new KeyNotFoundException($"There is no risk parameter {id}.");

    /// <summary>Reads and validates a document.</summary>
    /// <param name="utf8">At most <see cref="MaxBytes"/>.</param>
    /// <exception cref="ParametersException">It is not JSON, does not match the schema, or contradicts itself.</exception>
    public static RiskParameters Load(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
            throw new ParametersException($"The document has {utf8.Length} bytes; at most {MaxBytes} are read.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return Read(document.RootElement);
        }
        catch (Exception refusal) when (refusal is JsonException or InvalidOperationException) // The latter: half of a surrogate pair in a string.
        {
            throw new ParametersException($"The document is not JSON: {refusal.Message}", refusal);
        }
    }

    /// <summary>The base rate of a failure mode.</summary>
    public Parameter Hazard(FailureMode mode) => this["hazard." + FailureModes.NameOf(mode)];

    /// <summary>The JSON schema that documents are checked against, as UTF-8.</summary>
    public static byte[] Schema() => Resource("riskparams.schema.json");

    /// <summary>The document that <see cref="Default"/> is read from, as UTF-8.</summary>
    public static byte[] DefaultDocument() => Resource("riskparams.json");

    private static RiskParameters Read(JsonElement document)
    {
        using JsonDocument schema = JsonDocument.Parse(Resource("riskparams.schema.json"));
        if (new JsonSchema(schema.RootElement).FirstError(document) is { } error)
            throw new ParametersException(error);
        Bytes32 id = new(SHA256.HashData(CanonicalJson.Write(document)));
        RiskParameters loaded = new(document.GetProperty("name").GetString()!, id, document.GetProperty("parameters").EnumerateObject()
            .ToFrozenDictionary(member => member.Name, Read, StringComparer.Ordinal));
        loaded.CheckOrder();
        return loaded;
    }

    private static Parameter Read(JsonProperty member) => new(
        member.Name,
        member.Value.GetProperty("value").GetDouble(),
        member.Value.GetProperty("unit").GetString()!,
        member.Value.GetProperty("source").GetString()!,
        member.Value.TryGetProperty("modes", out JsonElement modes)
            ? [.. modes.EnumerateArray().Select(name =>
                FailureModes.TryParse(name.GetString()!, out FailureMode mode) ? mode : throw new ParametersException($"{member.Name}: unknown mode."))]
            : []);

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(RiskParameters).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A worse regime is never milder, whatever the document says.</summary>
    private void CheckOrder()
    {
        (string Milder, string Worse)[] pairs =
        [
            ("regime.green", "regime.amber"), ("regime.amber", "regime.red"), ("amber.utilisation", "red.utilisation"), ("clean.amber", "clean.red"),
            ("coverage.tolerance", "coverage.tolerance.head"), .. _parameters.Keys.Where(id =>
                id.StartsWith("clock.", StringComparison.Ordinal) && id.EndsWith(".amber", StringComparison.Ordinal))
                .Select(id => (id, string.Concat(id.AsSpan(0, id.Length - "amber".Length), "red"))),
        ];
        foreach ((string milder, string worse) in pairs)
        {
            if (this[milder].Value > this[worse].Value)
                throw new ParametersException($"{milder} = {this[milder].Value} is above {worse} = {this[worse].Value}.");
        }
    }
}
