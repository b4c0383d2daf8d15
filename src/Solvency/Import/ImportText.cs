using System.Text;
using System.Text.Json;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Import;

/// <summary>Prints an import: what <c>plimsoll rollups import DIR</c> answers.</summary>
/// <remarks>JSON: an array <c>projects</c>; times as <c>…Seconds</c>, amounts as decimal strings. Spec: docs/spec/solvency.md#import.</remarks>
public static class ImportText
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    /// <summary>Writes JSON as UTF-8.</summary>
    public static void WriteJson(RollupImport import, RiskParameters parameters, Stream output)
    {
        using Utf8JsonWriter json = new(output, s_indented);
        json.WriteStartObject();
        json.WriteString("parametersId", parameters.Id.ToString());
        json.WriteNumber("files", import.FileCount);
        json.WriteStartArray("projects");
        foreach (ProjectFacts facts in import.Facts())
            Write(json, facts, RollupImport.StaticRisk(facts, parameters));
        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach ((string file, string error) in import.Errors)
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteString("error", error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a table for people.</summary>
    public static void WriteTable(RollupImport import, RiskParameters parameters, TextWriter output)
    {
        output.WriteLine($"{"project",-20} {"stack",-20} {"challenge",10} {"forced",10} {"exit",10} {"haircut",8}  flags");
        foreach (ProjectFacts facts in import.Facts())
        {
            double haircut = RollupImport.StaticRisk(facts, parameters).Haircut.Value;
            string times = $"{Time(facts.ChallengeWindowSeconds),10} {Time(facts.ForcedInclusionDelaySeconds),10} {Time(facts.ExitWindowSeconds),10}";
            output.WriteLine($"{facts.Project,-20} {facts.Stack,-20} {times} {haircut,8:0.0 %}  {string.Join(' ', facts.Flags)}");
        }

        foreach ((string file, string error) in import.Errors)
            output.WriteLine($"{file}: {error}");
    }

    private static void Write(Utf8JsonWriter json, ProjectFacts facts, RiskReport risk)
    {
        json.WriteStartObject();
        json.WriteString("name", facts.Project);
        json.WriteString("chain", facts.Chain);
        json.WriteString("stack", Kebab(facts.Stack.ToString()));
        json.WriteStartObject("asOfBlocks");
        foreach ((string chain, ulong block) in facts.AsOfBlocks)
            json.WriteNumber(chain, block);
        json.WriteEndObject();
        WriteNumber(json, "asOfTime", facts.AsOfTime);
        WriteNumber(json, "challengeWindowSeconds", facts.ChallengeWindowSeconds);
        WriteNumber(json, "forcedInclusionDelaySeconds", facts.ForcedInclusionDelaySeconds);
        WriteNumber(json, "exitWindowSeconds", facts.ExitWindowSeconds);
        WriteNumber(json, "identityDelaySeconds", facts.IdentityDelaySeconds);
        json.WriteNumber("upgradeCount", facts.UpgradeCount);
        json.WriteNumber("haircutBps", FeedValues.Of(risk, ushort.MaxValue).HaircutBps);
        json.WriteNumber("score", Math.Round(risk.Score.Value, 1));
        WriteAll(json, "bonds", facts.Facts.Where(fact => fact.Kind == FactKind.Bond), WriteFact);
        WriteAll(json, "thresholds", facts.Thresholds, (writer, threshold) =>
        {
            writer.WriteString("name", threshold.Name);
            writer.WriteNumber("required", threshold.Required);
            writer.WriteNumber("members", threshold.Members);
        });
        WriteAll(json, "powers", facts.Powers, WritePower);
        WriteStrings(json, "flags", facts.Flags);
        WriteStrings(json, "traits", facts.Traits);
        WriteAll(json, "facts", facts.Facts, WriteFact);
        json.WriteEndObject();
    }

    private static void WritePower(Utf8JsonWriter json, ControlPath path)
    {
        json.WriteString("contract", path.Contract);
        json.WriteString("power", "upgrade");
        json.WriteString("holder", path.Holder);
        json.WriteString("holderKind", path.HolderKind);
        json.WriteNumber("delaySeconds", path.DelaySeconds);
        WriteStrings(json, "via", path.Via);
    }

    private static void WriteFact(Utf8JsonWriter json, Fact fact)
    {
        json.WriteString("kind", Kebab(fact.Kind.ToString()));
        json.WriteString("contract", fact.Contract);
        json.WriteString("address", fact.Address);
        json.WriteString("field", fact.Field);
        if (fact.Kind is FactKind.Bond or FactKind.ForcedFee or FactKind.Limit || !fact.Value.FitsUInt64)
            json.WriteString("amount", fact.Value.ToString());
        else
            json.WriteNumber("valueSeconds", (ulong)fact.Value);
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (string item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, ulong? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static string Kebab(string name)
    {
        StringBuilder text = new();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static string Time(ulong? seconds) => seconds switch
    {
        null => "–",
        < 7_200 => $"{seconds} s",
        < 172_800 => $"{seconds / 3_600.0:0.#} h",
        _ => $"{seconds / 86_400.0:0.##} d",
    };
}
