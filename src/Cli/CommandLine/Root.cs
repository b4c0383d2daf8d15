using System.CommandLine;
using System.CommandLine.Help;
using Plimsoll.Cli.Drills;
using Plimsoll.Cli.Profiles;
using Plimsoll.Cli.Wallets;

namespace Plimsoll.Cli.CommandLine;

/// <summary>All commands.</summary>
internal sealed class Root : RootCommand
{
    public Root()
        : base("Layer-2 settlement whose solvency is proven, watched and priced.")
    {
        Add(new ProfileVerb());
        Add(new WalletVerb());
        Add(new DrillVerb());
        foreach (HelpOption help in Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }
}
