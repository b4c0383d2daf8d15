using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Wallets;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Nodes;

/// <summary><c>plimsoll node</c>: roles against a chain and a rollup that are there, until Ctrl-C.</summary>
internal sealed class NodeVerb : Verb
{
    private static readonly SenderOptions s_sending = new() { PollInterval = TimeSpan.FromMilliseconds(500), StuckAfterBlocks = 3 };

    public NodeVerb()
        : base(
            "node",
            "Run roles of a node for a deployed rollup, until Ctrl-C.",
            "node --roles verifier,watcher --watcher-wallet watcher.json",
            "node --roles all --wallet operator.json --watcher-wallet watcher.json --finaliser-wallet finaliser.json --url http://127.0.0.1:8080")
    {
        ConnectionOptions options = new();
        Option<NodeRoles> roles = new("--roles")
        {
            Description = "all, or some of verifier, watcher, finaliser, sequencer, prover, auditor, publisher, with commas; all is without the last two.",
            HelpName = "LIST",
            DefaultValueFactory = _ => NodeRoles.Verifier,
            CustomParser = ParseRoles,
        };
        Option<string?> wallet = new("--wallet") { Description = "The sequencer's wallet: it signs receipts and commits batches, with its bond.", HelpName = "FILE" };
        Option<string?> watcher = new("--watcher-wallet") { Description = "The watcher's wallet, with some ETH for gas.", HelpName = "FILE" };
        Option<string?> finaliser = new("--finaliser-wallet") { Description = "The finaliser's wallet, with some ETH for gas.", HelpName = "FILE" };
        Option<string?> proverWallet = new("--prover-wallet") { Description = "The prover's wallet, with some ETH for gas.", HelpName = "FILE" };
        Option<Uri?> signatures = new("--sequencer")
        {
            Description = "For a prover alone: the node whose API knows the signatures that compact blobs lack.",
            HelpName = "URL",
            CustomParser = Urls.Parse,
        };
        Option<string> url = new("--url") { Description = "Where the API listens.", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        Option<string?> publisher = new("--publisher-wallet") { Description = "The publisher's wallet: it signs reports for the oracle, and pays for bringing them there.", HelpName = "FILE" };
        Option<string?> oracle = new("--oracle") { Description = "The solvency oracle that the publisher brings reports to.", HelpName = "ADDRESS" };
        Option<Uri[]> peers = new("--peer") { Description = "Another auditor of the rollup, for the publisher and the auditor. May be repeated.", HelpName = "URL", CustomParser = Urls.ParseAll, DefaultValueFactory = _ => [] };
        foreach (Option option in (Option[])[roles, wallet, watcher, finaliser, proverWallet, signatures, url, publisher, oracle, peers])
            Add(option);
        options.AddTo(this, needsNode: false);
        Validators.Add(result =>
        {
            NodeRoles wanted = result.GetValue(roles);
            Require(NodeRoles.Sequencer, wallet);
            Require(NodeRoles.Watcher, watcher);
            Require(NodeRoles.Finaliser, finaliser);
            if (wanted.HasFlag(NodeRoles.Prover) && wanted != NodeRoles.All)
                Require(NodeRoles.Prover, proverWallet);
            Require(NodeRoles.Publisher, publisher);
            Require(NodeRoles.Publisher, oracle);
            if (wanted.HasFlag(NodeRoles.Publisher) && !wanted.HasFlag(NodeRoles.Auditor))
                result.AddError("The role publisher needs the role auditor beside it.");
            if (result.GetValue(oracle) is { } text && !AddressChecksum.TryParse(text, out _))
                result.AddError($"{text} is not an address.");
            string[] named = [.. new[] { wallet, watcher, finaliser, proverWallet, publisher }.Select(option => result.GetValue(option)).OfType<string>()];
            if (named.Distinct().Count() != named.Length)
                result.AddError("Each role needs a wallet of its own: two would fight over nonces.");

            void Require(NodeRoles role, Option<string?> option)
            {
                if (wanted.HasFlag(role) && result.GetValue(option) is null)
                    result.AddError($"The role {role.ToString().ToLowerInvariant()} needs {option.Name}.");
            }
        });
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = options.Connect(result);
            RollupIdentity identity = await RollupIdentity.ReadAsync(connection.Ethereum, connection.Deployment.Rollup, cancellationToken).ConfigureAwait(false);
            using PrivateKey sequencer = Read(wallet), prover = Read(watcher), closer = Read(finaliser), validity = Read(proverWallet), reporter = Read(publisher);
            using ContractSender committing = Sender(sequencer), proving = Sender(prover), closing = Sender(closer), showing = Sender(validity), reporting = Sender(reporter);
            Directory.CreateDirectory(connection.Folder.Path);
            if (identity.IsProven && result.GetValue(roles).HasFlag(NodeRoles.Prover) && result.GetValue(proverWallet) is null)
                throw CommandException.WrongInput("the role prover needs --prover-wallet", "Batches of this rollup are proven.");
            Publishing? publishing = result.GetValue(roles).HasFlag(NodeRoles.Publisher) ? new(AddressChecksum.Parse(result.GetValue(oracle)!), reporter, reporting, result.GetValue(peers)!) : null;
            NodeKeys keys = new(sequencer, committing, prover, proving, closing, showing);
            RunningNode node = new(connection.Ethereum, connection.Beacon, connection.Deployment, identity, connection.Folder.Node, keys, result.GetValue(roles), result.GetValue(url)!, publishing: publishing,
                sequencer: result.GetValue(signatures));
            await using (node.ConfigureAwait(false))
            {
                await node.StartAsync(cancellationToken).ConfigureAwait(false);
                terminal.Answer(
                    new JsonObject { ["node"] = node.Url.ToString(), ["rollup"] = identity.Rollup.ToString(), ["roles"] = result.GetValue(roles).ToString() },
                    [$"node: {node.Url} for rollup {identity.Rollup}, roles {result.GetValue(roles)}; Ctrl-C stops"]);
                await node.WaitAsync(cancellationToken).ConfigureAwait(false);
                return cancellationToken.IsCancellationRequested ? ExitCode.Success : ExitCode.Unavailable; // a role gave up; the log says why
            }

            // A role that does not run needs no account; it gets one that nobody knows.
            PrivateKey Read(Option<string?> option) => result.GetValue(option) is { } file ? WalletFile.Read(file, terminal) : PrivateKey.Generate();
            ContractSender Sender(PrivateKey key) => new(connection.Ethereum, key, connection.Deployment.ChainId, s_sending);
        });
    }

    private static NodeRoles ParseRoles(System.CommandLine.Parsing.ArgumentResult argument)
    {
        NodeRoles roles = NodeRoles.None;
        foreach (string name in argument.Tokens[0].Value.Split(','))
        {
            if (name.All(char.IsAsciiLetterLower) && Enum.TryParse(name, ignoreCase: true, out NodeRoles role) && role != NodeRoles.None)
                roles |= role;
            else
                argument.AddError($"\"{name}\" is no role; there are verifier, watcher, finaliser, sequencer, prover, auditor, publisher, and all.");
        }

        return roles;
    }
}
