using System.CommandLine;
using System.CommandLine.Parsing;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Operations;
using Plimsoll.Crypto.Curves;
using Plimsoll.L1;
using Plimsoll.Sequencing;

namespace Plimsoll.Cli.Users;

/// <summary><c>plimsoll transfer</c>: to an account that is there, or to somebody new, whose account the payment opens.</summary>
internal sealed class TransferVerb : SubmitVerb
{
    public TransferVerb()
        : base(
            "transfer",
            "Pay somebody on layer 2.",
            "transfer 1 250000 16777214 --wallet alice.json",
            "transfer 0 1000 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json")
    {
        Argument<byte> token = UserOptions.TokenArgument();
        Argument<UInt128> amount = UserOptions.AmountArgument();
        Argument<Payee> to = new("TO") { Description = "The payee: an account's index, or the owner's address.", CustomParser = Payee.Parse };
        Option<JubjubAffine?> open = new("--open")
        {
            Description = "The payee's layer-2 key, as `wallet show` says it: if the address has no account of the token yet, the payment opens one.",
            HelpName = "KEY",
            CustomParser = ParseKey,
        };
        Add(token);
        Add(amount);
        Add(to);
        Add(open);
        Validators.Add(result =>
        {
            if (result.GetResult(open) is not null && result.GetResult(to) is { } named && !named.Errors.Any() && result.GetValue(to).Owner is null)
                result.AddError("--open is for a payee named by address.");
        });
        Signs(async (result, order) =>
        {
            HeldAccount from = UserOptions.Find(order.Accounts, result.GetValue(token));
            Payee payee = result.GetValue(to);
            if (payee.Owner is not { } owner)
                return Pay(await order.GetAsync(payee.Index).ConfigureAwait(false));
            IReadOnlyList<HeldAccount> theirs = await order.Node.GetAccountsAsync(owner, order.Cancellation).ConfigureAwait(false);
            if (UserOptions.TryFind(theirs, from.Account.Token) is { } account)
                return Pay(account);
            return result.GetValue(open) is { } key
                ? order.Signer.Open(order.Key, from, owner, key, result.GetValue(amount), order.Fee, order.ValidUntil)
                : throw CommandException.Refused(
                    $"{owner.ToChecksumString()} has no account of token {from.Account.Token}",
                    "Open one with the payment: ask for their layer-2 key (`plimsoll wallet show`) and name it with --open.");

            Submission Pay(HeldAccount paid) => order.Signer.Transfer(order.Key, from, paid, result.GetValue(amount), order.Fee, order.ValidUntil);
        });
    }

    private static JubjubAffine? ParseKey(ArgumentResult argument)
    {
        if (PublishedKeyText.TryParse(argument.Tokens[0].Value, out JubjubAffine key))
            return key;
        argument.AddError("The layer-2 key is 0x and 128 hexadecimal digits, as `plimsoll wallet show` says it; this is none.");
        return null;
    }
}
