using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Wallets;
using Plimsoll.L1;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;

namespace Plimsoll.Cli.Auditing;

/// <summary><c>plimsoll audit</c>: is a rollup backed, is its latest commitment right, can one get out, what is a claim worth. No node of the rollup is asked.</summary>
internal sealed class AuditVerb : Verb
{
    private const int LeastSecret = 16;
    private static readonly TimeSpan s_webhookPatience = TimeSpan.FromSeconds(10);

    private readonly AuditOptions _options = new();

    public AuditVerb()
        : base(
            "audit",
            "Audit a rollup from L1 data alone. Once: exit code 1 unless GREEN, and every peer agrees. Else as a service with API, metrics and dashboard, until Ctrl-C.",
            "audit --once",
            "audit --once --json",
            "audit --watch",
            "audit --config rollups.json --once --json",
            "audit --history audit.db --url http://127.0.0.1:8090",
            "audit --peer http://other:8090 --oracle 0x5fbdb2315678afecb367f032d93f642f64180aa3 --oracle-wallet auditor.json --publish",
            "audit --config rollups.json --oracle-wallet auditor.json --publish")
    {
        _options.AddTo(this);
        Does(RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult result, Terminal terminal, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { Timeout = s_webhookPatience };
        using Webhook? webhook = result.GetValue(_options.Webhook) is { } receiver ? new(http, receiver, ReadSecret(result.GetValue(_options.WebhookSecret)!), onTrouble: e => terminal.Warn(e.Message)) : null;
        AuditorOptions auditing = _options.Read(result, alert => webhook?.Post(alert));
        using PrivateKey? key = result.GetValue(_options.OracleWallet) is { } wallet ? WalletFile.Read(wallet, terminal) : null;
        bool isPublished = result.GetValue(_options.Publish);
        using Fleet fleet = new();
        if (result.GetValue(_options.Config) is { } document)
        {
            AuditConfig config = AuditConfig.Read(document);
            AuditHistory history = fleet.Own(new AuditHistory(PlaceOf(result, "audit.db")));
            await new ConfiguredFleet(fleet, config, history, auditing, key, isPublished, terminal).OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await OpenAsync(fleet, result, auditing, key, isPublished, terminal, cancellationToken).ConfigureAwait(false);
        }

        AuditRun run = new(fleet, isList: result.GetValue(_options.Config) is not null, terminal);
        return result.GetValue(_options.Once) ? await run.OnceAsync(cancellationToken).ConfigureAwait(false)
            : result.GetValue(_options.Watch) ? await run.WatchAsync(cancellationToken).ConfigureAwait(false)
            : await run.ServeAsync(result.GetValue(_options.Url)!, webhook, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The one rollup that options name, or a devnet's folder.</summary>
    private async Task OpenAsync(Fleet fleet, ParseResult result, AuditorOptions auditing, PrivateKey? key, bool isPublished, Terminal terminal, CancellationToken cancellationToken)
    {
        Connection connection = fleet.Own(_options.Connection.Connect(result));
        RollupIdentity identity = await RollupIdentity.ReadAsync(connection.Ethereum, connection.Deployment.Rollup, cancellationToken).ConfigureAwait(false);
        AuditHistory history = fleet.Own(new AuditHistory(PlaceOf(result, Path.Combine(connection.Folder.Path, "audit.db"))));
        string? archive = result.GetValue(_options.Archive) ?? (Directory.Exists(connection.Folder.Node.Archive) ? connection.Folder.Node.Archive : null);
        BlobSources blobs = new(archive is null ? null : new(archive), connection.Blobs);
        Auditor auditor = new(connection.Ethereum, identity, connection.Deployment.StartBlock, blobs, history, auditing, onTrouble: Trouble);
        fleet.Add(auditor);
        if (key is not null)
            fleet.Sign(auditor, connection.Ethereum, identity.ChainId, AddressChecksum.Parse(result.GetValue(_options.Oracle)!), key, isPublished, Trouble);

        void Trouble(Exception e) => terminal.Warn(e.Message);
    }

    // Who only looks keeps nothing, unless he says where.
    private string PlaceOf(ParseResult result, string usual)
    {
        if (result.GetValue(_options.History) is { } place)
            return place;
        if (!_options.IsService(result))
            return ":memory:";
        if (Path.GetDirectoryName(usual) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        return usual;
    }

    private static byte[] ReadSecret(string file)
    {
        byte[] secret = System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(file).Trim());
        return secret.Length >= LeastSecret ? secret : throw CommandException.WrongInput($"{file} holds {secret.Length} bytes; a secret has at least {LeastSecret}");
    }
}
