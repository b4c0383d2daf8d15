using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Wallets;
using Plimsoll.L1;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Peers;
using Plimsoll.Node.Auditing.Publishing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Auditing;

/// <summary><c>plimsoll audit</c>: is a rollup backed, is its latest commitment right, can one get out, what is a claim worth. No node of the rollup is asked.</summary>
internal sealed class AuditVerb : Verb
{
    private const string DefaultUrl = "http://127.0.0.1:8090";

    public AuditVerb()
        : base(
            "audit",
            "Audit a rollup from L1 data alone. Once: exit code 1 unless GREEN, and every peer agrees. Else as a service with API, metrics and dashboard, until Ctrl-C.",
            "audit --once",
            "audit --once --json",
            "audit --watch",
            "audit --config rollups.json --once --json",
            "audit --history audit.db --url http://127.0.0.1:8090",
            "audit --peer http://other:8090 --oracle 0x5fbdb2315678afecb367f032d93f642f64180aa3 --oracle-wallet auditor.json --publish")
    {
        ConnectionOptions options = new();
        Option<bool> once = new("--once") { Description = "One report of the newest block, and end." };
        Option<bool> watch = new("--watch") { Description = "A line for each block, without the service." };
        Option<string?> archive = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };
        Option<string?> history = new("--history") { Description = "What the auditor remembers: a file, or PostgreSQL by a connection string (\"Host=…\"); else audit.db in the devnet's folder.", HelpName = "PLACE" };
        Option<string> url = new("--url") { Description = "Where API and dashboard listen.", HelpName = "URL", DefaultValueFactory = _ => DefaultUrl };
        Option<string?> config = new("--config") { Description = "A document that lists rollups, ours and those on the OP Stack: all of them are audited.", HelpName = "FILE" };
        Option<string?> name = new("--name") { Description = "What people call the rollup.", HelpName = "NAME" };
        Option<bool> acknowledge = new("--acknowledge") { Description = "Somebody has looked at the RED that is kept: it may end after its clean time." };
        Option<bool> reopen = new("--reopen") { Description = "People have decided that the BLACK that is kept is over." };
        Option<Uri?> hook = new("--webhook") { Description = "Where alerts are posted, signed with the secret.", HelpName = "URL", CustomParser = Urls.Parse };
        Option<string?> secret = new("--webhook-secret") { Description = "A file with the secret shared with that receiver, at least 16 bytes.", HelpName = "FILE" };
        Option<Uri[]> peers = new("--peer")
        {
            Description = "Another auditor of the rollup, by the root of its API: reports of the same block are compared. May be repeated.",
            HelpName = "URL",
            CustomParser = Urls.ParseAll,
            DefaultValueFactory = _ => [],
        };
        Option<string?> oracle = new("--oracle") { Description = "The solvency oracle on L1 that reports are signed for; other auditors' publishers ask for them.", HelpName = "ADDRESS" };
        Option<string?> oracleWallet = new("--oracle-wallet") { Description = "The wallet that signs reports for the oracle, and with --publish pays for bringing them there.", HelpName = "FILE" };
        Option<bool> publish = new("--publish") { Description = "Bring reports to the oracle: what is worse at once, else when something changed or the last one grows old. Signatures of peers count." };
        Option<Dictionary<Address, double>> prices = new("--price")
        {
            Description = "What a token's smallest unit is worth in wei, as ADDRESS=WEI; bonds are compared with all that has a price. May be repeated.",
            HelpName = "ADDRESS=WEI",
            CustomParser = ParsePrices,
            DefaultValueFactory = _ => [],
        };
        ParametersOption parameters = new();
        foreach (Option option in (Option[])[once, watch, archive, history, url, name, acknowledge, reopen, hook, secret, peers, oracle, oracleWallet, publish, prices, config, parameters])
            Add(option);
        options.AddTo(this, needsNode: false);
        Validators.Add(result =>
        {
            if (result.GetValue(once) && result.GetValue(watch))
                result.AddError("--once and --watch exclude each other.");
            if (result.GetValue(acknowledge) && result.GetValue(reopen))
                result.AddError("--acknowledge and --reopen exclude each other.");
            if (result.GetResult(config) is not null && new Option[] { oracle, archive, name, options.Rpc, options.Deployment }.Any(option => result.GetResult(option) is { Implicit: false }))
                result.AddError("--config excludes --oracle, --archive, --name, --rpc and --deployment: the document says where rollups are.");
            if (result.GetResult(hook) is null != result.GetResult(secret) is null)
                result.AddError("--webhook and --webhook-secret go together.");
            if (result.GetResult(oracle) is null != result.GetResult(oracleWallet) is null)
                result.AddError("--oracle and --oracle-wallet go together.");
            if (result.GetValue(oracle) is { } text && !AddressChecksum.TryParse(text, out _))
                result.AddError($"{text} is not an address.");
            if (result.GetValue(publish) && (result.GetResult(oracle) is null || result.GetValue(once) || result.GetValue(watch)))
                result.AddError("--publish needs --oracle and --oracle-wallet, and the service: no --once, no --watch.");
        });
        Does(async (result, terminal, cancellationToken) =>
        {
            if (result.GetValue(config) is { } document)
                return await ConfiguredAsync(document, result, terminal, cancellationToken).ConfigureAwait(false);
            using Connection connection = options.Connect(result);
            RollupIdentity identity = await RollupIdentity.ReadAsync(connection.Ethereum, connection.Deployment.Rollup, cancellationToken).ConfigureAwait(false);
            string? blobs = result.GetValue(archive) ?? (Directory.Exists(connection.Folder.Node.Archive) ? connection.Folder.Node.Archive : null);
            bool isService = !result.GetValue(once) && !result.GetValue(watch);
            string file = result.GetValue(history) ?? (isService ? Path.Combine(Directory.CreateDirectory(connection.Folder.Path).FullName, "audit.db") : ":memory:");
            using AuditHistory memory = new(file);
            Decision decision = result.GetValue(acknowledge) ? Decision.Acknowledge : result.GetValue(reopen) ? Decision.Reopen : Decision.None;
            using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
            using Webhook? webhook = result.GetValue(hook) is { } receiver ? new(http, receiver, ReadSecret(result.GetValue(secret)!), onTrouble: e => terminal.Warn(e.Message)) : null;
            using Auditor auditor = new(
                connection.Ethereum, identity, connection.Deployment.StartBlock, new(blobs is null ? null : new(blobs), BeaconBlobSource.AtBlockNumbers(connection.Beacon)), memory,
                new() { Parameters = parameters.Read(result), Name = result.GetValue(name), Decision = decision, Peers = result.GetValue(peers)!, Prices = result.GetValue(prices)!, OnAlert = alert => webhook?.Post(alert) }, onTrouble: e => terminal.Warn(e.Message));
            using PrivateKey? key = result.GetValue(oracleWallet) is { } wallet ? WalletFile.Read(wallet, terminal) : null;
            OracleSigner? signer = key is null ? null : new(key, identity.ChainId, AddressChecksum.Parse(result.GetValue(oracle)!));
            using ContractSender? sender = result.GetValue(publish) ? new(connection.Ethereum, key!, identity.ChainId) : null;
            using Publisher? publisher = sender is null ? null : new(auditor, connection.Ethereum, signer!, sender, onTrouble: e => terminal.Warn(e.Message));
            return result.GetValue(once) ? await OnceAsync(auditor, terminal, cancellationToken).ConfigureAwait(false)
                : isService ? await ServeAsync(new([auditor]) { Signer = signer }, webhook, publisher, result.GetValue(url)!, terminal, cancellationToken).ConfigureAwait(false)
                : await WatchAsync(auditor, terminal, cancellationToken).ConfigureAwait(false);
        });

