using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll collect</c>: what a token, or the wallet itself, refused when it was to be paid.</summary>
internal sealed class CollectVerb : CallVerb
{
    public CollectVerb()
        : base(
            "collect",
            "Get what the hub set aside because its token or its recipient refused the payment.",
            "collect 0 --wallet alice.json",
            "collect 1 --wallet alice.json --to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
    {
        Argument<byte> token = UserOptions.TokenArgument();
        Option<string?> to = new("--to") { Description = "Who is paid; else the wallet.", HelpName = "ADDRESS" };
        Add(token);
        Add(to.Checked());
        Sends(needsNode: false, async (result, terminal, caller) =>
        {
            Address contract = caller.Connection.TokenOf(result.GetValue(token));
            HubContract hub = caller.Connection.Hub;
            Address recipient = result.GetValue(to) is { } text ? AddressChecksum.Parse(text) : caller.Wallet.Address;
            TransactionReceipt receipt = await caller.Sender.CallAsync("collectRefused", hub.Address, hub.CollectRefused(contract, recipient), default, caller.Cancellation).ConfigureAwait(false);
            return Sent(terminal, receipt, $"{Payout.In(receipt, hub.Address).Paid} of token {result.GetValue(token)} paid to {recipient.ToChecksumString()}");
        });
    }
}
