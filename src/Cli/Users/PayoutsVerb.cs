using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll payouts</c>: anybody pays what waits, also when every operator is gone.</summary>
internal sealed class PayoutsVerb : CallVerb
{
    public PayoutsVerb()
        : base("payouts", "Pay what waits in a token's line, in its order, as far as the outflow quota reaches; for whomever it is.", "payouts 0 --wallet alice.json", "payouts 1 --most 5 --wallet alice.json")
    {
        Argument<byte> token = UserOptions.TokenArgument();
        Option<ushort> most = new("--most") { Description = "How many payouts at most.", HelpName = "N", DefaultValueFactory = _ => 32 };
        Add(token);
        Add(most);
        Sends(needsNode: false, async (result, terminal, caller) =>
        {
            byte number = result.GetValue(token);
            Address contract = caller.Connection.TokenOf(number);
            HubContract hub = caller.Connection.Hub;
            (UInt256 before, _) = await hub.GetWaitingAsync(contract, BlockReference.Latest, caller.Cancellation).ConfigureAwait(false);
            if (before.IsZero)
                throw CommandException.Refused($"nothing of token {number} waits", "What is final is claimed first: plimsoll claim.");
            TransactionReceipt receipt = await hub.PayWaitingAsync(caller.Sender, contract, result.GetValue(most), caller.Cancellation).ConfigureAwait(false);
            Payout payout = Payout.In(receipt, hub.Address);
            (UInt256 waiting, ulong entries) = await hub.GetWaitingAsync(contract, BlockReference.Latest, caller.Cancellation).ConfigureAwait(false);
            JsonObject json = new()
            {
                ["paid"] = payout.Paid.ToString(),
                ["setAside"] = payout.SetAside.ToString(),
                ["waiting"] = waiting.ToString(),
                ["entries"] = entries,
                ["transaction"] = receipt.TransactionHash.ToString(),
                ["gas"] = receipt.GasUsed,
            };
            List<string> lines = [$"{payout.Paid} of token {number} paid ({receipt.GasUsed:N0} gas); {waiting} wait in {entries} payouts"];
            if (payout.SetAside > 0)
                lines.Add($"{payout.SetAside} were refused by their recipients, who can collect them: plimsoll collect {number} --to ADDRESS");
            terminal.Answer(json, lines);
            return ExitCode.Success;
        });
    }
}
