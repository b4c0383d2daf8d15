using System.Text.Json;

namespace Plimsoll.Node.Proving;

/// <summary>What is written beside a key: which circuit it is for, and the hashes by which it is known again.</summary>
/// <param name="Version">Of this format.</param>
/// <param name="Circuit">The circuit's name.</param>
/// <param name="R1cs">SHA-256 of the circuit as an <c>.r1cs</c> file.</param>
/// <param name="Zkey">SHA-256 of the key's file.</param>
/// <param name="IsForDevelopment">Whether somebody knows its secrets.</param>
internal sealed record KeyManifest(int Version, string Circuit, Bytes32 R1cs, Bytes32 Zkey, bool IsForDevelopment)
{
    public const int CurrentVersion = 1;

    private const int MaxLength = 4_096;

    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public void Write(string path) =>
        File.WriteAllText(path, JsonSerializer.Serialize(new Text(Version, Circuit, R1cs.ToString(), Zkey.ToString(), IsForDevelopment), s_format) + "\n");

    /// <summary>Reads one; null when it is none.</summary>
    public static KeyManifest? Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxLength)
                return null;
            Text? text = JsonSerializer.Deserialize<Text>(File.ReadAllText(path), s_format);
            return text is { Version: CurrentVersion, Circuit: not null } && Bytes32.TryParse(text.R1cs, out Bytes32 r1cs) && Bytes32.TryParse(text.Zkey, out Bytes32 zkey)
                ? new(text.Version, text.Circuit, r1cs, zkey, text.IsForDevelopment)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Text(int Version, string? Circuit, string? R1cs, string? Zkey, bool IsForDevelopment);
}
