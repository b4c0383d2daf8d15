using System.CommandLine;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Solvency.Backtest;

namespace Plimsoll.Cli.Auditing;

/// <summary><c>plimsoll backtest</c>: recorded events of a bridge through the auditor's own code; exit code 1 if it alarmed falsely, or missed the theft.</summary>
internal sealed class BacktestVerb : Verb
{
    public BacktestVerb()
        : base(
            "backtest",
            "Replay recorded bridge events through the auditor: first alarm, detection delay, false alarms, haircut and value over time.",
            "backtest events.csv",
            "backtest nomad --json")
    {
        Argument<string> events = new("EVENTS") { Description = $"A file with the header {BridgeEventCsv.Header}, or a folder with Nomad's published tables; .gz is unpacked." };
        ParametersOption parameters = new();
        Add(events);
        Add(parameters);
        Does((result, terminal) =>
        {
            BacktestReport report = Replay.Run(Read(result.GetValue(events)!), parameters.Read(result), new());
            using MemoryStream json = new();
            BacktestText.WriteJson(report, json);
            using StringWriter summary = new();
            BacktestText.WriteSummary(report, summary);
            terminal.Answer(JsonNode.Parse(json.ToArray())!, [summary.ToString().TrimEnd()]);
            return report.FalseAlarms == 0 && (report.TheftAt is null || report.DetectionDelaySeconds is not null) ? ExitCode.Success : ExitCode.CheckFailed;
        });
    }

    private static EventRecord Read(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return NomadRecords.Read(name => Open(Find(path, name)));
            using TextReader text = Open(path);
            return BridgeEventCsv.Read(text);
        }
        catch (Exception e) when (e is EventsException or InvalidDataException)
        {
            throw CommandException.WrongInput($"{path}: {e.Message}");
        }
    }

    private static string Find(string folder, string name) =>
        Directory.EnumerateFiles(folder, name + "*", SearchOption.AllDirectories).FirstOrDefault(file => Path.GetFileName(file) is var found && (found == name || found == name + ".gz"))
        ?? throw CommandException.Unavailable($"{folder} has no {name}", "A folder has to hold all of Nomad's tables.");

    private static StreamReader Open(string path)
    {
        FileStream file = File.OpenRead(path);
        return new(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }
}
