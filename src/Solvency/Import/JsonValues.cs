using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Solvency.Import;

/// <summary>Reading values of discovery files, which write large numbers as text and structures as arrays or objects.</summary>
internal static class JsonValues
{
    /// <summary>An object without members.</summary>
    public static JsonElement Empty { get; } = JsonDocument.Parse("{}").RootElement.Clone();

    /// <summary>A member of an object.</summary>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) ? member : null;

    /// <summary>A member that is text.</summary>
    public static string? Text(this JsonElement value, string name) => value.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A number, written as a number or as decimal digits.</summary>
    public static bool TryNumber(this JsonElement value, out UInt256 number)
    {
        number = UInt256.Zero;
        string? digits = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        return digits is { Length: > 0 and < 80 } && digits.All(char.IsAsciiDigit) && UInt256.TryParse(digits, out number);
    }

    /// <summary>A member that is a number below 2^64.</summary>
    public static ulong? Number(this JsonElement value, string name) =>
        value.Member(name) is { } member && member.TryNumber(out UInt256 number) && number.FitsUInt64 ? (ulong)number : null;

    /// <summary>What a path leads to: <c>name</c>, <c>name[2]</c> or <c>name.inner</c>.</summary>
    public static JsonElement? At(this JsonElement value, string path)
    {
        int bracket = path.IndexOf('['), dot = path.IndexOf('.');
        if (bracket > 0)
        {
            int index = int.Parse(path.AsSpan(bracket + 1, path.Length - bracket - 2), CultureInfo.InvariantCulture);
            return value.Member(path[..bracket]) is { ValueKind: JsonValueKind.Array } array && index < array.GetArrayLength() ? array[index] : null;
        }

        return dot > 0 ? value.Member(path[..dot])?.Member(path[(dot + 1)..]) : value.Member(path) ?? value.Configured(path);
    }

    /// <summary>A member of a structure that a view function such as <c>getConfig</c> returns.</summary>
    private static JsonElement? Configured(this JsonElement value, string name) =>
        value.ValueKind != JsonValueKind.Object ? null
        : value.EnumerateObject().Where(member => member.Name.Contains("onfig", StringComparison.Ordinal)).Select(member => member.Value.Member(name))
            .FirstOrDefault(found => found is not null);

    /// <summary>The addresses in a member: one, or a list.</summary>
    public static IEnumerable<ChainAddress> Addresses(this JsonElement value, string name, string chain)
    {
        if (value.Member(name) is not { } member)
            return [];
        IEnumerable<JsonElement> items = member.ValueKind == JsonValueKind.Array ? member.EnumerateArray() : [member];
        return items.Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => ChainAddress.TryParse(item.GetString(), chain, out ChainAddress address) ? address : default)
            .Where(address => address.Address is not null && !address.IsZero);
    }
}
