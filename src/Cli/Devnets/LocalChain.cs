using Plimsoll.Devnet;
using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Cli.Devnets;

/// <summary>A local Ethereum chain and the clients that speak to it.</summary>
internal sealed class LocalChain : IAsyncDisposable
{
    // A busy machine is no reason to give up a chain of one's own.
    private static readonly RpcOptions s_patient = new() { Timeout = TimeSpan.FromMinutes(2) };

    private readonly JsonRpcClient _rpc;

    private LocalChain(Anvil anvil, JsonRpcClient rpc)
    {
        (Anvil, _rpc) = (anvil, rpc);
        Node = new(rpc);
        Beacon = new(anvil.Endpoint, s_patient);
    }

    public Anvil Anvil { get; }

    public EthereumClient Node { get; }

    public BeaconClient Beacon { get; }

    public ulong ChainId => Anvil.Options.ChainId;

    public static async Task<LocalChain> StartAsync(AnvilOptions options, CancellationToken cancellationToken)
    {
        Anvil anvil = await Anvil.StartAsync(options, cancellationToken).ConfigureAwait(false);
        return new(anvil, new(anvil.Endpoint, s_patient));
    }

    /// <summary>The newest block's time, in Unix seconds: the only clock that the protocol knows.</summary>
    public async Task<ulong> TimeAsync(CancellationToken cancellationToken) => (await LatestAsync(cancellationToken).ConfigureAwait(false)).Timestamp;

    public async Task<BlockHeader> LatestAsync(CancellationToken cancellationToken) =>
        await Node.GetHeaderAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false)
        ?? throw new InvalidOperationException("The chain has no block.");

    /// <summary>Lets L1 time pass at once, and mines a block.</summary>
    public async Task PassAsync(ulong seconds, CancellationToken cancellationToken)
    {
        await _rpc.SendAsync(new("evm_increaseTime", seconds), result => result.GetRawText(), cancellationToken).ConfigureAwait(false);
        await MineAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task MineAsync(CancellationToken cancellationToken) =>
        _rpc.SendAsync(new("evm_mine"), result => result.GetRawText(), cancellationToken);

    /// <summary>Replaces the newest blocks by empty ones, as if another fork had won.</summary>
    public Task ReorganiseAsync(int depth, CancellationToken cancellationToken) =>
        _rpc.SendAsync(new("anvil_reorg", depth, new System.Text.Json.Nodes.JsonArray()), result => result.GetRawText(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Beacon.Dispose();
        _rpc.Dispose();
        await Anvil.DisposeAsync().ConfigureAwait(false);
    }
}
