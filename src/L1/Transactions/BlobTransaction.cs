using Plimsoll.L1.Rlp;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Transactions;

/// <summary>A transaction of type 3 (EIP-4844): a call that publishes blobs. The blobs travel beside it, see <see cref="PooledBlobTransaction"/>.</summary>
public sealed record BlobTransaction : Transaction
{
    /// <summary>The type in front of the encoding.</summary>
    public const byte TypeByte = 3;

    /// <summary>The most blobs one transaction may carry (EIP-7594).</summary>
    public const int MaxBlobs = 6;

    /// <summary>The gas one blob takes (EIP-4844, <c>GAS_PER_BLOB</c>).</summary>
    public const ulong GasPerBlob = 1 << 17;

    /// <inheritdoc/>
    public override byte Type => TypeByte;

    /// <summary>Who is called; a transaction with blobs cannot create a contract.</summary>
    public required Address To { get; init; }

    /// <summary>The most that is paid for blobs, in wei per unit of blob gas.</summary>
    public UInt256 MaxFeePerBlobGas { get; init; }

    /// <summary>The names of the blobs: 0x01 and the SHA-256 hash of each commitment less its first byte.</summary>
    public required IReadOnlyList<Bytes32> BlobVersionedHashes { get; init; }

    /// <inheritdoc/>
    public bool Equals(BlobTransaction? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (BlobVersionedHashes.Count is 0 or > MaxBlobs)
            throw new TransactionException($"A blob transaction has between 1 and {MaxBlobs} blobs (EIP-7594), not {BlobVersionedHashes.Count}.");
        foreach (Bytes32 hash in BlobVersionedHashes)
        {
            if (hash.Span[0] != BlobSidecar.VersionedHashVersion)
                throw new TransactionException("A versioned hash does not begin with 0x01 (EIP-4844).");
        }
    }

    private protected override void WriteRecipient(RlpWriter writer) => writer.Write(To);

    private protected override void WriteOwnFields(RlpWriter writer)
    {
        writer.Write(MaxFeePerBlobGas);
        int hashes = writer.BeginList();
        foreach (Bytes32 hash in BlobVersionedHashes)
            writer.Write(hash);
        writer.EndList(hashes);
    }

    internal static BlobTransaction ReadFields(ref RlpReader fields) => new()
    {
        ChainId = fields.ReadUInt64(),
        Nonce = fields.ReadUInt64(),
        MaxPriorityFeePerGas = fields.ReadUInt256(),
        MaxFeePerGas = fields.ReadUInt256(),
        GasLimit = fields.ReadUInt64(),
        To = fields.ReadAddress(),
        Value = fields.ReadUInt256(),
        Data = fields.ReadBytes().ToArray(),
        AccessList = ReadAccessList(fields.ReadList()),
        MaxFeePerBlobGas = fields.ReadUInt256(),
        BlobVersionedHashes = ReadHashes(fields.ReadList()),
    };

    private static List<Bytes32> ReadHashes(RlpReader items)
    {
        List<Bytes32> hashes = [];
        while (!items.IsAtEnd)
            hashes.Add(items.ReadBytes32());
        return hashes;
    }
}
