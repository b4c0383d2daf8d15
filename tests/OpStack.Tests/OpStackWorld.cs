using Plimsoll.EndToEnd;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>A whole OP Stack rollup with the user's own nodes, and an auditor of it.</summary>
internal sealed class OpStackWorld : IAsyncDisposable
{
    private readonly List<IDisposable> _owned = [];

    public required EthereumClient L1 { get; init; }

    public required OpStackChain Chain { get; init; }

    public required RollupChain Rollup { get; init; }

    public required OpNodeDouble OpNode { get; init; }

    public AuditHistory History { get; } = new(":memory:");

    public static UInt256 Escrow { get; } = UInt256.Parse("100000000000000000000");

    /// <summary>Starts everything, with one honest proposal.</summary>
    /// <param name="client">The base layer.</param>
    /// <param name="deployer">Has every role.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="start">From where games begin; without it from a block that the rollup has.</param>
    /// <param name="prepare">Changes the contracts before the rollup lives.</param>
    public static async Task<OpStackWorld> StartAsync(
        JsonRpcClient client, PrivateKey deployer, CancellationToken cancellation, (Bytes32 Root, ulong Block)? start = null, Func<OpStackChain, Task>? prepare = null)
    {
        EthereumClient l1 = new(client);
        _ = OpStackChain.Artifact("OptimismPortal2"); // or the test is skipped before anything starts
        RollupChain rollup = await RollupChain.StartAsync(l1, deployer, cancellation);
        RollupChain.Output begin = await rollup.OutputAsync(cancellation);
        OpStackChain chain = await OpStackChain.DeployAsync(l1, deployer, cancellation, start ?? (begin.Root, begin.Block));
        await OpStackChain.SucceedAsync(chain.Portal.SendAsync("donateETH", [], cancellation, Escrow));
        await (prepare?.Invoke(chain) ?? Task.CompletedTask);
        OpNodeDouble node = await OpNodeDouble.StartAsync(rollup, l1, cancellation);
        OpStackWorld world = new() { L1 = l1, Chain = chain, Rollup = rollup, OpNode = node };
        await world.ProposeAsync(cancellation);
        return world;
    }

    /// <summary>An auditor that begins at the newest block.</summary>
    /// <param name="hasOpNode">Whether the user runs an op-node.</param>
    /// <param name="hasExecution">Whether the user runs the rollup's execution node.</param>
    /// <param name="change">Changes what is configured.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Auditor> AuditAsync(CancellationToken cancellation, bool hasOpNode = true, bool hasExecution = true, Func<OpStackRollup, OpStackRollup>? change = null)
    {
        OpStackRollup configured = new()
        {
            ChainId = await L1.GetChainIdAsync(cancellation),
            Portal = Chain.Portal.Address,
            Factory = Chain.Factory.Address,
            Bridge = Chain.Bridge.Address,
            Tokens = [new(Chain.Token.Address, Rollup.Token.Address)],
        };
        OpStackRollup rollup = await OpStackRollup.ReadAsync(L1, (change ?? (it => it))(configured), cancellation);
        RpcOptions limits = OwnNode.Limits with { Timeout = TimeSpan.FromMinutes(1), MaxAttempts = 1 };
        JsonRpcClient op = new(OpNode.Endpoint, limits), execution = new(Rollup.Endpoint, limits);
        _owned.AddRange([op, execution]);
        return new(L1, rollup, new(hasOpNode ? op : null, hasExecution ? new(execution) : null), History, new() { Depth = 0 });
    }

    /// <summary>Twelve seconds pass and the rollup makes a block.</summary>
    public async Task<RollupChain.Output> LiveAsync(CancellationToken cancellation, ulong seconds = 12)
    {
        await Chain.PassAsync(seconds, cancellation);
        return await Rollup.LiveAsync(cancellation);
    }

    /// <summary>An honest proposal of the rollup's newest block.</summary>
    public async Task<(DeployedContract Game, RollupChain.Output Output)> ProposeAsync(CancellationToken cancellation)
    {
        RollupChain.Output output = await LiveAsync(cancellation);
        return (await Chain.ProposeAsync(output.Root, output.Block, cancellation), output);
    }

    /// <summary>Brings the rollup to L1's newest block and looks.</summary>
    public async Task<AuditReport> LookAsync(Auditor auditor, CancellationToken cancellation)
    {
        await Rollup.LiveAsync(cancellation);
        await auditor.PollAsync(cancellation);
        return auditor.Current!.Report;
    }

    /// <summary>Proves a withdrawal against the newest game.</summary>
    public async Task<TransactionReceipt> ProveAsync(AbiValue transaction, AbiValue output, AbiValue nodes, CancellationToken cancellation)
    {
        ulong count = (await Chain.Factory.CallAsync("gameCount", [], cancellation))[0].ToUInt64();
        await Chain.PassAsync(12, cancellation);
        return await OpStackChain.SucceedAsync(Chain.Portal.SendAsync("proveWithdrawalTransaction", [transaction, count - 1, output, nodes], cancellation));
    }

    /// <summary>Takes blocks of L1 back and makes as many empty ones.</summary>
    public Task ReorgAsync(int depth, CancellationToken cancellation) =>
        L1.Rpc.SendAsync(new("anvil_reorg", depth, new System.Text.Json.Nodes.JsonArray()) { IsRepeatable = false }, result => result.ValueKind, cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable owned in _owned)
            owned.Dispose();
        History.Dispose();
        await OpNode.DisposeAsync();
        await Rollup.DisposeAsync();
    }

    /// <summary>Sends a transaction from any account, which needs no key for that.</summary>
    public async Task<TransactionReceipt> ImpersonateAsync(Address from, Address to, byte[] data, CancellationToken cancellation, UInt256 value = default)
    {
        await DoAsync(new("anvil_setBalance", from.ToString(), Escrow.ToHex()), cancellation);
        await DoAsync(new("anvil_impersonateAccount", from.ToString()), cancellation);
        System.Text.Json.Nodes.JsonObject transaction = new() { ["from"] = from.ToString(), ["to"] = to.ToString(), ["data"] = Hex.Encode(data), ["value"] = value.ToHex() };
        string hash = await L1.Rpc.SendAsync(new("eth_sendTransaction", transaction) { IsRepeatable = false }, result => result.GetString()!, cancellation);
        return await OpStackChain.SucceedAsync(ReceiptAsync(Bytes32.Parse(hash)));

        // The answer comes before the block does.
        async Task<TransactionReceipt> ReceiptAsync(Bytes32 sent)
        {
            while (true)
            {
                if (await L1.GetReceiptAsync(sent, cancellation) is { } receipt)
                    return receipt;
                await Task.Delay(20, cancellation);
            }
        }
    }

    /// <summary>Asks Anvil for what no chain does.</summary>
    public Task DoAsync(RpcRequest request, CancellationToken cancellation) => L1.Rpc.SendAsync(request with { IsRepeatable = false }, result => result.ValueKind, cancellation);
}
