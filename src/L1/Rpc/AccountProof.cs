using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>An account's state with its Merkle-Patricia proofs (EIP-1186), which are not verified here.</summary>
public sealed record AccountProof
{
    /// <summary>The balance, in wei.</summary>
    public required UInt256 Balance { get; init; }

    /// <summary>The count of transactions, or of created contracts.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The Keccak-256 hash of the code.</summary>
    public required Bytes32 CodeHash { get; init; }

    /// <summary>The root of the account's storage.</summary>
    public required Bytes32 StorageHash { get; init; }

    /// <summary>The trie's nodes from the state root to the account.</summary>
    public required IReadOnlyList<byte[]> Nodes { get; init; }

    /// <summary>The asked slots, in the order asked.</summary>
    public required IReadOnlyList<StorageProof> Storage { get; init; }

    internal static AccountProof Read(RpcValue proof) => new()
    {
        Balance = proof["balance"].UInt256(),
        Nonce = proof["nonce"].UInt64(),
        CodeHash = proof["codeHash"].Bytes32(),
        StorageHash = proof["storageHash"].Bytes32(),
        Nodes = proof["accountProof"].Items(node => node.Bytes()),
        Storage = proof["storageProof"].Items(slot => new StorageProof(slot["value"].UInt256(), slot["proof"].Items(node => node.Bytes()))),
    };
}

/// <summary>A storage slot's value with the trie's nodes from the account's storage root to it.</summary>
/// <param name="Value">The value; 0 for a slot that is not in the trie.</param>
/// <param name="Nodes">The nodes.</param>
public sealed record StorageProof(UInt256 Value, IReadOnlyList<byte[]> Nodes);
