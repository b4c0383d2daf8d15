using System.CommandLine;
using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Clients;

/// <summary>Options of commands that speak to a rollup: where its files, its chain and its node are. A devnet's folder knows all of it.</summary>
internal sealed class ConnectionOptions
{
    public Option<string> Data { get; } = new("--data") { Description = "The devnet's folder.", HelpName = "DIR", DefaultValueFactory = _ => DataFolder.Default };

    public Option<Uri?> Rpc { get; } = new("--rpc")
    {
        Description = "The Ethereum node; else the devnet's.",
        HelpName = "URL",
        CustomParser = Urls.Parse,
    };

    /// <summary>For commands that read blobs; each adds it by itself.</summary>
    public Option<Uri?> Beacon { get; } = new("--beacon")
    {
        Description = "A beacon node of Ethereum, for blobs; else the --rpc node under block numbers, as Anvil has them.",
        HelpName = "URL",
        CustomParser = Urls.Parse,
    };

    public Option<Uri?> Node { get; } = new("--node")
    {
        Description = "The rollup's node; else the devnet's.",
        HelpName = "URL",
        CustomParser = Urls.Parse,
    };

    public Option<string?> Deployment { get; } = new("--deployment") { Description = "Where the contracts are; else the devnet's.", HelpName = "FILE" };

    public void AddTo(Command command, bool needsNode)
    {
        command.Add(Data);
        command.Add(Rpc);
        command.Add(Deployment);
        if (needsNode)
            command.Add(Node);
    }

    /// <summary>Connects to the chain.</summary>
    /// <exception cref="CommandException">Nobody said where.</exception>
    public Connection Connect(ParseResult result)
    {
        DataFolder folder = new(result.GetValue(Data)!);
        (Uri? rpc, Uri? node) = folder.ReadEndpoints();
        Uri chain = result.GetValue(Rpc) ?? rpc
            ?? throw CommandException.Unavailable($"no Ethereum node is known: no devnet runs in {folder.Path}", "Start one with `plimsoll devnet`, or name a node with --rpc.");
        return new(folder, chain, result.GetValue(Beacon), result.GetValue(Node) ?? node, folder.RequireDeployment(result.GetValue(Deployment)));
    }
}
