using System.Collections.Frozen;
using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Users;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Cli.Issuers;

/// <summary>A command that sends a wallet's transactions to an issuer of claim tokens, and says what to do about each of its refusals.</summary>
internal abstract class IssuerVerb : CallVerb
{
    private static readonly FrozenDictionary<string, string> s_remedies = new Dictionary<string, string>
    {
        ["HintTooLow"] = "Name an account of the issuer with --into (plimsoll claims status lists them), or none: then another is opened.",
        ["ZeroAmount"] = "Name an amount above 0.",
        ["NotEnough"] = "The wallet holds fewer receipts: plimsoll claims status --wallet FILE.",
        ["TransferFailed"] = "The wallet holds less of the asset, or the asset refuses to move it; a devnet's test token is made with --mint.",
        ["FeeTooLow"] = "The queue's price has doubled meanwhile: try again.",
        ["ExitUnderWay"] = "Wait until a batch has taken the exit that is queued: plimsoll claims status. What it brings is fetched with: plimsoll claims collect.",
        ["NoSuchRedemption"] = "plimsoll claims status --wallet FILE lists yours.",
        ["NotTheOwner"] = "Leave out --to: anybody may pay a redemption to its owner, and only its owner to somebody else.",
        ["NothingToPay"] = "It is paid, or the money does not reach it yet: plimsoll claims exit asks the rollup for more, and when that is final, plimsoll claims collect fetches it.",
    }.ToFrozenDictionary();

    protected IssuerVerb(string name, string description, params string[] examples)
        : base(name, description, examples) => Add(Issuer);

    protected IssuerOption Issuer { get; } = new();

    /// <summary>Says what is sent.</summary>
    protected void Calls(Func<ParseResult, Terminal, Caller, Issuer, Task<ExitCode>> call) => Sends(needsNode: false, async (result, terminal, caller) =>
    {
        Issuer issuer = await Issuer.OpenAsync(result, caller.Connection, caller.Cancellation).ConfigureAwait(false);
        try
        {
            return await call(result, terminal, caller, issuer).ConfigureAwait(false);
        }
        catch (TransactionFailedException e) when (e.ErrorName is { } name && s_remedies.TryGetValue(name, out string? remedy))
        {
            throw new CommandException(ExitCode.Refused, $"L1 refuses to {e.Message}", remedy, e);
        }
    });

    /// <summary>What the issuer said in a transaction.</summary>
    protected static T Said<T>(TransactionReceipt receipt, Issuer issuer)
        where T : ClaimIssuerEvent => receipt.Logs.Where(log => log.Address == issuer.Address).Select(ClaimIssuerEvent.Decode).OfType<T>().Single();

    /// <summary>Answers with what a transaction did.</summary>
    protected static ExitCode Sent(Terminal terminal, TransactionReceipt receipt, JsonObject json, string what)
    {
        (json["transaction"], json["block"], json["gas"]) = (receipt.TransactionHash.ToString(), receipt.BlockNumber, receipt.GasUsed);
        terminal.Answer(json, [$"{what} (transaction {receipt.TransactionHash}, {receipt.GasUsed:N0} gas)"]);
        return ExitCode.Success;
    }
}
