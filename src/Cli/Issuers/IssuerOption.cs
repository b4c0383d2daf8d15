using System.CommandLine;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>--issuer ADDRESS</c> of commands about claim tokens.</summary>
internal sealed class IssuerOption : Option<string>
{
    public IssuerOption()
        : base("--issuer")
    {
        Description = "The issuer's contract, as claims deploy names it.";
        HelpName = "ADDRESS";
        Required = true;
        _ = this.Checked();
    }

    /// <summary>Opens the issuer, and sees that it is one of this rollup.</summary>
    /// <exception cref="CommandException">Nothing like it is there, or it is another rollup's.</exception>
    public async Task<Issuer> OpenAsync(ParseResult result, Connection connection, CancellationToken cancellationToken)
    {
        ClaimIssuerContract contract = new(connection.Ethereum, AddressChecksum.Parse(result.GetValue(this)!));
        Address token, inlet, rollup, asset;
        try
        {
            (token, inlet, rollup, asset) = await contract.GetPartsAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AbiException or ExecutionRevertedException)
        {
            throw new CommandException(ExitCode.WrongInput, $"no issuer of claim tokens is at {result.GetValue(this)}", "`plimsoll claims deploy` puts one on the chain and names its address.", e);
        }

        return rollup == connection.Deployment.Rollup
            ? new(contract, new(connection.Ethereum, token), inlet, new(connection.Ethereum, asset))
            : throw CommandException.WrongInput($"{result.GetValue(this)} issues claims on rollup {rollup.ToChecksumString()}, not on {connection.Deployment.Rollup.ToChecksumString()}", "Name the other rollup with --deployment.");
    }
}

/// <summary>An issuer of claim tokens with what is around it.</summary>
/// <param name="Contract">The issuer.</param>
/// <param name="Receipts">Its token.</param>
/// <param name="Inlet">What depositors approve.</param>
/// <param name="Asset">What it takes in.</param>
internal sealed record Issuer(ClaimIssuerContract Contract, TokenContract Receipts, Address Inlet, TokenContract Asset)
{
    public Address Address => Contract.Address;
}
