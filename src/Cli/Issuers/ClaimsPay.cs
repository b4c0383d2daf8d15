using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>plimsoll claims pay</c>.</summary>
internal sealed class ClaimsPay : IssuerVerb
{
    public ClaimsPay()
        : base(
            "pay",
            "Pay a redemption as far as the money that came in reaches it, to its owner.",
            "claims pay 0 --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json",
            "claims pay 0 --to 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json")
    {
        Argument<ulong> number = new("NUMBER") { Description = "The redemption's number, as claims redeem named it." };
        Option<string?> to = new("--to") { Description = "Who is paid, if the wallet is the owner's; else the owner.", HelpName = "ADDRESS" };
        Add(number);
        Add(to.Checked());
        Calls(async (result, terminal, caller, issuer) =>
        {
            byte[] call = ClaimIssuerContract.Pay(result.GetValue(number), result.GetValue(to) is { } text ? AddressChecksum.Parse(text) : Address.Zero);
            TransactionReceipt receipt = await caller.Sender.CallAsync("pay", issuer.Address, call, default, caller.Cancellation).ConfigureAwait(false);
            ClaimIssuerEvent.RedemptionPaid paid = Said<ClaimIssuerEvent.RedemptionPaid>(receipt, issuer);
            return Sent(terminal, receipt, new() { ["amount"] = paid.Amount.ToString(), ["recipient"] = paid.Recipient.ToChecksumString() }, $"{paid.Amount} paid to {paid.Recipient.ToChecksumString()}");
        });
    }
}
