using System.CommandLine;
using Plimsoll.Batches;
using Plimsoll.Cli.Clients;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;

namespace Plimsoll.Cli.Proving;

/// <summary>Options of commands that deal with circuits before there is a rollup: which ones, and where their keys are.</summary>
internal sealed class CircuitOptions
{
    public Option<int> Depth { get; } = new("--depth") { Description = "Levels of the account tree, from 2 to 15.", HelpName = "LEVELS", DefaultValueFactory = _ => 3 };

    public Option<DataLayout> Layout { get; } = new("--layout") { Description = "What is in the blobs: full or compact.", HelpName = "LAYOUT", DefaultValueFactory = _ => DataLayout.Compact };

    public Option<string> Keys { get; } = KeysOption();

    public void AddTo(Command command)
    {
        command.Add(Depth);
        command.Add(Layout);
        command.Add(Keys);
        Depth.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 2 or > State.MerkleTree.MaxDepth)
                result.AddError($"--depth: from 2 to {State.MerkleTree.MaxDepth}.");
        });
    }

    public CircuitSet Read(ParseResult result) => RollupCircuits.For(result.GetValue(Depth), result.GetValue(Layout));

    public static Option<string> KeysOption() => new("--keys")
    {
        Description = "The folder of proving keys.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DataFolder(DataFolder.Default).Node.Keys,
    };
}
