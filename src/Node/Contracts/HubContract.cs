using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>What the settlement hub answers about one rollup, at any block, and the calls that anybody can make there.</summary>
/// <remarks>Tokens are named by address, zero for ETH. Every method throws <see cref="RpcException"/>, and <see cref="AbiException"/> where no such contract is.</remarks>
public sealed class HubContract(EthereumClient node, Address address, Address rollup)
{
    // A transfer of ETH gets 50,000 at most, an ERC-20's takes about as much; the rest is the ledger's.
    private const ulong GasOfPayout = 150_000;

    private static readonly AbiFunction s_vaultOf = AbiFunction.Parse("vaultOf(address rollup, address token) returns (address)");
    private static readonly AbiFunction s_escrow = AbiFunction.Parse("escrow(address rollup, address token) returns (uint256)");
    private static readonly AbiFunction s_claimed = AbiFunction.Parse("claimed(address rollup, uint32 index, address owner, address token) returns (uint256)");
    private static readonly AbiFunction s_waiting = AbiFunction.Parse("waiting(address rollup, address token) returns (uint256 amount, uint256 entries)");
    private static readonly AbiFunction s_quotaLeft = AbiFunction.Parse("quotaLeft(address rollup, address token) returns (uint256)");
    private static readonly AbiFunction s_processPayouts = AbiFunction.Parse("processPayouts(address rollup, address token, uint256 maxEntries) returns (uint256)");
    private static readonly AbiFunction s_collectRefused = AbiFunction.Parse("collectRefused(address rollup, address token, address recipient) returns (uint256)");

    /// <summary>Where it is.</summary>
    public Address Address { get; } = address;

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiFunction> All => [s_vaultOf, s_escrow, s_claimed, s_waiting, s_quotaLeft, s_processPayouts, s_collectRefused];

    /// <summary>The vault that a depositor approves.</summary>
    public Task<Address> GetVaultAsync(Address token, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_vaultOf, block, it => it[0].ToAddress(), cancellationToken, rollup, token);

    /// <summary>What the hub holds for the rollup.</summary>
    public Task<UInt256> GetEscrowAsync(Address token, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_escrow, block, it => it[0].ToUInt256(), cancellationToken, rollup, token);

    /// <summary>What an account was paid, or has waiting, of its running total.</summary>
    public Task<UInt256> GetClaimedAsync(uint index, Address owner, Address token, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_claimed, block, it => it[0].ToUInt256(), cancellationToken, rollup, (ulong)index, owner, token);

    /// <summary>What waits for the quota, and in how many entries.</summary>
    public Task<(UInt256 Amount, ulong Entries)> GetWaitingAsync(Address token, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_waiting, block, it => (it[0].ToUInt256(), it[1].ToUInt64()), cancellationToken, rollup, token);

    /// <summary>What can leave at once.</summary>
    public Task<UInt256> GetQuotaLeftAsync(Address token, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_quotaLeft, block, it => it[0].ToUInt256(), cancellationToken, rollup, token);

    /// <summary>Pays waiting entries in their order as far as the quota reaches.</summary>
    /// <param name="sender">Whoever pays the gas.</param>
    /// <param name="token">Whose line.</param>
    /// <param name="maxEntries">How many at most, above 0.</param>
    /// <param name="cancellationToken">Stops waiting; what was sent stays sent.</param>
    /// <exception cref="TransactionFailedException">It reverts.</exception>
    public async Task<TransactionReceipt> PayWaitingAsync(ContractSender sender, Address token, ulong maxEntries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        (_, ulong entries) = await GetWaitingAsync(token, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        // A block later the quota may reach further than when the call was tried.
        ulong room = Math.Min(entries, maxEntries) * GasOfPayout;
        return await sender.CallWithRoomAsync("pay what waits", Address, s_processPayouts.EncodeCall(rollup, token, maxEntries), room, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The input of the call that pays the sender what was refused before.</summary>
    public byte[] CollectRefused(Address token, Address recipient) => s_collectRefused.EncodeCall(rollup, token, recipient);
}