        async Task<ExitCode> ConfiguredAsync(string document, ParseResult result, Terminal terminal, CancellationToken cancellationToken)
        {
            AuditConfig rollups = AuditConfig.Read(document);
            bool isOnce = result.GetValue(once), isService = !isOnce && !result.GetValue(watch);
            using AuditHistory memory = new(result.GetValue(history) ?? (isService ? "audit.db" : ":memory:"));
            using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
            using Webhook? webhook = result.GetValue(hook) is { } receiver ? new(http, receiver, ReadSecret(result.GetValue(secret)!), onTrouble: e => terminal.Warn(e.Message)) : null;
            Decision decision = result.GetValue(acknowledge) ? Decision.Acknowledge : result.GetValue(reopen) ? Decision.Reopen : Decision.None;
            AuditorOptions options = new() { Parameters = parameters.Read(result), Decision = decision, Peers = result.GetValue(peers)!, Prices = result.GetValue(prices)!, OnAlert = alert => webhook?.Post(alert) };
            using ConfiguredAuditors auditors = await ConfiguredAuditors.OpenAsync(rollups, memory, options, terminal, cancellationToken).ConfigureAwait(false);
            return isOnce ? await ConfiguredAudit.OnceAsync(auditors, terminal, cancellationToken).ConfigureAwait(false)
                : isService ? await ConfiguredAudit.ServeAsync(auditors, webhook, result.GetValue(url)!, terminal, cancellationToken).ConfigureAwait(false)
                : await ConfiguredAudit.WatchAsync(auditors, terminal, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Dictionary<Address, double> ParsePrices(ArgumentResult argument)
    {
        Dictionary<Address, double> prices = [];
        foreach (string text in argument.Tokens.Select(token => token.Value))
        {
            string[] parts = text.Split('=');
            if (parts.Length == 2 && AddressChecksum.TryParse(parts[0], out Address token) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double price)
                && double.IsFinite(price) && price > 0)
                prices[token] = price;
            else
                argument.AddError($"{text} is no price such as 0x5fbdb2315678afecb367f032d93f642f64180aa3=300000000");
        }

        return prices;
    }

    private static byte[] ReadSecret(string file)
    {
        const int Least = 16;
        byte[] secret = System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(file).Trim());
        return secret.Length >= Least ? secret : throw CommandException.WrongInput($"{file} holds {secret.Length} bytes; a secret has at least {Least}");
    }

