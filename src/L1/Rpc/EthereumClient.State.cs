using System.Text.Json.Nodes;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <content>The state at a block; named by hash, the answer is about that block or an error.</content>
public sealed partial class EthereumClient
{
    /// <summary>Tries a call and returns its output.</summary>
    /// <exception cref="ExecutionRevertedException">The call reverts.</exception>
    public Task<byte[]> CallAsync(CallRequest call, BlockReference block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return AskAsync(new("eth_call", call.ToJson(), block.ToState()), value => value.Bytes(), cancellationToken);
    }

    /// <summary>The gas that a call would need.</summary>
    /// <exception cref="ExecutionRevertedException">The call reverts.</exception>
    public Task<ulong> EstimateGasAsync(CallRequest call, BlockReference block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return AskAsync(new("eth_estimateGas", call.ToJson(), block.ToState()), value => value.UInt64(), cancellationToken);
    }

    /// <summary>The code of a contract; empty for an account without.</summary>
    public Task<byte[]> GetCodeAsync(Address address, BlockReference block, CancellationToken cancellationToken = default) =>
        AskAsync(new("eth_getCode", address.ToString(), block.ToState()), value => value.Bytes(), cancellationToken);

    /// <summary>The balance, in wei.</summary>
    public Task<UInt256> GetBalanceAsync(Address address, BlockReference block, CancellationToken cancellationToken = default) =>
        AskAsync(new("eth_getBalance", address.ToString(), block.ToState()), value => value.UInt256(), cancellationToken);

    /// <summary>The number of transactions sent: the next nonce. With <see cref="BlockReference.Pending"/> the waiting ones count, too.</summary>
    public Task<ulong> GetTransactionCountAsync(Address address, BlockReference block, CancellationToken cancellationToken = default) =>
        AskAsync(new("eth_getTransactionCount", address.ToString(), block.ToState()), value => value.UInt64(), cancellationToken);

    /// <summary>An account and some of its slots with Merkle-Patricia proofs (EIP-1186).</summary>
    public Task<AccountProof> GetProofAsync(Address address, IReadOnlyList<Bytes32> slots, BlockReference block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(slots);
        JsonArray keys = [.. slots.Select(slot => (JsonNode)slot.ToString())];
        return AskAsync(
            new("eth_getProof", address.ToString(), keys, block.ToState()),
            value => AccountProof.Read(value) is var proof && proof.Storage.Count == slots.Count ? proof : throw value["storageProof"].Refuse($"{slots.Count} slots"),
            cancellationToken);
    }

    /// <summary>The fees of the last blocks, with priority fees at some percentiles (0 to 100, ascending).</summary>
    public Task<FeeHistory> GetFeeHistoryAsync(int blocks, IReadOnlyList<double> percentiles, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blocks);
        ArgumentNullException.ThrowIfNull(percentiles);
        JsonArray asked = [.. percentiles.Select(percentile => (JsonNode)percentile)];
        return AskAsync(new("eth_feeHistory", $"0x{blocks:x}", "latest", asked), value => FeeHistory.Read(value, percentiles.Count), cancellationToken);
    }

    /// <summary>The blob base fee of the next block, in wei per blob gas.</summary>
    public Task<UInt256> GetBlobBaseFeeAsync(CancellationToken cancellationToken = default) =>
        AskAsync(new("eth_blobBaseFee"), value => value.UInt256(), cancellationToken);
}
