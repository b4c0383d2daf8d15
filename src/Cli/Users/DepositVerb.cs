using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll deposit</c>.</summary>
internal sealed class DepositVerb : CallVerb
{
    public DepositVerb()
        : base("deposit", "Bring money in: it opens an account of yours, or adds to it.", "deposit 0 1000000000000000000 --wallet alice.json", "deposit 1 250000 --wallet alice.json --mint")
    {
        Argument<byte> token = UserOptions.TokenArgument();
        Argument<UInt128> amount = UserOptions.AmountArgument();
        Option<uint> into = new("--into") { Description = "An account of yours to add to; else a new one is opened.", HelpName = "INDEX", DefaultValueFactory = _ => uint.MaxValue };
        Option<bool> mint = new("--mint") { Description = "Mint the tokens first: works for a devnet's test tokens." };
        Add(token);
        Add(amount);
        Add(into);
        Add(mint);
        Add(User.KeyNumber);
        Sends(needsNode: false, async (result, terminal, caller) =>
        {
            byte number = result.GetValue(token);
            UInt256 value = Amounts.Widen(result.GetValue(amount));
            Address contract = caller.Connection.TokenOf(number);
            if (!contract.IsZero)
            {
                if (result.GetValue(mint))
                    await caller.Sender.CallAsync("mint", contract, TokenContract.Mint(caller.Wallet.Address, value), default, caller.Cancellation).ConfigureAwait(false);
                Address vault = await caller.Connection.Hub.GetVaultAsync(contract, BlockReference.Latest, caller.Cancellation).ConfigureAwait(false);
                await caller.Sender.CallAsync("approve", contract, TokenContract.Approve(vault, value), default, caller.Cancellation).ConfigureAwait(false);
            }

            byte[] call = RollupCalls.Deposit(number, value, caller.Wallet.Address, result.GetValue(into), User.KeyOf(result, caller.Wallet, caller.Connection).Published);
            TransactionReceipt receipt = await caller.CallAsync("deposit", call, contract.IsZero ? value : default).ConfigureAwait(false);
            return Sent(terminal, receipt, "Deposited; it is on layer 2 with the next batch");
        });
    }
}
