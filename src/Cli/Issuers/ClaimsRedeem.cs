using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>plimsoll claims redeem</c>.</summary>
internal sealed class ClaimsRedeem : IssuerVerb
{
    public ClaimsRedeem()
        : base("redeem", "Burn receipts for a place in line: redemptions are paid in their order.", "claims redeem 100000 --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json")
    {
        Argument<UInt128> amount = UserOptions.AmountArgument();
        Add(amount);
        Calls(async (result, terminal, caller, issuer) =>
        {
            UInt256 value = Amounts.Widen(result.GetValue(amount));
            await caller.Sender.CallAsync("approve", issuer.Receipts.Address, TokenContract.Approve(issuer.Address, value), default, caller.Cancellation).ConfigureAwait(false);
            TransactionReceipt receipt = await caller.Sender.CallAsync("redeem", issuer.Address, ClaimIssuerContract.Redeem(value), default, caller.Cancellation).ConfigureAwait(false);
            ClaimIssuerEvent.Redeemed redeemed = Said<ClaimIssuerEvent.Redeemed>(receipt, issuer);
            return Sent(terminal, receipt, new() { ["number"] = redeemed.Number.ToString(), ["amount"] = redeemed.Amount.ToString() }, $"redemption {redeemed.Number} of {redeemed.Amount} is in line");
        });
    }
}
