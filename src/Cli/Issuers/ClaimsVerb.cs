using System.CommandLine;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>plimsoll claims</c>: receipts on L1 for money on the rollup.</summary>
internal sealed class ClaimsVerb : Command
{
    public ClaimsVerb()
        : base("claims", "Receipts on L1 for money on the rollup: an issuer holds the position, and is trusted by nobody.")
    {
        Add(new ClaimsDeploy());
        Add(new ClaimsDeposit());
        Add(new ClaimsRedeem());
        Add(new ClaimsExit());
        Add(new ClaimsCollect());
        Add(new ClaimsPay());
        Add(new ClaimsStatus());
    }
}
