using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Cli.Clients;

/// <summary>The clients of one command.</summary>
internal sealed class Connection : IDisposable
{
    private readonly JsonRpcClient _rpc;

    public Connection(DataFolder folder, Uri rpc, Uri? node, Deployment deployment)
    {
        (Folder, NodeUrl, Deployment) = (folder, node, deployment);
        _rpc = new(rpc);
        Ethereum = new(_rpc);
        Beacon = new(rpc);
        Rollup = new(Ethereum, deployment.ChainId, deployment.Rollup);
        Hub = new(Ethereum, deployment.Hub, deployment.Rollup);
    }

    public DataFolder Folder { get; }

    /// <summary>The rollup's node, if one is known.</summary>
    public Uri? NodeUrl { get; }

    public Deployment Deployment { get; }

    public EthereumClient Ethereum { get; }

    public BeaconClient Beacon { get; }

    public RollupContract Rollup { get; }

    public HubContract Hub { get; }

    public void Dispose()
    {
        Beacon.Dispose();
        _rpc.Dispose();
    }
}
