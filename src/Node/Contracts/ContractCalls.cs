using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>Questions to contracts.</summary>
internal static class ContractCalls
{
    /// <summary>Asks a contract, and reads its answer.</summary>
    /// <exception cref="RpcException">The node does not answer, or the contract reverts.</exception>
    /// <exception cref="AbiException">The answer is none of this function: no such contract is there.</exception>
    public static async Task<T> AskAsync<T>(
        this EthereumClient node, Address contract, AbiFunction function, BlockReference block, Func<AbiRecord, T> read, CancellationToken cancellationToken, params AbiValue[] arguments)
    {
        byte[] answer = await node.CallAsync(new(contract, function.EncodeCall(arguments)), block, cancellationToken).ConfigureAwait(false);
        return read(function.DecodeResult(answer));
    }
}
