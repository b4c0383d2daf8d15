using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll escape</c>: out of a rollup that nobody operates, from L1 data alone.</summary>
internal sealed class EscapeVerb : CallVerb
{
    public EscapeVerb()
        : base("escape", "Leave a rollup that nobody operates: freeze it when that is allowed, and take everything out.", "escape --wallet alice.json", "escape --wallet alice.json --archive blobs --json")
    {
        Option<string?> archive = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };
        Add(archive);
        Add(Connection.Beacon);
        Sends(needsNode: false, async (result, terminal, caller) =>
        {
            Replica replica = await caller.Connection.OpenReplicaAsync(result.GetValue(archive), caller.Cancellation).ConfigureAwait(false);
            using Verifier verifier = await replica.VerifyAsync(caller.Cancellation).ConfigureAwait(false);
            EscapeKit kit = new(replica.Tracker, verifier, caller.Sender);
            (EscapeStage stage, ulong? nextAt) = await kit.OpenAsync(caller.Cancellation).ConfigureAwait(false);
            if (stage != EscapeStage.Open)
            {
                ulong left = nextAt is { } at && at > replica.Cut.Time ? at - replica.Cut.Time : 0;
                throw CommandException.Refused($"the way is not open: {Say(stage)}", nextAt is null ? "Queue a forced exit first: plimsoll force exit." : $"Try again in {Words.Of(TimeSpan.FromSeconds(left))}.");
            }

            EscapeResult escaped = await kit.EscapeAsync(caller.Wallet.Address, caller.Cancellation).ConfigureAwait(false);
            JsonArray accounts = [.. escaped.Accounts.Select(entry => (JsonNode)new JsonObject { ["account"] = entry.Index, ["token"] = entry.Account.Token, ["amount"] = entry.Owed.ToString() })];
            JsonArray deposits = [.. escaped.Deposits.Select(item => (JsonNode)item.Number)];
            terminal.Answer(
                new JsonObject { ["accounts"] = accounts, ["refundedDeposits"] = deposits },
                [.. escaped.Accounts.Select(entry => $"account {entry.Index}: {entry.Owed} of token {entry.Account.Token}"), .. escaped.Deposits.Select(item => $"deposit {item.Number} came back"), $"{escaped.Accounts.Count} accounts, {escaped.Deposits.Count} deposits; what exceeds the outflow quota is paid in its turn: plimsoll status, plimsoll payouts"]);
            return ExitCode.Success;
        });
    }

    private static string Say(EscapeStage stage) => stage switch
    {
        EscapeStage.Served => "the queue is served, so the rollup has an operator",
        EscapeStage.Waiting => "an item of the queue waits, and not long enough to freeze the rollup",
        EscapeStage.Settling => "the rollup is frozen, and a batch can still be disputed, or proven",
        _ => stage.ToString(),
    };
}
