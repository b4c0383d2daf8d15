using System.CommandLine;
using Plimsoll.Cli.Clients;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll withdraw</c>.</summary>
internal sealed class WithdrawVerb : SubmitVerb
{
    public WithdrawVerb()
        : base("withdraw", "Move balance towards L1; claim it when its batch is final.", "withdraw 1 250000 --wallet alice.json")
    {
        Argument<byte> token = UserOptions.TokenArgument();
        Argument<UInt128> amount = UserOptions.AmountArgument();
        Add(token);
        Add(amount);
        Signs((result, order) => Task.FromResult(order.Signer.Withdraw(
            order.Key, UserOptions.Find(order.Accounts, result.GetValue(token)), result.GetValue(amount), order.Fee, order.ValidUntil)));
    }
}
