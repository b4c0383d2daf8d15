using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll claim</c>: no node of the rollup is asked; the proofs come from L1 data.</summary>
internal sealed class ClaimVerb : CallVerb
{
    public ClaimVerb()
        : base("claim", "Take on L1 what was withdrawn and is final, from all accounts of a wallet.", "claim --wallet alice.json", "claim --wallet alice.json --to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
    {
        Option<string?> to = new("--to") { Description = "Who is paid; else the wallet.", HelpName = "ADDRESS" };
        Option<string?> archive = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };
        Add(to.Checked());
        Add(archive);
        Add(Connection.Beacon);
        Sends(needsNode: false, async (result, terminal, caller) =>
        {
            Address recipient = result.GetValue(to) is { } text ? AddressChecksum.Parse(text) : Address.Zero;
            Replica replica = await caller.Connection.OpenReplicaAsync(result.GetValue(archive), caller.Cancellation).ConfigureAwait(false);
            using Verifier verifier = await replica.VerifyAsync(caller.Cancellation).ConfigureAwait(false);
            (uint Index, byte Token, UInt256 Owed)[] owed = await verifier.ReadFinalAsync(
                (state, verified) => state.Accounts()
                    .Where(entry => entry.Account.Owner == caller.Wallet.Address)
                    .Select(entry => (entry.Index, entry.Account.Token, Claims.Owed(verified.Cut, state, entry.Index)))
                    .Where(entry => !entry.Item3.IsZero)
                    .ToArray(),
                caller.Cancellation).ConfigureAwait(false);
            JsonArray json = [];
            List<string> lines = [];
            foreach ((uint index, byte token, UInt256 amount) in owed)
            {
                byte[]? call = await Claims.OfAsync(verifier, index, recipient, caller.Cancellation).ConfigureAwait(false);
                TransactionReceipt receipt = await caller.CallAsync("claim", call!).ConfigureAwait(false);
                Payout payout = Payout.In(receipt, caller.Connection.Hub.Address);
                json.Add(new JsonObject
                {
                    ["account"] = index,
                    ["token"] = token,
                    ["amount"] = amount.ToString(),
                    ["paid"] = payout.Paid.ToString(),
                    ["waiting"] = payout.Waiting.ToString(),
                    ["setAside"] = payout.SetAside.ToString(),
                    ["transaction"] = receipt.TransactionHash.ToString(),
                    ["gas"] = receipt.GasUsed,
                });
                lines.Add($"account {index}: {payout.Paid} of token {token} paid ({receipt.GasUsed:N0} gas)");
                if (payout.Waiting > 0)
                    lines.Add($"  {payout.Waiting} exceed the outflow quota and are paid in their turn");
                if (payout.SetAside > 0)
                    lines.Add($"  {payout.SetAside} were refused by the token or the recipient and are set aside: plimsoll collect {token} --to ADDRESS, by the recipient");
            }

            if (owed.Length == 0)
                lines.Add("Nothing to claim: what was withdrawn is paid, or not final yet (plimsoll status --wallet FILE).");
            terminal.Answer(new JsonObject { ["claims"] = json }, lines);
            return ExitCode.Success;
        });
    }
}
