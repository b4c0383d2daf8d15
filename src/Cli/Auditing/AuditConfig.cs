using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Auditing;

/// <summary>Which rollups one auditor watches: one JSON document. Schema: audit.schema.json beside this file.</summary>
/// <remarks>A reader refuses unknown members, so a misspelt address is never a missing one.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AuditConfig
{
    public const int CurrentVersion = 1, MaxRollups = 1_000;

    private const int MaxLength = 1 << 20;

    private static readonly JsonSerializerOptions s_options = new(Terminal.JsonOptions)
    {
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
    };

    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int Version { get; init; }

    /// <summary>The L1 node of every rollup that names none.</summary>
    public required string Rpc { get; init; }

    public required IReadOnlyList<AuditedRollup> Rollups { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It is not such a document; the message says what is wrong with it.</exception>
    public static AuditConfig Read(string path)
    {
        if (!File.Exists(path))
            throw CommandException.Unavailable($"there is no file {path}", "docs/guides/auditor.md shows one.");
        if (new FileInfo(path).Length > MaxLength)
            throw CommandException.WrongInput($"{path} is larger than {MaxLength} bytes: no list of rollups");
        try
        {
            AuditConfig config = JsonSerializer.Deserialize<AuditConfig>(File.ReadAllText(path), s_options) ?? throw new JsonException("null is no list of rollups");
            return config.Version != CurrentVersion ? throw new JsonException($"version {config.Version} is unknown; this program reads version {CurrentVersion}")
                : config.Rollups.Count is 0 or > MaxRollups ? throw new JsonException($"from 1 to {MaxRollups} rollups are expected")
                : config;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException) // the latter for an unknown stack
        {
            throw CommandException.WrongInput($"{path}: {e.Message}");
        }
    }
}
