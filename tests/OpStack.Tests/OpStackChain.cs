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

    private const ulong Cannon = 0, Permissioned = 1;
    private const ulong L2ChainId = 901;

    private readonly EthereumClient _node;
    private AbiValue[] _played = [];

    private OpStackChain(EthereumClient node, DeployedContract portal, DeployedContract factory, DeployedContract gameCode) =>
        (_node, Portal, Factory, GameCode) = (node, portal, factory, gameCode);

    /// <summary>The bond that opens a game, in wei.</summary>
    public static UInt256 InitialBond { get; } = 80_000_000_000_000_000;

    /// <summary>OptimismPortal2: escrow of ETH, proofs and payments of withdrawals.</summary>
    public DeployedContract Portal { get; }

    public DeployedContract Factory { get; }

    /// <summary>FaultDisputeGame, whose clones are played.</summary>
    public DeployedContract GameCode { get; }

    /// <summary>L1StandardBridge: escrow of tokens.</summary>
    public DeployedContract Bridge { get; private init; } = null!;

    /// <summary>SuperchainConfig: the deployer is its guardian and may pause.</summary>
    public DeployedContract Superchain { get; private init; } = null!;

    /// <summary>A token, of which the deployer can make as many as it likes.</summary>
    public DeployedContract Token { get; private init; } = null!;

    /// <summary>SystemConfig: batcher and block signer, appointed by its owner, the deployer.</summary>
    public DeployedContract System { get; private init; } = null!;

    /// <summary>AnchorStateRegistry: from where games begin.</summary>
    public DeployedContract Anchors { get; private init; } = null!;

    /// <summary>The contracts by name as plain proxies, which the deployer is the admin of.</summary>
    public IReadOnlyDictionary<string, DeployedContract> Proxies { get; private init; } = null!;

    /// <summary>Deploys a published contract by name.</summary>
    public Func<string, AbiValue[], Task<DeployedContract>> DeployOneAsync { get; private init; } = null!;

    /// <summary>Deploys everything; the test is skipped where npm has not installed the contracts.</summary>
    /// <param name="node">The base layer.</param>
    /// <param name="deployer">Has every role.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="start">From where games begin: an output root and its block; without it one that no rollup has.</param>
    public static async Task<OpStackChain> DeployAsync(EthereumClient node, PrivateKey deployer, CancellationToken cancellation, (Bytes32 Root, ulong Block)? start = null)
    {
        Dictionary<string, DeployedContract> proxies = [];
        (Bytes32 root, ulong block) = start ?? (Bytes32.Parse("0x" + new string('1', 64)), 0);
        DeployedContract superchain = await BehindProxyAsync("SuperchainConfig", [], deployer.Address, false);
        DeployedContract factory = await BehindProxyAsync("DisputeGameFactory", [], deployer.Address);
        AbiValue anchor = AbiValue.Of(Cannon, AbiValue.Of(root, block)), permissioned = AbiValue.Of(Permissioned, AbiValue.Of(root, block));
        DeployedContract anchors = await BehindProxyAsync("AnchorStateRegistry", [factory.Address], AbiValue.Of([anchor, permissioned]));
        DeployedContract weth = await BehindProxyAsync("DelayedWETH", [ProofMaturity], deployer.Address, superchain.Address);
        AbiValue resources = AbiValue.Of(20_000_000, 10, 8, 1_000_000_000, 1_000_000, (UInt256.One << 128) - UInt256.One);
        AbiValue nowhere = AbiValue.Of([.. Enumerable.Repeat((AbiValue)Address.Zero, 7)]);
        DeployedContract system = await BehindProxyAsync("SystemConfig", [], deployer.Address, 1, 1, Bytes32.Zero, 30_000_000, deployer.Address, resources, Address.Zero, nowhere);
        DeployedContract preimages = await PlainAsync("PreimageOracle", 126_000, 86_400);
        DeployedContract mips = await PlainAsync("MIPS", preimages.Address);
        Bytes32 prestate = Bytes32.Parse("0x03" + new string('0', 62));
        DeployedContract game = await PlainAsync(
            "FaultDisputeGame", Cannon, prestate, 73, 30, 10_800, MaxClock, mips.Address, weth.Address, anchors.Address, L2ChainId);
        await SucceedAsync(factory.SendAsync("setImplementation", [Cannon, game.Address], cancellation));
        await SucceedAsync(factory.SendAsync("setInitBond", [Cannon, InitialBond], cancellation));
        AbiValue[] immutables = [ProofMaturity, Finality];
        DeployedContract portal = await BehindProxyAsync("OptimismPortal2", immutables, factory.Address, system.Address, superchain.Address, Cannon);
        DeployedContract messenger = await BehindProxyAsync("L1CrossDomainMessenger", [], superchain.Address, portal.Address, system.Address);
        DeployedContract bridge = await BehindProxyAsync("L1StandardBridge", [], messenger.Address, superchain.Address, system.Address);
        DeployedContract token = await DeployedContract.DeployFileAsync(node, deployer, Artifact("TestERC20", ".0.8.15"), [], cancellation);
        return new(node, portal, factory, game)
        {
            Bridge = bridge,
            Superchain = superchain,
            Token = token,
            System = system,
            Anchors = anchors,
            Proxies = proxies,
            DeployOneAsync = PlainAsync,
            _played = [prestate, 73, 30, 10_800, MaxClock, mips.Address, weth.Address, anchors.Address, L2ChainId],
        };

        Task<DeployedContract> PlainAsync(string name, params AbiValue[] arguments) =>
            DeployedContract.DeployFileAsync(node, deployer, Artifact(name), arguments, cancellation);

        async Task<DeployedContract> BehindProxyAsync(string name, AbiValue[] immutables, params AbiValue[] initial)
        {
            DeployedContract code = await PlainAsync(name, immutables);
            DeployedContract proxy = await PlainAsync("Proxy", deployer.Address);
            byte[] initialize = code.Abi.Function("initialize").EncodeCall(initial);
            await SucceedAsync(proxy.SendAsync("upgradeToAndCall", [code.Address, initialize], cancellation));
            proxies[name] = proxy;
            return code.At(proxy.Address);
        }
    }

    /// <summary>Proposes a root for an L2 block, whoever may be right about it, and returns the game about it.</summary>
    public async Task<DeployedContract> ProposeAsync(Bytes32 root, ulong l2Block, CancellationToken cancellation)
    {
        ulong type = (await Portal.CallAsync("respectedGameType", [], cancellation))[0].ToUInt64();
        byte[] extraData = new byte[32];
        ((UInt256)l2Block).WriteBytes(extraData);
        TransactionReceipt receipt = await Factory.SendAsync("create", [type, root, extraData], cancellation, InitialBond);
        Assert.True(receipt.Succeeded);
        AbiEvent created = Factory.Abi.Event("DisputeGameCreated");
        Log log = Assert.Single(receipt.Logs, log => created.Matches([.. log.Topics]));
        AbiRecord game = created.Decode([.. log.Topics], log.Data.Span);
        Assert.Equal(root, game["rootClaim"].ToBytes32());
        return GameCode.At(game["disputeProxy"].ToAddress());
    }

    /// <summary>PermissionedDisputeGame: a proposer proposes and a challenger challenges.</summary>
    public Task<DeployedContract> DeployForTwoAsync(Address proposer, Address challenger) =>
        DeployOneAsync("PermissionedDisputeGame", [Permissioned, .. _played, proposer, challenger]);

    /// <summary>From now on only games of two count, played by that code.</summary>
    public async Task PermitAsync(DeployedContract code, CancellationToken cancellation)
    {
        await SucceedAsync(Factory.SendAsync("setImplementation", [Permissioned, code.Address], cancellation));
        await SucceedAsync(Factory.SendAsync("setInitBond", [Permissioned, InitialBond], cancellation));
        await SucceedAsync(Portal.SendAsync("setRespectedGameType", [Permissioned], cancellation));
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

    /// <summary>The file of a published contract.</summary>
    public static string Artifact(string name, string version = "")
    {
        string path = Checkout.PathOf(
            "tests", "OpStack.Tests", "node_modules", "@eth-optimism", "contracts-bedrock", "forge-artifacts", $"{name}.sol", $"{name}{version}.json");
        Assert.SkipUnless(File.Exists(path), "the OP Stack's contracts are not installed: build once with Node.js and a package registry");
        return path;
    }
}
