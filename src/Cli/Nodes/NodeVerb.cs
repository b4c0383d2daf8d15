using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Nodes;

/// <summary><c>plimsoll node</c>: roles against a chain and a rollup that are there, until Ctrl-C.</summary>
internal sealed class NodeVerb : Verb
{
    public NodeVerb()
        : base(
            "node",
            "Run roles of a node for a deployed rollup, until Ctrl-C: docs/guides/roles-apart.md. Exit code 4 if a role gives up.",
            "node --roles verifier,watcher --watcher-wallet watcher.json",
            "node --roles all --wallet operator.json --watcher-wallet watcher.json --finaliser-wallet finaliser.json --url http://127.0.0.1:8080",
            "node --roles batcher --wallet operator.json --sequencer http://127.0.0.1:8080 --url http://127.0.0.1:8085 --data batcher",
            "node --roles prover --prover-wallet prover.json --sequencer http://127.0.0.1:8080 --url http://127.0.0.1:8081 --data prover --keys keys",
            "node --roles attester,quorum --attester-wallet attester.json --quorum-wallet quorum.json --attester https://attester.example/")
    {
        RoleOptions options = new();
        options.AddTo(this);
        Option<string?> keys = new("--keys") { Description = "The prover's folder of proving keys; else keys below --data.", HelpName = "DIR" };
        Add(keys);
        ConnectionOptions connecting = new();
        connecting.AddTo(this, needsNode: false);
        Add(connecting.Beacon);
        connecting.Data.Description = "Where the node keeps what it made; each process has a folder of its own. A devnet's knows its chain, too.";
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = connecting.Connect(result);
            RollupIdentity identity = await RollupIdentity.ReadAsync(connection.Ethereum, connection.Deployment.Rollup, cancellationToken).ConfigureAwait(false);
            NodeRoles roles = options.Read(result);
            if (identity.IsProven && roles.HasFlag(NodeRoles.Prover) && result.GetValue(options.Prover) is null)
                throw CommandException.WrongInput("the role prover needs --prover-wallet", "Batches of this rollup are proven.");
            Directory.CreateDirectory(connection.Folder.Path);
            using RoleAccounts accounts = new(result, options, connection, terminal);
            NodePlan plan = new(
                connection.Ethereum, connection.Blobs, connection.Deployment, identity, new(connection.Folder.Path, result.GetValue(keys)), accounts.ReadKeys(), roles)
            {
                Url = result.GetValue(options.Url)!,
                Sequencer = result.GetValue(options.Signatures),
                Publishing = accounts.ReadPublishing(),
                Attesting = accounts.ReadAttesting(),
                OnTrouble = terminal.Warn,
            };
            await RoleChecks.RequireAsync(connection, plan, terminal, cancellationToken).ConfigureAwait(false);
            RunningNode node = new(plan);
            await using (node.ConfigureAwait(false))
            {
                await StartAsync(node, plan.Url, cancellationToken).ConfigureAwait(false);
                terminal.Answer(
                    new JsonObject { ["node"] = node.Url.ToString(), ["rollup"] = identity.Rollup.ToString(), ["roles"] = RoleNames.Of(roles) },
                    [$"node: {node.Url} for rollup {identity.Rollup}, roles {RoleNames.Of(roles)}; Ctrl-C stops"]);
                await node.WaitAsync(cancellationToken).ConfigureAwait(false);
                return cancellationToken.IsCancellationRequested ? ExitCode.Success : throw CommandException.Unavailable(
                    node.GaveUp is { } ended ? $"{ended.Role} gave up: {ended.Reason}" : "a role gave up; the log above says why",
                    "Nobody goes on over what he does not understand: mend it, and start the node again.");
            }
        });
    }

    private static async Task StartAsync(RunningNode node, string url, CancellationToken cancellationToken)
    {
        try
        {
            await node.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw CommandException.Unavailable($"somebody listens at {url} already", "Each process has an address of its own: name another with --url.", e);
        }
    }
}
