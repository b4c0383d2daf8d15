using System.CommandLine;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>plimsoll claims exit</c>.</summary>
internal sealed class ClaimsExit : IssuerVerb
{
    public ClaimsExit()
        : base("exit", "Force an account of the issuer out of the rollup; the wallet pays the queue's price.", "claims exit 16777213 --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json")
    {
        Argument<uint> account = new("ACCOUNT") { Description = "An account of the issuer, by index: claims status lists them." };
        Add(account);
        Calls(async (result, terminal, caller, issuer) =>
        {
            UInt256 fee = await caller.Connection.Rollup.GetForcedFeeAsync(BlockReference.Latest, caller.Cancellation).ConfigureAwait(false);
            byte[] call = ClaimIssuerContract.Exit(result.GetValue(account));
            TransactionReceipt receipt = await caller.Sender.CallAsync("exit", issuer.Address, call, fee + fee, caller.Cancellation).ConfigureAwait(false); // what is too much comes back
            ClaimIssuerEvent.ExitForced forced = Said<ClaimIssuerEvent.ExitForced>(receipt, issuer);
            return Sent(
                terminal, receipt, new() { ["account"] = forced.Index, ["item"] = forced.Item, ["fee"] = forced.Fee.ToString() },
                $"queued as item {forced.Item} for {forced.Fee} wei; a batch must take it within the inclusion delay");
        });
    }
}
