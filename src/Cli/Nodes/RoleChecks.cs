using Plimsoll.Batches;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Devnets;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Attesting;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Nodes;

/// <summary>What would make a role wait for ever, said before it starts.</summary>
internal static class RoleChecks
{
    /// <summary>Requires that the roles of a node can do something for its rollup.</summary>
    /// <exception cref="CommandException">One cannot; the message says what to do.</exception>
    public static async Task RequireAsync(Connection connection, NodePlan plan, Terminal terminal, CancellationToken cancellationToken)
    {
        RequireProver(plan);
        if (plan.Attesting is { } attesting)
            await RequireAttestersAsync(connection, plan.Identity, attesting, terminal, cancellationToken).ConfigureAwait(false);
        if ((plan.Roles & (NodeRoles.Sequencer | NodeRoles.Batcher)) != 0)
            await RequireSequencerAsync(connection, plan, terminal, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireProver(NodePlan plan)
    {
        if (!plan.Roles.HasFlag(NodeRoles.Prover))
            return;
        if (!plan.Identity.IsProven && plan.Roles != NodeRoles.All)
            throw CommandException.WrongInput("no validity proof counts for this rollup", "Run it without the role prover.");
        if (plan.Identity is { IsProven: true, Layout: DataLayout.Compact } && !plan.Roles.HasFlag(NodeRoles.Sequencer) && plan.Sequencer is null)
            throw CommandException.WrongInput("a prover apart from the sequencer needs --sequencer", "The blobs of this rollup hold words alone: name the node whose sequencer knows the signatures.");
    }

    private static async Task RequireAttestersAsync(Connection connection, RollupIdentity identity, Attesting attesting, Terminal terminal, CancellationToken cancellationToken)
    {
        if (!identity.Profile.Kinds.HasFlag(ProofKinds.Quorum))
            throw CommandException.WrongInput("no quorum counts for this rollup", "Its profile names no attesters: run it without the roles attester and quorum.");
        Committee committee = await VotesContract.ReadCommitteeAsync(connection.Ethereum, identity.Votes, cancellationToken).ConfigureAwait(false);
        if (attesting.Keys.FirstOrDefault(key => !committee.Members.Contains(key.Address)) is { } stranger)
            throw CommandException.WrongInput($"{stranger.Address} is no attester of this rollup", $"Attesters are {string.Join(", ", committee.Members)}: name the wallet of one of them.");
        if (attesting.Sender is not { } sender)
            return;
        int places = attesting.Keys.Count + attesting.Peers.Distinct().Count();
        if (places < committee.Quorum)
            terminal.Warn($"a vote takes the signatures of {committee.Quorum} attesters, and {places} of their nodes {(places == 1 ? "is" : "are")} named: name more with --attester, unless one signs for several");
        if ((await connection.Ethereum.GetBalanceAsync(sender.Address, BlockReference.Latest, cancellationToken).ConfigureAwait(false)).IsZero)
            terminal.Warn($"{sender.Address.ToChecksumString()} has no ETH for gas: no vote comes to L1 until it has some");
    }

    /// <summary>What a sequencer confirms its account has to be able to commit.</summary>
    private static async Task RequireSequencerAsync(Connection connection, NodePlan plan, Terminal terminal, CancellationToken cancellationToken)
    {
        (RollupProfile profile, Address own) = (plan.Identity.Profile, plan.Keys.Sequencer.Address);
        if (!profile.Sequencer.IsZero && profile.Sequencer != own && !await IsOpenAsync(connection, profile, cancellationToken).ConfigureAwait(false))
        {
            throw CommandException.WrongInput(
                $"{own.ToChecksumString()} is not the sequencer of this rollup",
                $"L1 takes batches of {profile.Sequencer.ToChecksumString()} alone, until something waits in the queue for {Words.Of(TimeSpan.FromSeconds(profile.OpenAfter))}: name that wallet.");
        }

        if (!plan.Roles.HasFlag(NodeRoles.Batcher))
            terminal.Warn("batches wait for a batcher in another process: plimsoll node --roles batcher --sequencer URL");

        (UInt256 total, UInt256 locked) = await connection.Rollup.GetBondAsync(own, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        if (total - locked < Amounts.Widen(profile.Bond))
            terminal.Warn($"the bond of {own.ToChecksumString()} is too low for another batch, which takes {profile.Bond} wei; nothing is committed until there is more: plimsoll bond add");
    }

    /// <summary>Whether anybody may commit now.</summary>
    private static async Task<bool> IsOpenAsync(Connection connection, RollupProfile profile, CancellationToken cancellationToken)
    {
        RollupCut cut = (await connection.OpenReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false)).Cut;
        return cut.OpenItems.Take(1).Any(item => cut.Time > item.EnteredAt + profile.OpenAfter);
    }
}
