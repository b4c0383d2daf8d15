using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>plimsoll claims deposit</c>.</summary>
internal sealed class ClaimsDeposit : IssuerVerb
{
    public ClaimsDeposit()
        : base(
            "deposit",
            "Bring the asset to the rollup in the issuer's name, and get receipts for what arrived.",
            "claims deposit 250000 --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json --mint",
            "claims deposit 250000 --into 16777213 --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json")
    {
        Argument<UInt128> amount = UserOptions.AmountArgument();
        Option<uint> into = new("--into") { Description = "An account of the issuer to add to; else a new one is opened, which costs an exit of its own.", HelpName = "INDEX", DefaultValueFactory = _ => uint.MaxValue };
        Option<bool> mint = new("--mint") { Description = "Mint the tokens first: works for a devnet's test tokens." };
        Add(amount);
        Add(into);
        Add(mint);
        Calls(async (result, terminal, caller, issuer) =>
        {
            UInt256 value = Amounts.Widen(result.GetValue(amount));
            if (result.GetValue(mint))
                await caller.Sender.CallAsync("mint", issuer.Asset.Address, TokenContract.Mint(caller.Wallet.Address, value), default, caller.Cancellation).ConfigureAwait(false);
            await caller.Sender.CallAsync("approve", issuer.Asset.Address, TokenContract.Approve(issuer.Inlet, value), default, caller.Cancellation).ConfigureAwait(false);
            TransactionReceipt receipt = await caller.Sender.CallAsync("deposit", issuer.Address, ClaimIssuerContract.Deposit(value, result.GetValue(into)), default, caller.Cancellation).ConfigureAwait(false);
            ClaimIssuerEvent.Issued issued = Said<ClaimIssuerEvent.Issued>(receipt, issuer);
            return Sent(terminal, receipt, new() { ["issued"] = issued.Amount.ToString(), ["item"] = issued.Item }, $"{issued.Amount} receipts; the money is on layer 2 with the next batch");
        });
    }
}
