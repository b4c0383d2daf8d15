using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rlp;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>A block without its transactions.</summary>
/// <remarks>
/// The fields are those of the forks up to Osaka; optional ones are null before the fork that brought them. What the node says of a header
/// can be checked: <see cref="MatchesHash"/>.
/// </remarks>
public sealed record BlockHeader
{
    /// <summary>The number.</summary>
    public required ulong Number { get; init; }

    /// <summary>The hash, as the node says it.</summary>
    public required Bytes32 Hash { get; init; }

    /// <summary>The hash of the block before.</summary>
    public required Bytes32 ParentHash { get; init; }

    /// <summary>The time, in seconds since 1970.</summary>
    public required ulong Timestamp { get; init; }

    /// <summary>Who gets the priority fees.</summary>
    public required Address FeeRecipient { get; init; }

    /// <summary>The root of the state after the block.</summary>
    public required Bytes32 StateRoot { get; init; }

    /// <summary>The root of the transactions.</summary>
    public required Bytes32 TransactionsRoot { get; init; }

    /// <summary>The root of the receipts.</summary>
    public required Bytes32 ReceiptsRoot { get; init; }

    /// <summary>The filter over the addresses and topics of all logs.</summary>
    public required LogBloom LogsBloom { get; init; }

    /// <summary>The most gas the block may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>The gas it used.</summary>
    public required ulong GasUsed { get; init; }

    /// <summary>What every transaction burns, in wei per gas (EIP-1559).</summary>
    public UInt256? BaseFeePerGas { get; init; }

    /// <summary>The blob gas it used (EIP-4844).</summary>
    public ulong? BlobGasUsed { get; init; }

    /// <summary>The running excess of blob gas, which sets the blob fee (EIP-4844).</summary>
    public ulong? ExcessBlobGas { get; init; }

    /// <summary>The root of the beacon block before (EIP-4788).</summary>
    public Bytes32? ParentBeaconBlockRoot { get; init; }

    /// <summary>The beacon chain's randomness of the slot.</summary>
    public required Bytes32 MixHash { get; init; }

    private Bytes32 OmmersHash { get; init; }

    private UInt256 Difficulty { get; init; }

    private byte[] ExtraData { get; init; } = [];

    private byte[] Nonce { get; init; } = [];

    private Bytes32? WithdrawalsRoot { get; init; }

    private Bytes32? RequestsHash { get; init; }

    /// <summary>Whether <see cref="Hash"/> is the Keccak-256 hash of these fields, so that the node could not have made them up for that hash.</summary>
    /// <remarks>A later fork may add a field that is not read here; its headers do not match.</remarks>
    public bool MatchesHash()
    {
        using RlpWriter writer = new(1024);
        int list = writer.BeginList();
        writer.Write(ParentHash);
        writer.Write(OmmersHash);
        writer.Write(FeeRecipient);
        writer.Write(StateRoot);
        writer.Write(TransactionsRoot);
        writer.Write(ReceiptsRoot);
        writer.Write(LogsBloom.Span);
        writer.Write(Difficulty);
        writer.Write(Number);
        writer.Write(GasLimit);
        writer.Write(GasUsed);
        writer.Write(Timestamp);
        writer.Write(ExtraData);
        writer.Write(MixHash);
        writer.Write(Nonce);
        if (BaseFeePerGas is { } baseFee)
            writer.Write(baseFee);
        if (WithdrawalsRoot is { } withdrawals)
            writer.Write(withdrawals);
        if (BlobGasUsed is { } blobGas)
            writer.Write(blobGas);
        if (ExcessBlobGas is { } excess)
            writer.Write(excess);
        if (ParentBeaconBlockRoot is { } beaconRoot)
            writer.Write(beaconRoot);
        if (RequestsHash is { } requests)
            writer.Write(requests);
        writer.EndList(list);
        return Keccak256.Hash(writer.WrittenSpan) == Hash;
    }

    internal static BlockHeader Read(RpcValue block) => new()
    {
        Number = block["number"].UInt64(),
        Hash = block["hash"].Bytes32(),
        ParentHash = block["parentHash"].Bytes32(),
        Timestamp = block["timestamp"].UInt64(),
        FeeRecipient = block["miner"].Address(),
        StateRoot = block["stateRoot"].Bytes32(),
        TransactionsRoot = block["transactionsRoot"].Bytes32(),
        ReceiptsRoot = block["receiptsRoot"].Bytes32(),
        LogsBloom = new(block["logsBloom"].Bytes(LogBloom.ByteLength)),
        GasLimit = block["gasLimit"].UInt64(),
        GasUsed = block["gasUsed"].UInt64(),
        BaseFeePerGas = block["baseFeePerGas"].OrNull(value => value.UInt256()),
        BlobGasUsed = block["blobGasUsed"].OrNull(value => value.UInt64()),
        ExcessBlobGas = block["excessBlobGas"].OrNull(value => value.UInt64()),
        ParentBeaconBlockRoot = block["parentBeaconBlockRoot"].OrNull(value => value.Bytes32()),
        MixHash = block["mixHash"].Bytes32(),
        OmmersHash = block["sha3Uncles"].Bytes32(),
        Difficulty = block["difficulty"].UInt256(),
        ExtraData = block["extraData"].Bytes(),
        Nonce = block["nonce"].Bytes(8),
        WithdrawalsRoot = block["withdrawalsRoot"].OrNull(value => value.Bytes32()),
        RequestsHash = block["requestsHash"].OrNull(value => value.Bytes32()),
    };
}
