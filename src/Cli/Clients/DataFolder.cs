using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;

namespace Plimsoll.Cli.Clients;

/// <summary>Where a devnet keeps everything, and where commands find it.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Keys">Proving keys; null for a folder in it.</param>
internal sealed record DataFolder(string Path, string? Keys = null)
{
    public const string Default = ".plimsoll";

    /// <summary>The chain between runs.</summary>
    public string ChainFile => System.IO.Path.Combine(Path, "chain.json");

    public string DeploymentFile => System.IO.Path.Combine(Path, "deployment.json");

    public string ProfileFile => System.IO.Path.Combine(Path, "profile.json");

    /// <summary>Addresses of the running chain and node; gone when they are stopped.</summary>
    public string EndpointsFile => System.IO.Path.Combine(Path, "endpoints.json");

    /// <summary>What the node keeps.</summary>
    public NodeFolder Node => new(Path, Keys);

    public void WriteEndpoints(Uri rpc, Uri node) =>
        File.WriteAllText(EndpointsFile, new JsonObject { ["rpc"] = rpc.ToString(), ["node"] = node.ToString() }.ToJsonString(Terminal.JsonOptions) + "\n");

    /// <summary>The addresses that a running devnet left here, or nulls.</summary>
    public (Uri? Rpc, Uri? Node) ReadEndpoints()
    {
        if (!File.Exists(EndpointsFile))
            return (null, null);
        try
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(EndpointsFile))!;
            return (new((string)json["rpc"]!), new((string)json["node"]!));
        }
        catch (Exception e) when (e is JsonException or UriFormatException or InvalidOperationException or ArgumentNullException or NullReferenceException)
        {
            throw CommandException.WrongInput($"{EndpointsFile} is not what a devnet writes", "Delete it, or name --rpc and --node.");
        }
    }

    /// <exception cref="CommandException">There is no complete deployment.</exception>
    public Deployment RequireDeployment(string? file = null)
    {
        string path = file ?? DeploymentFile;
        try
        {
            if (Deployment.Load(path) is { IsComplete: true } deployment)
                return deployment;
        }
        catch (FormatException e)
        {
            throw CommandException.WrongInput(e.Message);
        }

        throw CommandException.Unavailable($"there is no deployed rollup in {path}", "Start one with `plimsoll devnet`, or name a file with --deployment.");
    }
}
