using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plimsoll.Solvency.Parameters;

/// <summary>One text for one JSON value, so that its hash names the value.</summary>
/// <remarks>
/// Members sorted by the UTF-16 units of their names, no white space, strings with the escapes that JSON demands and no others, numbers as they stand. Numbers
/// that could be
/// written in two ways (exponent, trailing zeros, minus zero) and names that occur twice are refused. Spec: docs/spec/risk.md#parameters.
/// </remarks>
internal static partial class CanonicalJson
{
    /// <summary>Writes the canonical form.</summary>
    /// <exception cref="ParametersException">A number or a name is ambiguous.</exception>
    public static byte[] Write(JsonElement value)
    {
        StringBuilder text = new();
        Append(text, value, "$");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                JsonProperty[] members = [.. value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)];
                for (int i = 0; i < members.Length; i++)
                {
                    if (i > 0 && members[i].Name == members[i - 1].Name)
                        throw new ParametersException($"{path}.{members[i].Name} occurs twice.");
                    text.Append(i == 0 ? '{' : ',');
                    AppendString(text, members[i].Name);
                    text.Append(':');
                    Append(text, members[i].Value, $"{path}.{members[i].Name}");
                }

                text.Append(members.Length == 0 ? "{}" : "}");
                break;
            case JsonValueKind.Array:
                text.Append('[');
                int index = 0;
                foreach (JsonElement item in value.EnumerateArray())
                {
                    if (index > 0)
                        text.Append(',');
                    Append(text, item, $"{path}[{index++}]");
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                AppendString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                string number = value.GetRawText();
                if (!PlainNumber().IsMatch(number))
                    throw new ParametersException($"{path} is {number}: a plain decimal without exponent and trailing zeros is expected.");
                text.Append(number);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else if (c < ' ')
                text.Append("\\u").Append(((int)c).ToString("x4"));
            else
                text.Append(c);
        }

        text.Append('"');
    }

    [GeneratedRegex(@"\A(0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)\.[0-9]*[1-9])\z")]
    private static partial Regex PlainNumber();
}
