using System.CommandLine;
using System.Globalization;
using System.CommandLine.Parsing;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Wallets;
using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Signing;
using Plimsoll.State;

namespace Plimsoll.Cli.Clients;

/// <summary>Options of commands that act for somebody: a wallet, and which of its layer-2 keys.</summary>
internal sealed class UserOptions
{
    public Option<string> Wallet { get; } = new("--wallet") { Description = "The wallet's file.", HelpName = "FILE", Required = true };

    public Option<uint> KeyNumber { get; } = new("--key") { Description = "Which layer-2 key signs: 0 for the first, more after a change.", HelpName = "NUMBER" };

    /// <summary>How long an operation stays valid, in seconds.</summary>
    public Option<uint> Lifetime { get; } = new("--lifetime") { Description = "How long the operation stays valid, in seconds.", HelpName = "SECONDS", DefaultValueFactory = _ => 3_600 };

    public Option<UInt128> Fee { get; } = new("--fee") { Description = "The fee, in the token's smallest unit; rounded up to one that an operation can say.", HelpName = "AMOUNT", CustomParser = ParseAmount };

    /// <summary>A whole number of a token's smallest unit.</summary>
    public static Argument<UInt128> AmountArgument(string name = "AMOUNT") => new(name) { Description = "In the token's smallest unit.", CustomParser = ParseAmount };

    public static Argument<byte> TokenArgument(string name = "TOKEN") => new(name) { Description = "The token's number; 0 is ETH." };

    public PrivateKey ReadWallet(ParseResult result, Terminal terminal) => WalletFile.Read(result.GetValue(Wallet)!, terminal);

    public SchnorrSecretKey KeyOf(ParseResult result, PrivateKey wallet, Connection connection) =>
        SigningKey.Derive(wallet, connection.Deployment.ChainId, connection.Deployment.Rollup, result.GetValue(KeyNumber));

    /// <summary>Finds the account of a token among an owner's.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static HeldAccount Find(IReadOnlyList<HeldAccount> accounts, byte token) => TryFind(accounts, token)
        ?? throw CommandException.Refused($"the wallet has no account of token {token} on this rollup", "Bring money in first: plimsoll deposit.");

    /// <summary>Finds the account of a token among an owner's; null if there is none.</summary>
    public static HeldAccount? TryFind(IReadOnlyList<HeldAccount> accounts, byte token)
    {
        foreach (HeldAccount account in accounts)
        {
            if (account.Account.Token == token)
                return account;
        }

        return null;
    }

    public static UInt128 ParseAmount(ArgumentResult argument)
    {
        if (UInt128.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out UInt128 amount) && amount <= Account.MaxBalance)
            return amount;
        argument.AddError($"{argument.Tokens[0].Value} is not a whole number below 2^120.");
        return default;
    }
}
