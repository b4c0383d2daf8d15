using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Solvency.Parameters;

/// <summary>Checks a JSON value against the part of JSON Schema 2020-12 that our schemas use.</summary>
/// <remarks>
/// <c>type, const, enum, required, properties, additionalProperties: false, items, minItems, minLength, minimum, maximum, exclusiveMinimum, $ref</c> into
/// <c>$defs</c>. A schema that asks for more is a mistake of ours and throws.
/// </remarks>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly string[] s_words =
    [
        "$schema", "$defs", "title", "description", "type", "const", "enum", "required", "properties", "additionalProperties", "items", "minItems",
            "minLength", "minimum",
        "maximum", "exclusiveMinimum", "$ref",
    ];

    /// <summary>The first thing that is wrong, with its place; nothing if the value is valid.</summary>
    public string? FirstError(JsonElement value) => Check(root, value, "$");

    private string? Check(JsonElement schema, JsonElement value, string path)
    {
        foreach (JsonProperty word in schema.EnumerateObject())
        {
            if (!s_words.Contains(word.Name))
                throw new NotSupportedException($"The schema word {word.Name} is not supported.");
            if (CheckWord(word.Name, word.Value, schema, value, path) is { } error)
                return error;
        }

        return null;
    }

    private string? CheckWord(string word, JsonElement rule, JsonElement schema, JsonElement value, string path) => word switch
    {
        "$ref" => Check(Resolve(rule.GetString()!), value, path),
        "type" => TypeOf(value) == rule.GetString() ? null : $"{path} is expected to be of type {rule.GetString()}.",
        "const" => JsonElement.DeepEquals(rule, value) ? null : $"{path} is expected to be {rule.GetRawText()}.",
        "enum" => rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)) ? null : $"{path} is expected to be one of {rule.GetRawText()}.",
        "required" => rule.EnumerateArray().FirstOrDefault(name => !Has(value, name.GetString()!)) is { ValueKind: JsonValueKind.String } missing
            ? $"{path}.{missing.GetString()} is missing." : null,
        "properties" => rule.EnumerateObject()
            .Select(member => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member.Name, out JsonElement inner)
                ? Check(member.Value, inner, $"{path}.{member.Name}") : null)
            .FirstOrDefault(error => error is not null),
        "additionalProperties" => value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().FirstOrDefault(member =>
                !Has(schema.GetProperty("properties"), member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown
            ? $"{path}.{unknown.Name} is not known." : null,
        "items" => value.EnumerateArray().Select((item, i) => Check(rule, item, $"{path}[{i}]")).FirstOrDefault(error => error is not null),
        "minItems" => value.GetArrayLength() >= rule.GetInt32() ? null : $"{path} is expected to have at least {rule.GetInt32()} items.",
        "minLength" => value.GetString()!.Length >= rule.GetInt32() ? null : $"{path} is expected to have at least {rule.GetInt32()} characters.",
        "minimum" => value.GetDouble() >= rule.GetDouble() ? null : Range(path, "at least", rule),
        "maximum" => value.GetDouble() <= rule.GetDouble() ? null : Range(path, "at most", rule),
        "exclusiveMinimum" => value.GetDouble() > rule.GetDouble() ? null : Range(path, "above", rule),
        _ => null,
    };

    private JsonElement Resolve(string reference) => root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static bool Has(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out _);

    private static string Range(string path, string relation, JsonElement bound) =>
        $"{path} is expected to be {relation} {bound.GetDouble().ToString(CultureInfo.InvariantCulture)}.";

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
