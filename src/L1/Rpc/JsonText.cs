using System.Text.Json;

namespace Plimsoll.L1.Rpc;

/// <summary>Reads JSON strings that may be no text at all.</summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string, or null for any other value and for a string with an unpaired surrogate.</summary>
    public static string? TextOrNull(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // the reader's answer to "\ud800": valid JSON, but no Unicode
        }
    }

    /// <summary>The member of that name; undefined where there is none or the element is no object.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    /// <summary>Whether there is no value: null, or no such member.</summary>
    public static bool IsNothing(this JsonElement element) => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}
