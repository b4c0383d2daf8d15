using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Cli.CommandLine;

/// <summary>Where a command's answer goes: lines for people, or one JSON document for programs. Progress and errors go beside it.</summary>
internal sealed class Terminal(TextWriter output, TextWriter errors, bool isJson)
{
    public static JsonSerializerOptions JsonOptions { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by programs and people, never put into a page
    };

    /// <summary>Whether the answer is JSON.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether a person watches: a live view may redraw.</summary>
    public bool IsInteractive => !isJson && ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>Gives the answer in the form that was asked for.</summary>
    public void Answer(JsonNode json, IEnumerable<string> lines)
    {
        if (isJson)
        {
            output.WriteLine(json.ToJsonString(JsonOptions));
            return;
        }

        foreach (string line in lines)
            output.WriteLine(line);
    }

    /// <summary>Says how far long work has come; never part of the answer.</summary>
    public void Progress(string line) => (isJson ? errors : output).WriteLine(line);

    /// <summary>Warns; never part of the answer.</summary>
    public void Warn(string line) => errors.WriteLine($"warning: {line}");

    /// <summary>Says why there is no answer.</summary>
    public void Fail(ExitCode code, string message, string? remedy)
    {
        if (isJson)
        {
            JsonObject error = new() { ["code"] = (int)code, ["name"] = JsonNamingPolicy.CamelCase.ConvertName(code.ToString()), ["message"] = message, ["remedy"] = remedy };
            errors.WriteLine(new JsonObject { ["error"] = error }.ToJsonString(JsonOptions));
            return;
        }

        errors.WriteLine($"plimsoll: {message}");
        if (remedy is not null)
            errors.WriteLine($"  {remedy}");
    }
}
