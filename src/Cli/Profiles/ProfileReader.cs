using System.Text.Json;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Profiles;

/// <summary>Profile documents as text.</summary>
internal static class ProfileReader
{
    /// <summary>Larger files are refused unread.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly JsonSerializerOptions s_options = new(Terminal.JsonOptions)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
    };

    /// <summary>Reads a file and checks every rule.</summary>
    /// <exception cref="CommandException">It is not a profile that can be deployed; the message says what is wrong with it, all of it.</exception>
    public static ProfileDocument ReadValid(string path)
    {
        ProfileDocument document = Read(path);
        IReadOnlyList<string> problems = ProfileRules.Check(document);
        return problems.Count == 0
            ? document
            : throw CommandException.WrongInput($"{path} is not a valid profile:\n  - {string.Join("\n  - ", problems)}", "Correct it; `plimsoll profile new` writes one that is right.");
    }

    /// <summary>Reads a file without judging what it promises.</summary>
    public static ProfileDocument Read(string path)
    {
        if (!File.Exists(path))
            throw CommandException.Unavailable($"there is no file {path}", "Write one with `plimsoll profile new production --out FILE`.");
        if (new FileInfo(path).Length > MaxLength)
            throw CommandException.WrongInput($"{path} is larger than {MaxLength} bytes: not a profile");
        return Parse(File.ReadAllText(path));
    }

    /// <exception cref="JsonException">The text is not JSON, or has members that are missing, unknown, twice there, or of the wrong type.</exception>
    public static ProfileDocument Parse(string json) =>
        JsonSerializer.Deserialize<ProfileDocument>(json, s_options) ?? throw new JsonException("null is not a profile");

    public static string Write(ProfileDocument document) => JsonSerializer.Serialize(document, s_options) + "\n";

    /// <summary>The hash that the deployed rollup names: keccak-256 of the document as <see cref="Write"/> gives it, whatever its spaces were.</summary>
    public static Bytes32 HashOf(ProfileDocument document) => Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(Write(document with { Schema = null })));
}
