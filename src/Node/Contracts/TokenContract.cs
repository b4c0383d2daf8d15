using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>What an ERC-20 answers, and the calls that users of a rollup make there.</summary>
/// <remarks>Every method that asks throws <see cref="RpcException"/>, and <see cref="AbiException"/> where no such contract is.</remarks>
public sealed class TokenContract(EthereumClient node, Address address)
{
    private static readonly AbiFunction s_approve = AbiFunction.Parse("approve(address spender, uint256 amount) returns (bool)");
    private static readonly AbiFunction s_mint = AbiFunction.Parse("mint(address to, uint256 amount)");
    private static readonly AbiFunction s_balanceOf = AbiFunction.Parse("balanceOf(address account) returns (uint256)");
    private static readonly AbiFunction s_totalSupply = AbiFunction.Parse("totalSupply() returns (uint256)");

    /// <summary>Where it is.</summary>
    public Address Address { get; } = address;

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiFunction> All => [s_approve, s_mint, s_balanceOf, s_totalSupply];

    /// <summary>The input of the call that lets somebody take so much from the sender.</summary>
    public static byte[] Approve(Address spender, UInt256 amount) => s_approve.EncodeCall(spender, amount);

    /// <summary>The input of the call that makes tokens: a test token's alone.</summary>
    public static byte[] Mint(Address to, UInt256 amount) => s_mint.EncodeCall(to, amount);

    /// <summary>What somebody holds.</summary>
    public Task<UInt256> GetBalanceAsync(Address account, BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_balanceOf, block, it => it[0].ToUInt256(), cancellationToken, account);

    /// <summary>What all hold together.</summary>
    public Task<UInt256> GetTotalSupplyAsync(BlockReference block, CancellationToken cancellationToken = default) =>
        node.AskAsync(Address, s_totalSupply, block, it => it[0].ToUInt256(), cancellationToken);
}
