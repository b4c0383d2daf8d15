using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Wallets;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll status</c>: what L1 says of a rollup, and how far a wallet's withdrawals are. Chain state decides; a node only adds what is not on L1 yet.</summary>
internal sealed class StatusVerb : Verb
{
    public StatusVerb()
        : base("status", "Show a rollup as L1 has it and, for a wallet, its accounts and how far its withdrawals are, with the time left.", "status", "status --wallet alice.json --json")
    {
        ConnectionOptions options = new();
        Option<string?> file = new("--wallet") { Description = "Whose accounts and withdrawals.", HelpName = "FILE" };
        Option<string?> archive = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };
        Add(file);
        Add(archive);
        options.AddTo(this, needsNode: true);
        Add(options.Beacon);
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = options.Connect(result);
            Replica replica = await connection.OpenReplicaAsync(result.GetValue(archive), cancellationToken).ConfigureAwait(false);
            RollupCut cut = replica.Cut;
            JsonObject json = Rollup(cut);
            List<string> lines = [.. Lines(cut)];
            if (result.GetValue(file) is { } path)
            {
                using PrivateKey wallet = WalletFile.Read(path, terminal);
                using Verifier verifier = await replica.VerifyAsync(cancellationToken).ConfigureAwait(false);
                await AddAccountsAsync(connection, verifier, wallet.Address, json, lines, cancellationToken).ConfigureAwait(false);
            }

            terminal.Answer(json, lines);
            return ExitCode.Success;
        });
    }

    private static JsonObject Rollup(RollupCut cut) => new()
    {
        ["rollup"] = cut.Identity.Rollup.ToString(),
        ["l1Block"] = cut.Block.Number,
        ["l1Time"] = cut.Time,
        ["committed"] = cut.Height,
        ["final"] = cut.FinalHeight,
        ["finalRoot"] = cut.LastFinal.NewRoot.ToString(),
        ["generation"] = cut.Generation,
        ["frozen"] = cut.IsFrozen,
        ["queueOpen"] = cut.OpenItems.Count(),
        ["pending"] = new JsonArray([.. Pending(cut).Select(batch => (JsonNode)new JsonObject
        {
            ["height"] = batch.Batch.Height,
            ["headerHash"] = batch.Batch.HeaderHash.ToString(),
            ["secondsLeft"] = batch.Left,
            ["votes"] = cut.VotesFor(batch.Batch).ToString(),
            ["canBeFinal"] = cut.IsAccepted(batch.Batch),
        })]),
    };

    private static IEnumerable<string> Lines(RollupCut cut)
    {
        yield return $"rollup     {cut.Identity.Rollup} at L1 block {cut.Block.Number}";
        yield return $"batches    {cut.Height} committed, {cut.FinalHeight} final, {cut.Generation} removed";
        foreach ((CommittedBatch batch, ulong left) in Pending(cut))
            yield return $"           batch {batch.Height} {Say(cut, batch, left)}";
        yield return $"queue      {cut.OpenItems.Count()} waiting";
        if (cut.IsFrozen)
            yield return "FROZEN     nobody commits any more; take everything out with: plimsoll escape";
    }

    /// <summary>The pending batches, with the seconds until enough proofs are there, at the latest.</summary>
    private static IEnumerable<(CommittedBatch Batch, ulong Left)> Pending(RollupCut cut) =>
        cut.Batches.Skip((int)cut.FinalHeight).Select(batch => (batch, cut.AcceptedBy(batch) is var end && cut.Time > end ? 0 : end + 1 - cut.Time));

    private static string Say(RollupCut cut, CommittedBatch batch, ulong left)
    {
        if (cut.IsAccepted(batch))
            return "can be final now";
        return cut.Identity.Profile.IsTimed
            ? $"can be final in {Words.Of(TimeSpan.FromSeconds(left))}"
            : $"waits for proofs: {Say(cut.VotesFor(batch))} so far, and it takes {cut.Identity.Profile.Threshold} of {Say(cut.Identity.Profile.Kinds)}; at the latest in {Words.Of(TimeSpan.FromSeconds(left))}";
    }

    private static string Say(ProofKinds kinds) => kinds.ToString().Replace("FraudWindow", "time", StringComparison.Ordinal).ToLowerInvariant();

    private static async Task AddAccountsAsync(
        Connection connection, Verifier verifier, Address owner, JsonObject json, List<string> lines, CancellationToken cancellationToken)
    {
        Dictionary<uint, Account> accounts = await verifier.ReadHeadAsync(
            (state, _) => state.Accounts().Where(entry => entry.Account.Owner == owner).ToDictionary(entry => entry.Index, entry => entry.Account), cancellationToken).ConfigureAwait(false);
        Dictionary<uint, UInt128> soft = [];
        if (connection.NodeUrl is not null)
        {
            using NodeClient node = connection.OpenNode();
            foreach (HeldAccount held in await node.GetAccountsAsync(owner, cancellationToken).ConfigureAwait(false))
                (accounts[held.Index], soft[held.Index]) = (held.Account, held.Account.Withdrawn);
        }

        JsonArray list = [];
        foreach ((uint index, Account account) in accounts.OrderBy(entry => entry.Key))
        {
            WithdrawalFacts facts = await Withdrawals.GatherAsync(verifier, connection.Hub, index, soft.TryGetValue(index, out UInt128 total) ? total : null, cancellationToken).ConfigureAwait(false);
            lines.Add($"account    {index}: {account.Balance} of token {account.Token}, nonce {account.Nonce}");
            JsonArray parts = [];
            foreach (WithdrawalPart part in Withdrawals.PartsOf(facts))
            {
                ulong? left = part.SecondsLeft(facts.Now);
                string wait = left is { } seconds and > 0 ? $", the next stage in {Words.Of(TimeSpan.FromSeconds(seconds))}" : "";
                lines.Add($"           {part.Amount} withdrawn: {part.Stage}{wait}");
                parts.Add(new JsonObject { ["stage"] = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(part.Stage.ToString()), ["amount"] = part.Amount.ToString(), ["secondsLeft"] = left });
            }

            list.Add(new JsonObject
            {
                ["index"] = index,
                ["token"] = account.Token,
                ["balance"] = account.Balance.ToString(),
                ["nonce"] = account.Nonce,
                ["withdrawals"] = parts,
            });
        }

        json["accounts"] = list;
    }
}
