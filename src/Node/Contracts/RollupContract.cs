using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>What a rollup's contract answers, at any block. Nothing is sent from here: see <see cref="RollupCalls"/> and <see cref="ContractSender"/>.</summary>
/// <remarks>Every method throws <see cref="RpcException"/>, and <see cref="AbiException"/> where no such contract is.</remarks>
public sealed class RollupContract(EthereumClient node, ulong chainId, Address address)
{
    private static readonly AbiFunction s_head = AbiFunction.Parse("head() returns (bytes32 headerHash, uint64 height)");
    private static readonly AbiFunction s_lastFinal = AbiFunction.Parse("lastFinal() returns (bytes32 headerHash, uint64 height)");
    private static readonly AbiFunction s_status = AbiFunction.Parse("status(bytes32 headerHash) returns (uint8)");
    private static readonly AbiFunction s_isFinalRoot = AbiFunction.Parse("isFinalRoot(uint256 root) returns (bool)");
    private static readonly AbiFunction s_queueLength = AbiFunction.Parse("queueLength() returns (uint64)");
    private static readonly AbiFunction s_queueLink = AbiFunction.Parse("queueLink(uint64 number) returns (uint256)");
    private static readonly AbiFunction s_forcedFee = AbiFunction.Parse("forcedFee() returns (uint256)");
    private static readonly AbiFunction s_generation = AbiFunction.Parse("generation() returns (uint64)");
    private static readonly AbiFunction s_isFrozen = AbiFunction.Parse("isFrozen() returns (bool)");
    private static readonly AbiFunction s_bondOf = AbiFunction.Parse("bondOf(address committer) returns (uint256 total, uint256 locked)");
    private static readonly AbiFunction s_profile = AbiFunction.Parse("profile() returns (bytes)");
    private static readonly AbiFunction s_profileId = AbiFunction.Parse("profileId() returns (bytes32)");
    private static readonly AbiFunction s_genesisRoot = AbiFunction.Parse("genesisRoot() returns (uint256)");
    private static readonly AbiFunction s_votesOf = AbiFunction.Parse("votesOf(bytes32 headerHash) returns (uint8)");
    private static readonly AbiFunction s_tokenCount = AbiFunction.Parse("tokenCount() returns (uint256)");
    private static readonly AbiFunction s_tokenAt = AbiFunction.Parse("tokenAt(uint8 token) returns (address)");
    private static readonly AbiFunction s_hub = AbiFunction.Parse("hub() returns (address)");

    /// <summary>The chain that it is on.</summary>
    public ulong ChainId { get; } = chainId;

    /// <summary>Where it is.</summary>
    public Address Address { get; } = address;

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiFunction> All =>
    [
        s_head, s_lastFinal, s_status, s_isFinalRoot, s_queueLength, s_queueLink, s_forcedFee, s_generation, s_isFrozen, s_bondOf, s_profile,
        s_profileId, s_genesisRoot, s_votesOf, s_tokenCount, s_tokenAt, s_hub,
    ];

    /// <summary>The last committed batch that was not dropped; genesis at first.</summary>
    public Task<(Bytes32 HeaderHash, ulong Height)> GetHeadAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_head, block, it => (it[0].ToBytes32(), it[1].ToUInt64()), cancellationToken);

    /// <summary>The last final batch; genesis at first.</summary>
    public Task<(Bytes32 HeaderHash, ulong Height)> GetLastFinalAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_lastFinal, block, it => (it[0].ToBytes32(), it[1].ToUInt64()), cancellationToken);

    /// <summary>Where a batch stands.</summary>
    public Task<BatchStatus> GetStatusAsync(Bytes32 headerHash, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_status, block, it => (BatchStatus)it[0].ToByte(), cancellationToken, headerHash);

    /// <summary>Whether claims may name a root.</summary>
    public Task<bool> IsFinalRootAsync(Fr root, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_isFinalRoot, block, it => it[0].ToBoolean(), cancellationToken, root.ToWord());

    /// <summary>How many items entered the queue.</summary>
    public Task<ulong> GetQueueLengthAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_queueLength, block, it => it[0].ToUInt64(), cancellationToken);

    /// <summary>The queue's hash chain after a number of items.</summary>
    public Task<UInt256> GetQueueLinkAsync(ulong number, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_queueLink, block, it => it[0].ToUInt256(), cancellationToken, number);

    /// <summary>What a forced operation costs, in wei.</summary>
    public Task<UInt256> GetForcedFeeAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_forcedFee, block, it => it[0].ToUInt256(), cancellationToken);

    /// <summary>How many drops there were.</summary>
    public Task<ulong> GetGenerationAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_generation, block, it => it[0].ToUInt64(), cancellationToken);

    /// <summary>Whether commits have stopped for good.</summary>
    public Task<bool> IsFrozenAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_isFrozen, block, it => it[0].ToBoolean(), cancellationToken);

    /// <summary>A committer's bond, and what of it is locked, in wei.</summary>
    public Task<(UInt256 Total, UInt256 Locked)> GetBondAsync(Address committer, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_bondOf, block, it => (it[0].ToUInt256(), it[1].ToUInt256()), cancellationToken, committer);

    /// <summary>What the rollup promises.</summary>
    public Task<RollupProfile> GetProfileAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_profile, block, it => RollupProfile.Decode(it[0].ToBytes().Span), cancellationToken);

    /// <summary>The header that the first batch follows.</summary>
    public async Task<Batches.BatchHeader> GetGenesisAsync(BlockReference block, CancellationToken cancellationToken = default)
    {
        Fr root = await node.AskAsync(Address, s_genesisRoot, block, it => it[0].ToFr("a root"), cancellationToken).ConfigureAwait(false);
        Bytes32 profile = await node.AskAsync(Address, s_profileId, block, it => it[0].ToBytes32(), cancellationToken).ConfigureAwait(false);
        return new(Bytes32.Zero, root, 0, 0, 0, Fr.Zero, 0, 0, Address.Zero, profile, []);
    }

    /// <summary>The kinds of proof that were recorded for a batch. Time is not recorded.</summary>
    public Task<ProofKinds> GetVotesAsync(Bytes32 headerHash, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_votesOf, block, it => (ProofKinds)it[0].ToByte(), cancellationToken, headerHash);

    /// <summary>The ERC-20s by number, zero for ETH.</summary>
    public async Task<IReadOnlyList<Address>> GetTokensAsync(BlockReference block, CancellationToken cancellationToken = default)
    {
        ulong count = await node.AskAsync(Address, s_tokenCount, block, it => it[0].ToUInt64(), cancellationToken).ConfigureAwait(false);
        List<Address> tokens = [];
        for (ulong i = 0; i < Math.Min(count, State.RollupState.TokenCount); i++)
            tokens.Add(await node.AskAsync(Address, s_tokenAt, block, it => it[0].ToAddress(), cancellationToken, i).ConfigureAwait(false));
        return tokens;
    }

    /// <summary>The settlement hub.</summary>
    public Task<Address> GetHubAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_hub, block, it => it[0].ToAddress(), cancellationToken);
}
