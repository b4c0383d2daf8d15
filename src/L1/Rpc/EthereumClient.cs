using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>What a rollup asks an Ethereum node, typed.</summary>
/// <remarks>
/// Checked: the form of every value, that an answer is about what was asked (hashes, numbers, filters). Not checked: that the node tells the
/// truth about the state of the chain; that takes proofs, or several nodes. Every method throws <see cref="RpcException"/>. Safe for concurrent use.
/// </remarks>
public sealed partial class EthereumClient
{
    private readonly JsonRpcClient _rpc;

    /// <summary>Makes a client over a connection that the caller owns.</summary>
    public EthereumClient(JsonRpcClient rpc)
    {
        ArgumentNullException.ThrowIfNull(rpc);
        _rpc = rpc;
    }

    /// <summary>The connection.</summary>
    public JsonRpcClient Rpc => _rpc;

    /// <summary>The chain id (EIP-155).</summary>
    public Task<ulong> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        AskAsync(new("eth_chainId"), value => value.UInt64(), cancellationToken);

    /// <summary>The number of the newest block.</summary>
    public Task<ulong> GetBlockNumberAsync(CancellationToken cancellationToken = default) =>
        AskAsync(new("eth_blockNumber"), value => value.UInt64(), cancellationToken);

    /// <summary>The header of a block, or null when the node has none of that name.</summary>
    public Task<BlockHeader?> GetHeaderAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        AskAsync(HeaderRequest(block), value => ReadHeader(value, block), cancellationToken);

    /// <summary>The header of a block and the hashes of its transactions, or null when the node has none of that name.</summary>
    public Task<(BlockHeader Header, IReadOnlyList<Bytes32> Transactions)?> GetBlockAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        AskAsync<(BlockHeader, IReadOnlyList<Bytes32>)?>(
            HeaderRequest(block),
            value => ReadHeader(value, block) is { } header ? (header, value["transactions"].Items(hash => hash.Bytes32())) : null,
            cancellationToken);

    /// <summary>The newest, the safe and the finalized block, asked together; the last two are null on a chain too young to have them.</summary>
    public async Task<(BlockHeader Latest, BlockHeader? Safe, BlockHeader? Finalized)> GetHeadsAsync(CancellationToken cancellationToken = default)
    {
        BlockReference[] references = [BlockReference.Latest, BlockReference.Safe, BlockReference.Finalized];
        IReadOnlyList<BlockHeader?> heads = await _rpc.SendBatchAsync([.. references.Select(HeaderRequest)], Read, cancellationToken).ConfigureAwait(false);
        return (heads[0]!, heads[1], heads[2]);

        // A node without a finalized block yet answers null or with an error, depending on its make.
        BlockHeader? Read(int i, RpcResult result) =>
            i > 0 && result.Error is not null ? null
            : ReadHeader(new(result.Get(), "eth_getBlockByNumber"), references[i]) is { } header ? header
            : i > 0 ? null
            : throw new RpcProtocolException("eth_getBlockByNumber", "there is no latest block");
    }

    /// <summary>The canonical headers from a number on, asked together; null where the node's chain has ended.</summary>
    /// <remarks>They need not link to each other when the chain changes while they are read.</remarks>
    public async Task<IReadOnlyList<BlockHeader?>> GetHeadersAsync(ulong from, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        BlockReference[] references = [.. Enumerable.Range(0, count).Select(i => BlockReference.At(from + (ulong)i))];
        return await _rpc.SendBatchAsync(
            [.. references.Select(HeaderRequest)],
            (i, result) => ReadHeader(new(result.Get(), "eth_getBlockByNumber"), references[i]),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The receipt of a transaction, or null while it is in no block.</summary>
    public Task<TransactionReceipt?> GetReceiptAsync(Bytes32 transactionHash, CancellationToken cancellationToken = default) =>
        AskAsync(
            new("eth_getTransactionReceipt", transactionHash.ToString()),
            value => value.IsNothing ? null
                : TransactionReceipt.Read(value) is var receipt && receipt.TransactionHash == transactionHash ? receipt
                : throw value["transactionHash"].Refuse(transactionHash.ToString()),
            cancellationToken);

    /// <summary>A transaction, or null when the node does not know it.</summary>
    public Task<KnownTransaction?> GetTransactionAsync(Bytes32 hash, CancellationToken cancellationToken = default) =>
        AskAsync(
            new("eth_getTransactionByHash", hash.ToString()),
            value => value.IsNothing ? null
                : KnownTransaction.Read(value) is var transaction && transaction.Hash == hash ? transaction
                : throw value["hash"].Refuse(hash.ToString()),
            cancellationToken);

    private static RpcRequest HeaderRequest(BlockReference block) =>
        block.Hash is { } hash ? new("eth_getBlockByHash", hash.ToString(), false) : new("eth_getBlockByNumber", block.ToString(), false);

    private static BlockHeader? ReadHeader(RpcValue value, BlockReference block)
    {
        if (value.IsNothing)
            return null;
        BlockHeader header = BlockHeader.Read(value);
        if (block.Hash is { } hash && header.Hash != hash)
            throw value["hash"].Refuse(hash.ToString());
        string text = block.ToString();
        return text[0] != '0' || block.Hash is not null || text == $"0x{header.Number:x}" ? header : throw value["number"].Refuse(text);
    }

    private Task<T> AskAsync<T>(RpcRequest request, Func<RpcValue, T> read, CancellationToken cancellationToken) =>
        _rpc.SendAsync(request, result => read(new(result, request.Method)), cancellationToken);
}
