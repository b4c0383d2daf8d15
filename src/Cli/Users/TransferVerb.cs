using System.CommandLine;
using Plimsoll.Cli.Clients;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll transfer</c>.</summary>
internal sealed class TransferVerb : SubmitVerb
{
    public TransferVerb()
        : base("transfer", "Pay an account on layer 2.", "transfer 1 250000 16777214 --wallet alice.json")
    {
        Argument<byte> token = UserOptions.TokenArgument();
        Argument<UInt128> amount = UserOptions.AmountArgument();
        Argument<uint> to = new("TO") { Description = "The payee's account, by index: see status." };
        Add(token);
        Add(amount);
        Add(to);
        Signs(async (result, order) => order.Signer.Transfer(
            order.Key, UserOptions.Find(order.Accounts, result.GetValue(token)), await order.GetAsync(result.GetValue(to)).ConfigureAwait(false),
            result.GetValue(amount), order.Fee, order.ValidUntil));
    }
}
