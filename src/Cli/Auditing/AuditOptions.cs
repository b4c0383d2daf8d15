using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plimsoll.Cli.Clients;
using Plimsoll.L1;
using Plimsoll.Node.Auditing;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Auditing;

/// <summary>What is audited, how, and who is told.</summary>
internal sealed class AuditOptions
{
    private const string DefaultUrl = "http://127.0.0.1:8090";

    private readonly ParametersOption _parameters = new();

    public ConnectionOptions Connection { get; } = new();

    public Option<bool> Once { get; } = new("--once") { Description = "One report of the newest block, and end." };

    public Option<bool> Watch { get; } = new("--watch") { Description = "A line for each block, without the service." };

    public Option<string?> Archive { get; } = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };

    public Option<string?> History { get; } = new("--history")
    {
        Description = "What the auditor remembers: a file, or PostgreSQL by a connection string (\"Host=…\"); else audit.db in the devnet's folder.",
        HelpName = "PLACE",
    };

    public Option<string> Url { get; } = new("--url") { Description = "Where API and dashboard listen.", HelpName = "URL", DefaultValueFactory = _ => DefaultUrl };

    public Option<string?> Config { get; } = new("--config") { Description = "A document that lists rollups, ours and those on the OP Stack: all of them are audited.", HelpName = "FILE" };

    public Option<string?> Name { get; } = new("--name") { Description = "What people call the rollup.", HelpName = "NAME" };

    public Option<bool> Acknowledge { get; } = new("--acknowledge") { Description = "Somebody has looked at the RED that is kept: it may end after its clean time." };

    public Option<bool> Reopen { get; } = new("--reopen") { Description = "People have decided that the BLACK that is kept is over." };

    public Option<Uri?> Webhook { get; } = new("--webhook") { Description = "Where alerts are posted, signed with the secret.", HelpName = "URL", CustomParser = Urls.Parse };

    public Option<string?> WebhookSecret { get; } = new("--webhook-secret") { Description = "A file with the secret shared with that receiver, at least 16 bytes.", HelpName = "FILE" };

    public Option<Uri[]> Peers { get; } = new("--peer")
    {
        Description = "Another auditor of the rollup, by the root of its API: reports of the same block are compared. May be repeated.",
        HelpName = "URL",
        CustomParser = Urls.ParseAll,
        DefaultValueFactory = _ => [],
    };

    public Option<string?> Oracle { get; } = new("--oracle")
    {
        Description = "The solvency oracle on L1 that reports are signed for; other auditors' publishers ask for them. With --config each rollup names its own.",
        HelpName = "ADDRESS",
    };

    public Option<string?> OracleWallet { get; } = new("--oracle-wallet")
    {
        Description = "The wallet that signs reports for the oracle, and with --publish pays for bringing them there.",
        HelpName = "FILE",
    };

    public Option<bool> Publish { get; } = new("--publish")
    {
        Description = "Bring reports to the oracle: what is worse at once, else when something changed or the last one grows old. Signatures of peers count.",
    };

    public Option<Dictionary<Address, double>> Prices { get; } = new("--price")
    {
        Description = "What a token's smallest unit is worth in wei, as ADDRESS=WEI; bonds are compared with all that has a price. May be repeated.",
        HelpName = "ADDRESS=WEI",
        CustomParser = ParsePrices,
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Once, Watch, Archive, History, Url, Name, Acknowledge, Reopen, Webhook, WebhookSecret, Peers, Oracle, OracleWallet, Publish, Prices, Config, _parameters])
            command.Add(option);
        Connection.AddTo(command, needsNode: false);
        command.Add(Connection.Beacon);
        command.Validators.Add(Validate);
    }

    /// <summary>Whether it runs until it is stopped, with API and dashboard.</summary>
    public bool IsService(ParseResult result) => !result.GetValue(Once) && !result.GetValue(Watch);

    /// <summary>How every auditor of this run works.</summary>
    public AuditorOptions Read(ParseResult result, Action<AuditHistory.Alert> onAlert) => new()
    {
        Parameters = _parameters.Read(result),
        Name = result.GetValue(Name),
        Decision = result.GetValue(Acknowledge) ? Decision.Acknowledge : result.GetValue(Reopen) ? Decision.Reopen : Decision.None,
        Peers = result.GetValue(Peers)!,
        Prices = result.GetValue(Prices)!,
        OnAlert = onAlert,
    };

    private void Validate(CommandResult result)
    {
        bool isConfigured = result.GetResult(Config) is not null;
        Refuse(result.GetValue(Once) && result.GetValue(Watch), "--once and --watch exclude each other.");
        Refuse(result.GetValue(Acknowledge) && result.GetValue(Reopen), "--acknowledge and --reopen exclude each other.");
        Refuse(
            isConfigured && new Option[] { Oracle, Archive, Name, Connection.Rpc, Connection.Deployment }.Any(option => result.GetResult(option) is { Implicit: false }),
            "--config excludes --oracle, --archive, --name, --rpc and --deployment: the document says where rollups and oracles are.");
        Refuse(result.GetResult(Webhook) is null != result.GetResult(WebhookSecret) is null, "--webhook and --webhook-secret go together.");
        Refuse(!isConfigured && result.GetResult(Oracle) is null != result.GetResult(OracleWallet) is null, "--oracle and --oracle-wallet go together.");
        Refuse(result.GetValue(Oracle) is { } text && !AddressChecksum.TryParse(text, out _), $"{result.GetValue(Oracle)} is not an address.");
        Refuse(
            result.GetValue(Publish) && (result.GetResult(OracleWallet) is null || result.GetValue(Once) || result.GetValue(Watch)),
            "--publish needs --oracle-wallet, an oracle, and the service: no --once, no --watch.");

        void Refuse(bool isWrong, string why)
        {
            if (isWrong)
                result.AddError(why);
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
}
