using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>A transaction that a node knows, in a block or waiting for one.</summary>
public sealed record KnownTransaction
{
    /// <summary>The hash.</summary>
    public required Bytes32 Hash { get; init; }

    /// <summary>Who sent it.</summary>
    public required Address From { get; init; }

    /// <summary>The sender's count of transactions before it.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Who is called; null for the creation of a contract.</summary>
    public Address? To { get; init; }

    /// <summary>What is sent along, in wei.</summary>
    public required UInt256 Value { get; init; }

    /// <summary>The call's input.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The hash of the block that holds it; null while it waits.</summary>
    public Bytes32? BlockHash { get; init; }

    /// <summary>The number of the block that holds it; null while it waits.</summary>
    public ulong? BlockNumber { get; init; }

    /// <summary>The versioned hashes of its blobs; empty for any other transaction.</summary>
    public IReadOnlyList<Bytes32> BlobVersionedHashes { get; init; } = [];

    internal static KnownTransaction Read(RpcValue transaction) => new()
    {
        Hash = transaction["hash"].Bytes32(),
        From = transaction["from"].Address(),
        Nonce = transaction["nonce"].UInt64(),
        To = transaction["to"].OrNull(value => value.Address()),
        Value = transaction["value"].UInt256(),
        Data = transaction["input"].Bytes(),
        BlockHash = transaction["blockHash"].OrNull(value => value.Bytes32()),
        BlockNumber = transaction["blockNumber"].OrNull(value => value.UInt64()),
        BlobVersionedHashes = transaction["blobVersionedHashes"] is { IsNothing: false } hashes ? hashes.Items(hash => hash.Bytes32()) : [],
    };
}
