using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <content>Many calls, or words, at one block.</content>
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

    /// <summary>Words of contracts' storage, in order; zero for one that was never written.</summary>
    public async Task<IReadOnlyList<Bytes32>> GetStorageAllAsync(IReadOnlyList<(Address Contract, Bytes32 Slot)> words, BlockReference block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Count == 0
            ? []
            : await _rpc.SendBatchAsync(
                [.. words.Select(it => new RpcRequest("eth_getStorageAt", it.Contract.ToString(), it.Slot.ToString(), block.ToState()))],
                (_, result) => new RpcValue(result.Get(), "eth_getStorageAt").Bytes32(),
                cancellationToken).ConfigureAwait(false);
    }
}
