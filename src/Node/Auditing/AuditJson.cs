using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Node.Auditing;

/// <summary>How the auditor writes JSON: camel case, enums by name, a number that is none as null's words.</summary>
internal static class AuditJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
