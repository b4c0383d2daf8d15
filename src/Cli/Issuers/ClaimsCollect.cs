using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>plimsoll claims collect</c>: the proofs come from L1 data, and the rollup pays the issuer whoever brings them.</summary>
internal sealed class ClaimsCollect : IssuerVerb
{
    public ClaimsCollect()
        : base(
            "collect",
            "Fetch for the issuer what the rollup owes it: exits that are final; of a frozen rollup everything.",
            "claims collect --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json",
            "claims collect --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json --archive blobs")
    {
        Option<string?> archive = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };
        Add(archive);
        Add(Connection.Beacon);
        Calls(async (result, terminal, caller, issuer) =>
        {
            Replica replica = await caller.Connection.OpenReplicaAsync(result.GetValue(archive), caller.Cancellation).ConfigureAwait(false);
            using Verifier verifier = await replica.VerifyAsync(caller.Cancellation).ConfigureAwait(false);
            (uint Index, UInt256 Amount)[] collected = EscapeRules.Decide(replica.Cut).Stage == EscapeStage.Open
                ? [.. (await new EscapeKit(replica.Tracker, verifier, caller.Sender).EscapeAsync(issuer.Address, caller.Cancellation).ConfigureAwait(false)).Accounts.Select(it => (it.Index, it.Owed))]
                : await ClaimAsync(caller, verifier, issuer).ConfigureAwait(false);
            JsonArray json = [.. collected.Select(it => (JsonNode)new JsonObject { ["account"] = it.Index, ["amount"] = it.Amount.ToString() })];
            terminal.Answer(
                new JsonObject { ["collected"] = json },
                collected.Length == 0 ? ["Nothing to collect: what was asked for is paid, or not final yet (plimsoll claims status)."] : collected.Select(it => $"account {it.Index}: {it.Amount}"));
            return ExitCode.Success;
        });
    }

    private static async Task<(uint Index, UInt256 Amount)[]> ClaimAsync(Caller caller, Verifier verifier, Issuer issuer)
    {
        (uint Index, UInt256 Amount)[] owed = await verifier.ReadFinalAsync(
            (state, verified) => state.Accounts()
                .Where(entry => entry.Account.Owner == issuer.Address)
                .Select(entry => (entry.Index, Claims.Owed(verified.Cut, state, entry.Index)))
                .Where(entry => !entry.Item2.IsZero)
                .ToArray(),
            caller.Cancellation).ConfigureAwait(false);
        foreach ((uint index, _) in owed)
        {
            byte[]? call = await Claims.OfAsync(verifier, index, Address.Zero, caller.Cancellation).ConfigureAwait(false);
            await caller.CallAsync("claim for the issuer", call!).ConfigureAwait(false);
        }

        return owed;
    }
}
