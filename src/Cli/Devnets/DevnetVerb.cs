using System.CommandLine;
using System.Diagnostics;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Lives;
using Plimsoll.Cli.Profiles;
using Plimsoll.Cli.Workloads;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Devnets;

/// <summary><c>plimsoll devnet</c>: the main job.</summary>
internal sealed class DevnetVerb : Verb
{
    private const int DefaultTrades = 600, DefaultTraders = 8, MaxTraders = 40;
    private const int ProvenTrades = 10, ProvenTraders = 4, ProvenTransfers = 6, ProvenNewcomers = 2; // each slot takes a prover a good part of a second

    public DevnetVerb()
        : base(
            "devnet",
            "Run a whole rollup on a local Ethereum chain: every role, traffic, a live view and the API, until Ctrl-C.",
            "devnet",
            "devnet --once --json life.json",
            "devnet --profile validity --once",
            "devnet --profile multi",
            "devnet --workload trades.csv --once")
    {
        Option<string> data = new("--data") { Description = "Where everything is kept; the next start goes on from there.", HelpName = "DIR", DefaultValueFactory = _ => DataFolder.Default };
        Option<bool> once = new("--once") { Description = "Live a whole life once on a fresh chain, check every invariant, and end." };
        Option<string?> workload = new("--workload") { Description = "Replay recorded trades: docs/guides/workloads.md.", HelpName = "FILE" };
        Option<bool> skip = new("--skip-bad-rows") { Description = "Leave out rows that are refused instead of refusing the file." };
        Option<int> traders = new("--traders") { Description = $"How many people trade, from 2 to {MaxTraders}.", HelpName = "COUNT", DefaultValueFactory = _ => DefaultTraders };
        Option<string?> profile = new("--profile")
        {
            Description = "What the rollup promises: optimistic, validity or multi, or a file; else optimistic.",
            HelpName = "NAME|FILE",
        };
        Option<string> keys = Proving.CircuitOptions.KeysOption();
        JsonFileOption json = new();
        foreach (Option option in (Option[])[data, once, workload, skip, traders, profile, keys, json])
            Add(option);
        traders.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 2 or > MaxTraders)
                result.AddError($"--traders: from 2 to {MaxTraders}.");
        });
        Validators.Add(result =>
        {
            if (result.GetValue(skip) && result.GetValue(workload) is null)
                result.AddError("--skip-bad-rows is for --workload.");
        });
        Does(async (result, terminal, cancellationToken) =>
        {
            ProfileDocument promised = ProfileOf(result.GetValue(profile));
            bool isProven = promised.Mechanism.Kinds.Contains(ProfileRules.Validity);
            (IReadOnlyList<Trade> trades, IReadOnlyList<RefusedRow> refused) = Read(result.GetValue(workload), result.GetValue(skip), isProven ? ProvenTrades : DefaultTrades);
            int people = isProven && result.GetResult(traders) is null or { Implicit: true } ? ProvenTraders : result.GetValue(traders);
            LifeOptions options = new() { Plan = WorkloadPlan.Make(trades, people), Traders = people };
            if (isProven)
                options = options with { Transfers = ProvenTransfers, Newcomers = ProvenNewcomers };
            foreach (RefusedRow row in refused)
                terminal.Warn($"left out, {row}");
            return result.GetValue(once)
                ? await OnceAsync(result, terminal, json, promised, options, refused, result.GetValue(keys)!, cancellationToken).ConfigureAwait(false)
                : await DevnetSession.RunAsync(new(result.GetValue(data)!, result.GetValue(keys)), terminal, promised, options, cancellationToken).ConfigureAwait(false);
        });
    }

    private static ProfileDocument ProfileOf(string? text) => text switch
    {
        null or "optimistic" => ProfilePresets.Get("devnet"),
        "validity" or "multi" => ProfilePresets.Get($"devnet-{text}"),
        _ => ProfileReader.ReadValid(text),
    };

    private static (IReadOnlyList<Trade> Trades, IReadOnlyList<RefusedRow> Refused) Read(string? workload, bool skip, int generated)
    {
        if (workload is null)
            return (GeneratedTrades.Make(generated), []);
        TradeFile file = TradeFile.Read(workload);
        file = skip ? file.RequireTrades(workload) : file.RequireClean(workload);
        return (file.Trades, file.Refused);
    }

    private static async Task<ExitCode> OnceAsync(
        ParseResult result, Terminal terminal, JsonFileOption json, ProfileDocument promised, LifeOptions options, IReadOnlyList<RefusedRow> refused, string keys,
        CancellationToken cancellationToken)
    {
        string path = Directory.CreateTempSubdirectory("plimsoll-devnet-").FullName;
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            DevnetHost host = await DevnetHost.StartAsync(new(path, keys), promised, options.Plan.Instruments.Count + 1, NodeRoles.All, terminal.Progress, cancellationToken).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                double start = Math.Round(clock.Elapsed.TotalSeconds, 1);
                Life life = new(host, options, terminal.Progress);
                LifeReport report = await life.LiveAsync(cancellationToken).ConfigureAwait(false);
                report.Seconds["start"] = start;
                report.Counts["refusedRows"] = refused.Count;
                json.Write(result, terminal, report.ToJson(), report.Lines());
                return report.AllHold ? ExitCode.Success : ExitCode.CheckFailed;
            }
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
