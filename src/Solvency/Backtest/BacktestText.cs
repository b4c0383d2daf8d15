using System.Text.Json;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Backtest;

/// <summary>Prints a backtest: what <c>plimsoll backtest EVENTS</c> answers.</summary>
/// <remarks>JSON: times are Unix seconds, durations <c>…Seconds</c>, fractions <c>…Bps</c>, amounts decimal strings. Spec: docs/spec/solvency.md#backtest.</remarks>
public static class BacktestText
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    /// <summary>Writes JSON as UTF-8.</summary>
    public static void WriteJson(BacktestReport report, Stream output)
    {
        using Utf8JsonWriter json = new(output, s_indented);
        json.WriteStartObject();
        json.WriteString("parametersId", report.ParametersId.ToString());
        json.WriteNumber("events", report.Events);
        json.WriteNumber("unmappedEvents", report.Unmapped);
        json.WriteNumber("cuts", report.Cuts);
        json.WriteNumber("eventsBeforeTheft", report.EventsBefore);
        Write(json, "theftAt", report.TheftAt);
        Write(json, "detectionDelaySeconds", report.DetectionDelaySeconds);
        json.WriteNumber("falseAlarms", report.FalseAlarms);
        json.WriteNumber("falseAlarmProbabilityBound", report.FalseAlarmBound);
        Write(json, "confirmedBlackAt", report.ConfirmedBlackAt);
        if (report.FirstAlarm is { } alarm)
        {
            json.WriteStartObject("firstAlarm");
            json.WriteNumber("time", alarm.Time);
            json.WriteString("token", alarm.Token);
            json.WriteNumber("coverageBps", alarm.CoverageBps);
            json.WriteStartArray("transactions");
            foreach (string transaction in alarm.Transactions)
                json.WriteStringValue(transaction);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("firstAlarm");
        }

        json.WriteStartArray("timeline");
        foreach (BacktestPoint point in report.Timeline)
        {
            json.WriteStartObject();
            json.WriteNumber("time", point.Time);
            json.WriteString("token", point.Token);
            json.WriteString("headRegime", point.Head.Name());
            json.WriteString("confirmedRegime", point.Confirmed.Name());
            json.WriteNumber("coverageBps", point.CoverageBps);
            json.WriteNumber("haircutBps", point.HaircutBps);
            json.WriteNumber("fairValueBps", point.FairValueBps);
            json.WriteString("overdrawn", point.Overdrawn.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a summary for people.</summary>
    public static void WriteSummary(BacktestReport report, TextWriter output)
    {
        output.WriteLine($"{report.Events} events in {report.Cuts} blocks, {report.Unmapped} of unpaired tokens left out; parameters {report.ParametersId}");
        output.WriteLine(report.TheftAt is { } theft ? $"theft at {Time(theft)}, {report.EventsBefore} events before it" : "no theft is marked");
        output.WriteLine(report.FirstAlarm is { } alarm ? $"first alarm at {Time(alarm.Time)}: {alarm.Token} at {alarm.CoverageBps} bps" : "no alarm");
        string delay = report.DetectionDelaySeconds is { } seconds ? $"{seconds} s" : "–";
        output.WriteLine($"detection delay {delay}, false alarms {report.FalseAlarms}: at 95 % fewer than {report.FalseAlarmBound:0.######} for each event");
        foreach (BacktestPoint point in report.Timeline)
        {
            string regime = point.Head.Name();
            output.WriteLine(
                $"{Time(point.Time)} {point.Token} {regime,-5} coverage {point.CoverageBps,5} haircut {point.HaircutBps,5} value {point.FairValueBps,5} bps");
        }
    }

    private static void Write(Utf8JsonWriter json, string name, ulong? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static string Time(ulong unixSeconds) => DateTimeOffset.FromUnixTimeSeconds((long)unixSeconds).ToString("yyyy-MM-dd HH:mm:ss'Z'");
}
