using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>What an issuer of claim tokens answers, and the calls that anybody can make there.</summary>
/// <remarks>Every method that asks throws <see cref="RpcException"/>, and <see cref="AbiException"/> where no such contract is. Spec: docs/spec/margin.md#issuer.</remarks>
public sealed class ClaimIssuerContract(EthereumClient node, Address address)
{
    private static readonly AbiFunction s_deposit = AbiFunction.Parse("deposit(uint256 amount, uint32 hint) returns (uint64 item, uint256 issued)");
    private static readonly AbiFunction s_redeem = AbiFunction.Parse("redeem(uint256 amount) returns (uint256 number)");
    private static readonly AbiFunction s_exit = AbiFunction.Parse("exit(uint32 index) payable returns (uint64 item)");
    private static readonly AbiFunction s_pay = AbiFunction.Parse("pay(uint256 number, address recipient) returns (uint256 amount)");
    private static readonly AbiFunction s_collectRefused = AbiFunction.Parse("collectRefused() returns (uint256 amount)");
    private static readonly AbiFunction s_received = AbiFunction.Parse("received() returns (uint256)");
    private static readonly AbiFunction s_paid = AbiFunction.Parse("paid() returns (uint256)");
    private static readonly AbiFunction s_redeemed = AbiFunction.Parse("redeemed() returns (uint256)");
    private static readonly AbiFunction s_redemptionOf = AbiFunction.Parse("redemptionOf(uint256 number) returns ((address owner, uint256 from, uint256 to))");
    private static readonly AbiFunction s_token = AbiFunction.Parse("token() returns (address)");
    private static readonly AbiFunction s_inlet = AbiFunction.Parse("inlet() returns (address)");
    private static readonly AbiFunction s_rollup = AbiFunction.Parse("rollup() returns (address)");
    private static readonly AbiFunction s_asset = AbiFunction.Parse("asset() returns (address)");

    /// <summary>Where it is.</summary>
    public Address Address { get; } = address;

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiFunction> All =>
        [s_deposit, s_redeem, s_exit, s_pay, s_collectRefused, s_received, s_paid, s_redeemed, s_redemptionOf, s_token, s_inlet, s_rollup, s_asset];

    /// <summary>The input of the call that deposits for the issuer and issues receipts to the sender.</summary>
    /// <param name="amount">In the asset's smallest unit; the sender has approved the inlet.</param>
    /// <param name="hint">An account of the issuer to add to; one that does not fit opens another. At least half the rollup's capacity.</param>
    public static byte[] Deposit(UInt256 amount, uint hint) => s_deposit.EncodeCall(amount, (ulong)hint);

    /// <summary>The input of the call that burns the sender's receipts for a place in line.</summary>
    public static byte[] Redeem(UInt256 amount) => s_redeem.EncodeCall(amount);

    /// <summary>The input of the call that forces an account of the issuer out; the queue's price is sent along.</summary>
    public static byte[] Exit(uint index) => s_exit.EncodeCall((ulong)index);

    /// <summary>The input of the call that pays a redemption as far as the money reaches.</summary>
    /// <param name="number">Which.</param>
    /// <param name="recipient">Zero for the owner; only the owner names another.</param>
    public static byte[] Pay(UInt256 number, Address recipient) => s_pay.EncodeCall(number, recipient);

    /// <summary>The input of the call that gets what the asset refused to pay the issuer before.</summary>
    public static byte[] CollectRefused() => s_collectRefused.EncodeCall();

    /// <summary>The contracts around it: its receipt, what depositors approve, the rollup, and the asset.</summary>
    public async Task<(Address Token, Address Inlet, Address Rollup, Address Asset)> GetPartsAsync(BlockReference block, CancellationToken cancellationToken = default) => (
        await node.AskAsync(Address, s_token, block, it => it[0].ToAddress(), cancellationToken).ConfigureAwait(false), await node.AskAsync(Address, s_inlet, block, it => it[0].ToAddress(), cancellationToken).ConfigureAwait(false),
        await node.AskAsync(Address, s_rollup, block, it => it[0].ToAddress(), cancellationToken).ConfigureAwait(false), await node.AskAsync(Address, s_asset, block, it => it[0].ToAddress(), cancellationToken).ConfigureAwait(false));

    /// <summary>All that came in to pay redemptions with, all that was paid to them, and all that was ever asked for: three marks on one line.</summary>
    public async Task<(UInt256 Received, UInt256 Paid, UInt256 Redeemed)> GetLineAsync(BlockReference block, CancellationToken cancellationToken = default) => (
        await node.AskAsync(Address, s_received, block, it => it[0].ToUInt256(), cancellationToken).ConfigureAwait(false), await node.AskAsync(Address, s_paid, block, it => it[0].ToUInt256(), cancellationToken).ConfigureAwait(false),
        await node.AskAsync(Address, s_redeemed, block, it => it[0].ToUInt256(), cancellationToken).ConfigureAwait(false));

    /// <summary>A redemption's owner, and what is open of it.</summary>
    /// <exception cref="ExecutionRevertedException">There is none of this number.</exception>
    public Task<(Address Owner, UInt256 From, UInt256 To)> GetRedemptionAsync(UInt256 number, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_redemptionOf, block, it => (it[0][0].ToAddress(), it[0][1].ToUInt256(), it[0][2].ToUInt256()), cancellationToken, number);
}
