using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>An event that a contract emitted, and where.</summary>
public sealed record Log
{
    /// <summary>The contract.</summary>
    public required Address Address { get; init; }

    /// <summary>Up to four topics; the first names the event, unless it is anonymous.</summary>
    public required IReadOnlyList<Bytes32> Topics { get; init; }

    /// <summary>The ABI-encoded arguments that are not topics.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The number of the block.</summary>
    public required ulong BlockNumber { get; init; }

    /// <summary>The hash of the block: what tells a log from that of another fork.</summary>
    public required Bytes32 BlockHash { get; init; }

    /// <summary>The hash of the transaction.</summary>
    public required Bytes32 TransactionHash { get; init; }

    /// <summary>The transaction's position in the block.</summary>
    public required ulong TransactionIndex { get; init; }

    /// <summary>The log's position in the block.</summary>
    public required ulong LogIndex { get; init; }

    internal static Log Read(RpcValue log)
    {
        Bytes32[] topics = log["topics"].Items(topic => topic.Bytes32());
        if (topics.Length > 4)
            throw log["topics"].Refuse("at most four topics");
        if (!log["removed"].IsNothing && log["removed"].Boolean())
            throw log.Refuse("a log of the canonical chain (it is marked as removed)");
        return new()
        {
            Address = log["address"].Address(),
            Topics = topics,
            Data = log["data"].Bytes(),
            BlockNumber = log["blockNumber"].UInt64(),
            BlockHash = log["blockHash"].Bytes32(),
            TransactionHash = log["transactionHash"].Bytes32(),
            TransactionIndex = log["transactionIndex"].UInt64(),
            LogIndex = log["logIndex"].UInt64(),
        };
    }
}
