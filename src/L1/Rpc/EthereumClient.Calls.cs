namespace Plimsoll.L1.Rpc;

/// <content>Many calls at one block.</content>
public sealed partial class EthereumClient
{
    /// <summary>Tries calls together and returns their outputs in order; null for one that reverts, so that what a contract may not have can be asked for.</summary>
    /// <exception cref="RpcServerException">The node refuses one for another reason, such as a block whose state it has forgotten.</exception>
    public async Task<IReadOnlyList<byte[]?>> TryCallAllAsync(IReadOnlyList<CallRequest> calls, BlockReference block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return await _rpc.SendBatchAsync(
            [.. calls.Select(call => new RpcRequest("eth_call", call.ToJson(), block.ToState()))],
            (_, result) => result.Error is ExecutionRevertedException ? null : new RpcValue(result.Get(), "eth_call").Bytes(),
            cancellationToken).ConfigureAwait(false);
    }
}