    private static async Task<ExitCode> OnceAsync(Auditor auditor, Terminal terminal, CancellationToken cancellationToken)
    {
        await auditor.PollAsync(cancellationToken).ConfigureAwait(false);
        AuditReport report = auditor.Current?.Report ?? throw CommandException.Unavailable("the chain has no block of the rollup yet");
        using (PeerWatch watch = new(auditor))
            await watch.LookAsync(cancellationToken).ConfigureAwait(false);
        AuditorHealth health = auditor.Health();
        report = report with { Peers = health.Peers };
        terminal.Answer(JsonSerializer.SerializeToNode(report, Terminal.JsonOptions)!, AuditText.Lines(report));
        return report.Head.Regime == "GREEN" && health.Peers.All(peer => peer.Status == "agrees") ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private static async Task<ExitCode> WatchAsync(Auditor auditor, Terminal terminal, CancellationToken cancellationToken)
    {
        using PeerWatch watch = new(auditor);
        await auditor.StartAsync(cancellationToken).ConfigureAwait(false);
        await watch.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (Judgement? known = null; ;)
            {
                known = await auditor.NextAsync(known, cancellationToken).ConfigureAwait(false);
                terminal.Answer(JsonSerializer.SerializeToNode(known.Report, Terminal.JsonOptions)!, [AuditText.Line(known.Report)]);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Success; // how watching ends
        }
        finally
        {
            await watch.StopAsync(CancellationToken.None).ConfigureAwait(false);
            await auditor.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<ExitCode> ServeAsync(AuditedRollups rollups, Webhook? webhook, Publisher? publisher, string url, Terminal terminal, CancellationToken cancellationToken)
    {
        WebApplication app = AuditHost.Create(url, rollups, webhook, publisher);
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            string at = app.Urls.First();
            terminal.Answer(new JsonObject { ["auditor"] = at, ["rollup"] = rollups.All[0].Id }, [$"auditor of {rollups.All[0].Id}: dashboard {at}, API page {at}/scalar, metrics {at}/metrics; Ctrl-C stops"]);
            await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            return cancellationToken.IsCancellationRequested ? ExitCode.Success : ExitCode.Unavailable; // the auditor gave up; the log says why
        }
    }
}
