using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Users;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>plimsoll claims deploy</c>.</summary>
internal sealed class ClaimsDeploy : CallVerb
{
    public ClaimsDeploy()
        : base("deploy", "Put an issuer of claim tokens on the chain, for one of the rollup's tokens.", "claims deploy 1 --wallet alice.json", "claims deploy 1 --name \"Claim on DAI\" --symbol cDAI --wallet alice.json --json")
    {
        Argument<byte> token = UserOptions.TokenArgument();
        token.Description = "The token's number; ETH (0) has no issuer.";
        Option<string> name = new("--name") { Description = "The receipt's name.", HelpName = "TEXT", DefaultValueFactory = _ => "Plimsoll claim" };
        Option<string> symbol = new("--symbol") { Description = "The receipt's symbol.", HelpName = "TEXT", DefaultValueFactory = _ => "CLAIM" };
        Add(token);
        Add(name);
        Add(symbol);
        Sends(needsNode: false, async (result, terminal, caller) =>
        {
            byte number = result.GetValue(token);
            Deployment deployment = caller.Connection.Deployment;
            if (number >= deployment.Tokens.Count || deployment.Tokens[number].IsZero)
                throw CommandException.Refused($"the rollup has no ERC-20 of number {number}", deployment.Tokens.Count > 1 ? $"It has tokens 1 to {deployment.Tokens.Count - 1}." : "It lists ETH alone.");
            byte[] creation = ContractArtifacts.ClaimIssuer.EncodeCreation(deployment.Rollup, (ulong)number, result.GetValue(name)!, result.GetValue(symbol)!);
            TransactionReceipt receipt = await caller.Sender.CreateAsync("create an issuer", creation, caller.Cancellation).ConfigureAwait(false);
            ClaimIssuerContract issuer = new(caller.Connection.Ethereum, receipt.ContractAddress!.Value);
            (Primitives.Address receipts, Primitives.Address inlet, _, Primitives.Address asset) = await issuer.GetPartsAsync(BlockReference.Latest, caller.Cancellation).ConfigureAwait(false);
            JsonObject json = new()
            {
                ["issuer"] = issuer.Address.ToChecksumString(),
                ["token"] = receipts.ToChecksumString(),
                ["inlet"] = inlet.ToChecksumString(),
                ["asset"] = asset.ToChecksumString(),
                ["transaction"] = receipt.TransactionHash.ToString(),
                ["gas"] = receipt.GasUsed,
            };
            terminal.Answer(json, [$"issuer {issuer.Address.ToChecksumString()}, its receipts are the token {receipts.ToChecksumString()} ({receipt.GasUsed:N0} gas)"]);
            return ExitCode.Success;
        });
    }
}
