using System.CommandLine;
using System.CommandLine.Parsing;
using Plimsoll.Cli.Clients;
using Plimsoll.L1;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Nodes;

/// <summary>Which roles a node runs, and what each of them needs.</summary>
internal sealed class RoleOptions
{
    public Option<NodeRoles> Roles { get; } = new("--roles")
    {
        Description = $"all, or some of {RoleNames.All}, with commas; all is without the last four, and verifier if none is named.",
        HelpName = "LIST",
        CustomParser = ParseRoles,
    };

    public Option<string?> Sequencer { get; } = new("--wallet") { Description = "The wallet of sequencer and batcher: it signs receipts and commits batches, with its bond.", HelpName = "FILE" };

    public Option<string?> Watcher { get; } = new("--watcher-wallet") { Description = "The watcher's wallet, with some ETH for gas.", HelpName = "FILE" };

    public Option<string?> Finaliser { get; } = new("--finaliser-wallet") { Description = "The finaliser's wallet, with some ETH for gas.", HelpName = "FILE" };

    public Option<string?> Prover { get; } = new("--prover-wallet") { Description = "The prover's wallet, with some ETH for gas.", HelpName = "FILE" };

    public Option<Uri?> Signatures { get; } = new("--sequencer")
    {
        Description = "For a batcher or a prover alone: the node that sequences, whose API has sealed batches, and the signatures that compact blobs lack.",
        HelpName = "URL",
        CustomParser = Urls.Parse,
    };

    public Option<string> Url { get; } = new("--url") { Description = "Where the API listens.", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:8080" };

    public Option<string?> Publisher { get; } = new("--publisher-wallet")
    {
        Description = "The publisher's wallet: it signs reports for the oracle, and pays for bringing them there.",
        HelpName = "FILE",
    };

    public Option<string?> Oracle { get; } = new("--oracle") { Description = "The solvency oracle that the publisher brings reports to.", HelpName = "ADDRESS" };

    public Option<string?> Attester { get; } = new("--attester-wallet") { Description = "The attester's wallet: it signs batches that are right, and needs no ETH.", HelpName = "FILE" };

    public Option<string?> Quorum { get; } = new("--quorum-wallet") { Description = "The wallet that brings attesters' votes to L1, with some ETH for gas.", HelpName = "FILE" };

    public Option<Uri[]> Attesters { get; } = new("--attester")
    {
        Description = "An attester's node, for the role quorum. May be repeated: enough to make a quorum, better all.",
        HelpName = "URL",
        CustomParser = Urls.ParseAll,
        DefaultValueFactory = _ => [],
    };

    public Option<Uri[]> Peers { get; } = new("--peer")
    {
        Description = "Another auditor of the rollup, for the publisher and the auditor. May be repeated.",
        HelpName = "URL",
        CustomParser = Urls.ParseAll,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Which roles are wanted.</summary>
    public NodeRoles Read(CommandResult result) => Or(result.GetValue(Roles));

    /// <inheritdoc cref="Read(CommandResult)"/>
    public NodeRoles Read(ParseResult result) => Or(result.GetValue(Roles));

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Roles, Sequencer, Watcher, Finaliser, Prover, Signatures, Url, Publisher, Oracle, Peers, Attester, Quorum, Attesters])
            command.Add(option);
        command.Validators.Add(Validate);
    }

    private void Validate(CommandResult result)
    {
        NodeRoles wanted = Read(result);
        Require(NodeRoles.Sequencer, Sequencer);
        Require(NodeRoles.Batcher, Sequencer);
        Require(NodeRoles.Watcher, Watcher);
        Require(NodeRoles.Finaliser, Finaliser);
        if (wanted != NodeRoles.All) // among all of them it runs only where batches are proven, and asks then
            Require(NodeRoles.Prover, Prover);
        Require(NodeRoles.Publisher, Publisher);
        Require(NodeRoles.Publisher, Oracle);
        Require(NodeRoles.Attester, Attester);
        Require(NodeRoles.Quorum, Quorum);
        if (wanted.HasFlag(NodeRoles.Publisher) && !wanted.HasFlag(NodeRoles.Auditor))
            result.AddError("The role publisher needs the role auditor beside it.");
        if (result.GetValue(Oracle) is { } text && !AddressChecksum.TryParse(text, out _))
            result.AddError($"{text} is not an address.");
        bool isAsking = (wanted & (NodeRoles.Prover | NodeRoles.Batcher)) != 0 && !wanted.HasFlag(NodeRoles.Sequencer);
        if (result.GetValue(Signatures) is not null && !isAsking)
            result.AddError("--sequencer is for a batcher or a prover without a sequencer beside it.");
        if (result.GetValue(Signatures) is null && isAsking && wanted.HasFlag(NodeRoles.Batcher))
            result.AddError("A batcher without a sequencer beside it needs --sequencer.");
        bool isCollecting = wanted.HasFlag(NodeRoles.Quorum), hasPlaces = result.GetValue(Attesters) is { Length: > 0 };
        if (isCollecting && !hasPlaces && !wanted.HasFlag(NodeRoles.Attester))
            result.AddError("The role quorum needs --attester, or the role attester beside it: signatures have to come from somewhere.");
        if (hasPlaces && !isCollecting)
            result.AddError("--attester is for the role quorum.");
        string[] named = [.. new[] { Sequencer, Watcher, Finaliser, Prover, Publisher, Attester, Quorum }.Select(option => result.GetValue(option)).OfType<string>()];
        if (named.Distinct().Count() != named.Length)
            result.AddError("Each role needs a wallet of its own: two would fight over nonces.");

        void Require(NodeRoles role, Option<string?> option)
        {
            if (wanted.HasFlag(role) && result.GetValue(option) is null)
                result.AddError($"The role {role.ToString().ToLowerInvariant()} needs {option.Name}.");
        }
    }

    private static NodeRoles Or(NodeRoles named) => named == NodeRoles.None ? NodeRoles.Verifier : named;

    private static NodeRoles ParseRoles(ArgumentResult argument)
    {
        NodeRoles roles = NodeRoles.None;
        foreach (string name in argument.Tokens[0].Value.Split(','))
        {
            if (RoleNames.Parse(name) is { } role)
                roles |= role;
            else
                argument.AddError(RoleNames.Refuse(name));
        }

        return roles;
    }
}
