using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>What became of a transaction in a block.</summary>
public sealed record TransactionReceipt
{
    /// <summary>The hash of the transaction.</summary>
    public required Bytes32 TransactionHash { get; init; }

    /// <summary>The hash of the block that holds it; another one after a reorg.</summary>
    public required Bytes32 BlockHash { get; init; }

    /// <summary>The number of the block.</summary>
    public required ulong BlockNumber { get; init; }

    /// <summary>The position in the block.</summary>
    public required ulong TransactionIndex { get; init; }

    /// <summary>Who sent it.</summary>
    public required Address From { get; init; }

    /// <summary>Who was called; null for the creation of a contract.</summary>
    public Address? To { get; init; }

    /// <summary>The contract that was created, if one was.</summary>
    public Address? ContractAddress { get; init; }

    /// <summary>Whether the execution ended without a revert.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The gas used.</summary>
    public required ulong GasUsed { get; init; }

    /// <summary>What was paid, in wei per gas.</summary>
    public required UInt256 EffectiveGasPrice { get; init; }

    /// <summary>The blob gas used; null without blobs.</summary>
    public ulong? BlobGasUsed { get; init; }

    /// <summary>What was paid for blobs, in wei per blob gas; null without blobs.</summary>
    public UInt256? BlobGasPrice { get; init; }

    /// <summary>The events, in order.</summary>
    public required IReadOnlyList<Log> Logs { get; init; }

    internal static TransactionReceipt Read(RpcValue receipt) => new()
    {
        TransactionHash = receipt["transactionHash"].Bytes32(),
        BlockHash = receipt["blockHash"].Bytes32(),
        BlockNumber = receipt["blockNumber"].UInt64(),
        TransactionIndex = receipt["transactionIndex"].UInt64(),
        From = receipt["from"].Address(),
        To = receipt["to"].OrNull(value => value.Address()),
        ContractAddress = receipt["contractAddress"].OrNull(value => value.Address()),
        Succeeded = receipt["status"].UInt64() switch { 0 => false, 1 => true, _ => throw receipt["status"].Refuse("0x0 or 0x1") },
        GasUsed = receipt["gasUsed"].UInt64(),
        EffectiveGasPrice = receipt["effectiveGasPrice"].UInt256(),
        BlobGasUsed = receipt["blobGasUsed"].OrNull(value => value.UInt64()),
        BlobGasPrice = receipt["blobGasPrice"].OrNull(value => value.UInt256()),
        Logs = receipt["logs"].Items(Log.Read),
    };
}
