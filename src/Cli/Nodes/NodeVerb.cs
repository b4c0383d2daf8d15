using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Attesting;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Nodes;

/// <summary><c>plimsoll node</c>: roles against a chain and a rollup that are there, until Ctrl-C.</summary>
internal sealed class NodeVerb : Verb
{
    public NodeVerb()
        : base(
            "node",
            "Run roles of a node for a deployed rollup, until Ctrl-C.",
            "node --roles verifier,watcher --watcher-wallet watcher.json",
            "node --roles all --wallet operator.json --watcher-wallet watcher.json --finaliser-wallet finaliser.json --url http://127.0.0.1:8080",
            "node --roles attester,quorum --attester-wallet attester.json --quorum-wallet quorum.json --attester https://attester.example/")
    {
        RoleOptions options = new();
        options.AddTo(this);
        ConnectionOptions connecting = new();
        connecting.AddTo(this, needsNode: false);
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = connecting.Connect(result);
            RollupIdentity identity = await RollupIdentity.ReadAsync(connection.Ethereum, connection.Deployment.Rollup, cancellationToken).ConfigureAwait(false);
            NodeRoles roles = result.GetValue(options.Roles);
            if (identity.IsProven && roles.HasFlag(NodeRoles.Prover) && result.GetValue(options.Prover) is null)
                throw CommandException.WrongInput("the role prover needs --prover-wallet", "Batches of this rollup are proven.");
            Directory.CreateDirectory(connection.Folder.Path);
            using RoleAccounts accounts = new(result, options, connection, terminal);
            Attesting? attesting = accounts.ReadAttesting();
            if (attesting is not null)
                await CheckAsync(connection, identity, attesting, cancellationToken).ConfigureAwait(false);
            NodePlan plan = new(connection.Ethereum, connection.Beacon, connection.Deployment, identity, connection.Folder.Node, accounts.ReadKeys(), roles)
            {
                Url = result.GetValue(options.Url)!,
                Sequencer = result.GetValue(options.Signatures),
                Publishing = accounts.ReadPublishing(),
                Attesting = attesting,
            };
            RunningNode node = new(plan);
            await using (node.ConfigureAwait(false))
            {
                await node.StartAsync(cancellationToken).ConfigureAwait(false);
                terminal.Answer(
                    new JsonObject { ["node"] = node.Url.ToString(), ["rollup"] = identity.Rollup.ToString(), ["roles"] = roles.ToString() },
                    [$"node: {node.Url} for rollup {identity.Rollup}, roles {roles}; Ctrl-C stops"]);
                await node.WaitAsync(cancellationToken).ConfigureAwait(false);
                return cancellationToken.IsCancellationRequested ? ExitCode.Success : ExitCode.Unavailable; // a role gave up; the log says why
            }
        });
    }

    /// <summary>Says at once what would never come to a vote.</summary>
    private static async Task CheckAsync(Connection connection, RollupIdentity identity, Attesting attesting, CancellationToken cancellationToken)
    {
        if (!identity.Profile.Kinds.HasFlag(ProofKinds.Quorum))
            throw CommandException.WrongInput("no quorum counts for this rollup", "Its profile names no attesters: run it without the roles attester and quorum.");
        Committee committee = await VotesContract.ReadCommitteeAsync(connection.Ethereum, identity.Votes, cancellationToken).ConfigureAwait(false);
        if (attesting.Keys.FirstOrDefault(key => !committee.Members.Contains(key.Address)) is { } stranger)
            throw CommandException.WrongInput($"{stranger.Address} is no attester of this rollup", $"Attesters are {string.Join(", ", committee.Members)}: name the wallet of one of them.");
    }
}
