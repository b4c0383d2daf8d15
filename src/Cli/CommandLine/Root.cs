using System.CommandLine;
using System.CommandLine.Help;
using Plimsoll.Cli.Auditing;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Drills;
using Plimsoll.Cli.Issuers;
using Plimsoll.Cli.Nodes;
using Plimsoll.Cli.Profiles;
using Plimsoll.Cli.Proving;
using Plimsoll.Cli.Users;
using Plimsoll.Cli.Wallets;

namespace Plimsoll.Cli.CommandLine;

/// <summary>All commands.</summary>
internal sealed class Root : RootCommand
{
    public Root()
        : base("Layer-2 settlement whose solvency is proven, watched and priced.")
    {
        Add(new DevnetVerb());
        Add(new NodeVerb());
        Add(new DeployVerb());
        Add(new BondVerb());
        Add(new ProfileVerb());
        Add(new WalletVerb());
        Add(new DepositVerb());
        Add(new TransferVerb());
        Add(new SwapVerb());
        Add(new WithdrawVerb());
        Add(new ClaimVerb());
        Add(new CollectVerb());
        Add(new PayoutsVerb());
        Add(new ForceVerb());
        Add(new EscapeVerb());
        Add(new ClaimsVerb());
        Add(new StatusVerb());
        Add(new DeriveVerb());
        Add(new SnapshotVerb());
        Add(new ProveVerb());
        Add(new VerifyVerb());
        Add(new SetupVerb());
        Add(new CeremonyVerb());
        Add(new DrillVerb());
        Add(new AuditVerb());
        Add(new RollupsVerb());
        Add(new BacktestVerb());
        foreach (HelpOption help in Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    /// <summary>The names of the command that a command line begins with.</summary>
    public IEnumerable<string> PathOf(IEnumerable<string> arguments)
    {
        Command at = this;
        foreach (string name in arguments)
        {
            if (at.Subcommands.FirstOrDefault(command => command.Name == name) is not { } next)
                yield break;
            yield return (at = next).Name;
        }
    }
}
