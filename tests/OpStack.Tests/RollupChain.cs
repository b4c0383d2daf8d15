using System.Text.Json;
using Plimsoll.Devnet;
using Plimsoll.EndToEnd;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>The rollup's half: a second chain with the OP Stack's own predeploys, so that withdrawals, storage proofs and output roots are real.</summary>
internal sealed class RollupChain : IAsyncDisposable
{
    public static readonly Address MessagePasser = Address.Parse("0x4200000000000000000000000000000000000016");

    private static readonly Address s_l1Block = Address.Parse("0x4200000000000000000000000000000000000015");

    private readonly Anvil _anvil;
    private readonly JsonRpcClient _rpc;
    private readonly EthereumClient _l1;
    private readonly Dictionary<ulong, Output> _outputs = [];

    private RollupChain(Anvil anvil, EthereumClient l1) => (_anvil, _rpc, _l1) = (anvil, new(anvil.Endpoint), l1);

    public EthereumClient Node => new(_rpc);

    public Uri Endpoint => _anvil.Endpoint;

    /// <summary>The token that stands for the one on L1.</summary>
    public DeployedContract Token { get; private set; } = null!;

    public DeployedContract Passer { get; private set; } = null!;

    /// <summary>An output with its parts.</summary>
    public sealed record Output(ulong Block, Bytes32 StateRoot, Bytes32 StorageRoot, Bytes32 BlockHash)
    {
        public Bytes32 Root => Keccak256.Hash([.. new byte[32], .. StateRoot.Span, .. StorageRoot.Span, .. BlockHash.Span]);

        public AbiValue Proof => AbiValue.Of(Bytes32.Zero, StateRoot, StorageRoot, BlockHash);
    }

    /// <summary>A withdrawal that a user made.</summary>
    public sealed record Withdrawal(Bytes32 Hash, AbiValue Transaction);

    public static async Task<RollupChain> StartAsync(EthereumClient l1, PrivateKey deployer, CancellationToken cancellation)
    {
        BlockHeader head = await LatestAsync(l1, cancellation);
        Anvil anvil = await Anvil.StartAsync(
            new() { ChainId = 901, SlotsInAnEpoch = 0, GenesisTimestamp = head.Timestamp - 1_000, LogFolder = Path.Combine(AppContext.BaseDirectory, "anvil-logs") }, cancellation);
        RollupChain chain = new(anvil, l1);
        await chain.InstallAsync("L2ToL1MessagePasser", MessagePasser, cancellation);
        await chain.InstallAsync("L1Block", s_l1Block, cancellation);
        chain.Token = await DeployedContract.DeployFileAsync(chain.Node, deployer, OpStackChain.Artifact("TestERC20", ".0.8.15"), [], cancellation);
        DeployedContract passer = await DeployedContract.DeployFileAsync(chain.Node, deployer, OpStackChain.Artifact("L2ToL1MessagePasser"), [], cancellation);
        chain.Passer = passer.At(MessagePasser);
        await chain.LiveAsync(cancellation);
        return chain;
    }

    /// <summary>Makes a block now, which knows all of L1: the rollup is alive.</summary>
    public async Task<Output> LiveAsync(CancellationToken cancellation)
    {
        BlockHeader origin = await LatestAsync(_l1, cancellation);
        UInt256 word = (UInt256)origin.Number + ((UInt256)origin.Timestamp << 64);
        await SendAsync(new("anvil_setStorageAt", s_l1Block.ToString(), Bytes32.Zero.ToString(), Bytes32.FromUInt256(word).ToString()), cancellation);
        BlockHeader before = await LatestAsync(Node, cancellation);
        if (origin.Timestamp > before.Timestamp)
            await SendAsync(new("evm_setNextBlockTimestamp", origin.Timestamp), cancellation);
        await SendAsync(new("evm_mine"), cancellation);
        return await OutputAsync(cancellation);
    }

    /// <summary>The newest block's output.</summary>
    public async Task<Output> OutputAsync(CancellationToken cancellation)
    {
        BlockHeader header = await LatestAsync(Node, cancellation);
        AccountProof passer = await Node.GetProofAsync(MessagePasser, [], BlockReference.At(header.Number), cancellation);
        return _outputs[header.Number] = new(header.Number, header.StateRoot, passer.StorageHash, header.Hash);
    }

    /// <summary>The output at a block, if it was ever asked for or is the newest.</summary>
    public async Task<Output?> OutputAtAsync(ulong block, CancellationToken cancellation)
    {
        BlockHeader? header = await Node.GetHeaderAsync(BlockReference.At(block), cancellation);
        if (header is null)
            return null;
        if (_outputs.TryGetValue(block, out Output? known))
            return known;
        AccountProof passer = await Node.GetProofAsync(MessagePasser, [], BlockReference.At(block), cancellation);
        return new(block, header.StateRoot, passer.StorageHash, header.Hash);
    }

    /// <summary>A user withdraws ETH.</summary>
    public async Task<Withdrawal> WithdrawAsync(Address target, UInt256 amount, CancellationToken cancellation)
    {
        TransactionReceipt receipt = await OpStackChain.SucceedAsync(Passer.SendAsync("initiateWithdrawal", [target, 100_000, Array.Empty<byte>()], cancellation, amount));
        AbiEvent passed = Passer.Abi.Event("MessagePassed");
        AbiRecord log = passed.Decode([.. receipt.Logs[0].Topics], receipt.Logs[0].Data.Span);
        return new(log["withdrawalHash"].ToBytes32(), AbiValue.Of(log["nonce"], log["sender"], log["target"], log["value"], log["gasLimit"], log["data"]));
    }

    /// <summary>The proof that the newest block holds a withdrawal, as the portal wants it.</summary>
    public async Task<AbiValue> ProveAsync(Withdrawal withdrawal, ulong block, CancellationToken cancellation)
    {
        Bytes32 slot = Keccak256.Hash(withdrawal.Hash.Span, new byte[32]);
        AccountProof proof = await Node.GetProofAsync(MessagePasser, [slot], BlockReference.At(block), cancellation);
        return AbiValue.Of([.. proof.Storage[0].Nodes.Select(node => (AbiValue)node)]);
    }

    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        await _anvil.DisposeAsync();
    }

    internal static async Task<BlockHeader> LatestAsync(EthereumClient node, CancellationToken cancellation) =>
        (await node.GetHeaderAsync(BlockReference.Latest, cancellation))!;

    private async Task InstallAsync(string name, Address address, CancellationToken cancellation)
    {
        using JsonDocument artifact = JsonDocument.Parse(await File.ReadAllBytesAsync(OpStackChain.Artifact(name), cancellation));
        await SendAsync(new("anvil_setCode", address.ToString(), artifact.RootElement.GetProperty("deployedBytecode").GetProperty("object").GetString()), cancellation);
    }

    private Task<JsonValueKind> SendAsync(RpcRequest request, CancellationToken cancellation) => _rpc.SendAsync(request with { IsRepeatable = false }, result => result.ValueKind, cancellation);
}
