using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Wallets;
using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Signing;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll swap</c>: both sides sign here, as on one's own devnet; elsewhere each signs their leg.</summary>
internal sealed class SwapVerb : SubmitVerb
{
    public SwapVerb()
        : base("swap", "Exchange two tokens between two wallets: both payments or none.", "swap 1 250000 2 1000 --wallet alice.json --with bob.json")
    {
        Argument<byte> gives = UserOptions.TokenArgument("GIVES"), takes = UserOptions.TokenArgument("TAKES");
        Argument<UInt128> pays = UserOptions.AmountArgument("PAYS"), gets = UserOptions.AmountArgument("GETS");
        Option<string> other = new("--with") { Description = "The other side's wallet.", HelpName = "FILE", Required = true };
        Add(gives);
        Add(pays);
        Add(takes);
        Add(gets);
        Add(other);
        Signs(async (result, order) =>
        {
            using PrivateKey otherWallet = WalletFile.Read(result.GetValue(other)!, new(TextWriter.Null, result.InvocationConfiguration.Error, isJson: false));
            SchnorrSecretKey otherKey = SigningKey.Derive(otherWallet, order.Connection.Deployment.ChainId, order.Connection.Deployment.Rollup);
            IReadOnlyList<HeldAccount> theirs = await order.Node.GetAccountsAsync(otherWallet.Address, order.Cancellation).ConfigureAwait(false);
            (byte given, byte taken) = (result.GetValue(gives), result.GetValue(takes));
            return order.Signer.Swap(
                order.Key, (UserOptions.Find(order.Accounts, given), UserOptions.Find(theirs, given), result.GetValue(pays), order.Fee),
                otherKey, (UserOptions.Find(theirs, taken), UserOptions.Find(order.Accounts, taken), result.GetValue(gets), 0),
                order.ValidUntil);
        });
    }
}
