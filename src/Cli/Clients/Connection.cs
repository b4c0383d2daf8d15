using Plimsoll.Cli.CommandLine;
using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Clients;

/// <summary>The clients of one command.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly RpcOptions s_patient = new() { Timeout = TimeSpan.FromMinutes(1) };

    private readonly JsonRpcClient _rpc;
    private readonly BeaconClient _beacon;

    public Connection(DataFolder folder, Uri rpc, Uri? beacon, Uri? node, Deployment deployment)
    {
        (Folder, NodeUrl, Deployment) = (folder, node, deployment);
        _rpc = new(rpc, s_patient);
        Ethereum = new(_rpc);
        _beacon = new(beacon ?? rpc, s_patient);
        Blobs = beacon is null ? BeaconBlobSource.AtBlockNumbers(_beacon) : BeaconBlobSource.AtSlots(_beacon);
        Rollup = new(Ethereum, deployment.ChainId, deployment.Rollup);
        Hub = new(Ethereum, deployment.Hub, deployment.Rollup);
    }

    public DataFolder Folder { get; }

    /// <summary>The rollup's node, if one is known.</summary>
    public Uri? NodeUrl { get; }

    public Deployment Deployment { get; }

    public EthereumClient Ethereum { get; }

    /// <summary>Blobs of a beacon node; where none is named, of the chain's own endpoint under block numbers, as Anvil has them.</summary>
    public IBlobSource Blobs { get; }

    public RollupContract Rollup { get; }

    public HubContract Hub { get; }

    /// <summary>A token's contract by its number, zero for ETH.</summary>
    /// <exception cref="CommandException">The rollup has fewer tokens.</exception>
    public Address TokenOf(byte number) => number < Deployment.Tokens.Count
        ? Deployment.Tokens[number]
        : throw CommandException.Refused($"the rollup has no token {number}", $"It has tokens 0 to {Deployment.Tokens.Count - 1}.");

    /// <summary>The rollup as L1 has it; blobs come from the devnet's archive, if there is one, and from the beacon node.</summary>
    /// <param name="archive">Another folder of blobs, or null.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public Task<Replica> OpenReplicaAsync(string? archive, CancellationToken cancellationToken)
    {
        string? folder = archive ?? (Directory.Exists(Folder.Node.Archive) ? Folder.Node.Archive : null);
        return Replica.OpenAsync(Ethereum, Deployment.Rollup, Deployment.StartBlock, folder, Blobs, cancellationToken);
    }

    /// <summary>Opens the way to the rollup's node.</summary>
    /// <exception cref="CommandException">None is known.</exception>
    public NodeClient OpenNode() => NodeUrl is { } url
        ? new(url)
        : throw CommandException.Unavailable("no node of the rollup is known", "Start a devnet, or name a node with --node.");

    public void Dispose()
    {
        _beacon.Dispose();
        _rpc.Dispose();
    }
}
