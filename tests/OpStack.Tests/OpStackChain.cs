using Plimsoll.EndToEnd;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>The base-layer half of an OP Stack rollup with permissionless fault proofs: the published contracts, behind proxies, with production's delays.</summary>
internal sealed class OpStackChain
{
    /// <summary>What a game's clock gives each side, in seconds: 3.5 days.</summary>
    public const ulong MaxClock = 302_400;

    /// <summary>Seconds from a withdrawal's proof to its payment: 7 days.</summary>
    public const ulong ProofMaturity = 604_800;

    /// <summary>Seconds from a game's resolution to a payment by it: 3.5 days.</summary>
    public const ulong Finality = 302_400;

    private const ulong Cannon = 0;
    private const ulong L2ChainId = 901;

    private readonly EthereumClient _node;
    private readonly DeployedContract _gameCode;

    private OpStackChain(EthereumClient node, DeployedContract portal, DeployedContract factory, DeployedContract gameCode) =>
        (_node, Portal, Factory, _gameCode) = (node, portal, factory, gameCode);

    /// <summary>The bond that opens a game, in wei.</summary>
    public static UInt256 InitialBond { get; } = 80_000_000_000_000_000;

    /// <summary>OptimismPortal2: escrow of ETH, proofs and payments of withdrawals.</summary>
    public DeployedContract Portal { get; }

    public DeployedContract Factory { get; }

    /// <summary>Deploys everything; the test is skipped where npm has not installed the contracts.</summary>
    public static async Task<OpStackChain> DeployAsync(EthereumClient node, PrivateKey deployer, CancellationToken cancellation)
    {
        DeployedContract superchain = await BehindProxyAsync("SuperchainConfig", [], deployer.Address, false);
        DeployedContract factory = await BehindProxyAsync("DisputeGameFactory", [], deployer.Address);
        AbiValue anchor = AbiValue.Of(Cannon, AbiValue.Of(Bytes32.Parse("0x" + new string('1', 64)), 0));
        DeployedContract anchors = await BehindProxyAsync("AnchorStateRegistry", [factory.Address], AbiValue.Of([anchor]));
        DeployedContract weth = await BehindProxyAsync("DelayedWETH", [ProofMaturity], deployer.Address, superchain.Address);
        DeployedContract system = await PlainAsync("SystemConfig");
        DeployedContract preimages = await PlainAsync("PreimageOracle", 126_000, 86_400);
        DeployedContract mips = await PlainAsync("MIPS", preimages.Address);
        Bytes32 prestate = Bytes32.Parse("0x03" + new string('0', 62));
        DeployedContract game = await PlainAsync(
            "FaultDisputeGame", Cannon, prestate, 73, 30, 10_800, MaxClock, mips.Address, weth.Address, anchors.Address, L2ChainId);
        await SucceedAsync(factory.SendAsync("setImplementation", [Cannon, game.Address], cancellation));
        await SucceedAsync(factory.SendAsync("setInitBond", [Cannon, InitialBond], cancellation));
        AbiValue[] immutables = [ProofMaturity, Finality];
        DeployedContract portal = await BehindProxyAsync("OptimismPortal2", immutables, factory.Address, system.Address, superchain.Address, Cannon);
        return new(node, portal, factory, game);

        Task<DeployedContract> PlainAsync(string name, params AbiValue[] arguments) =>
            DeployedContract.DeployFileAsync(node, deployer, Artifact(name), arguments, cancellation);

        async Task<DeployedContract> BehindProxyAsync(string name, AbiValue[] immutables, params AbiValue[] initial)
        {
            DeployedContract code = await PlainAsync(name, immutables);
            DeployedContract proxy = await PlainAsync("Proxy", deployer.Address);
            byte[] initialize = code.Abi.Function("initialize").EncodeCall(initial);
            await SucceedAsync(proxy.SendAsync("upgradeToAndCall", [code.Address, initialize], cancellation));
            return code.At(proxy.Address);
        }
    }

    /// <summary>Proposes a root for an L2 block, whoever may be right about it, and returns the game about it.</summary>
    public async Task<DeployedContract> ProposeAsync(Bytes32 root, ulong l2Block, CancellationToken cancellation)
    {
        byte[] extraData = new byte[32];
        ((UInt256)l2Block).WriteBytes(extraData);
        TransactionReceipt receipt = await Factory.SendAsync("create", [Cannon, root, extraData], cancellation, InitialBond);
        Assert.True(receipt.Succeeded);
        AbiEvent created = Factory.Abi.Event("DisputeGameCreated");
        Log log = Assert.Single(receipt.Logs, log => created.Matches([.. log.Topics]));
        AbiRecord game = created.Decode([.. log.Topics], log.Data.Span);
        Assert.Equal(root, game["rootClaim"].ToBytes32());
        return _gameCode.At(game["disputeProxy"].ToAddress());
    }

    /// <summary>Lets time pass and makes a block.</summary>
    public async Task PassAsync(ulong seconds, CancellationToken cancellation)
    {
        await _node.Rpc.SendAsync(new("evm_increaseTime", seconds) { IsRepeatable = false }, result => result.ValueKind, cancellation);
        await _node.Rpc.SendAsync(new("evm_mine") { IsRepeatable = false }, result => result.ValueKind, cancellation);
    }

    public static async Task<TransactionReceipt> SucceedAsync(Task<TransactionReceipt> sending)
    {
        TransactionReceipt receipt = await sending;
        Assert.True(receipt.Succeeded);
        return receipt;
    }

    private static string Artifact(string name)
    {
        string path = Checkout.PathOf(
            "tests", "OpStack.Tests", "node_modules", "@eth-optimism", "contracts-bedrock", "forge-artifacts", $"{name}.sol", $"{name}.json");
        Assert.SkipUnless(File.Exists(path), "the OP Stack's contracts are not installed: build once with Node.js and a package registry");
        return path;
    }
}
