using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd;

/// <summary>A contract from <c>contracts/src</c>, deployed by a transaction as anybody would; the test is skipped where the contracts are not built.</summary>
internal sealed class DeployedContract
{
    private const ulong GasLimit = 10_000_000;

    private readonly EthereumClient _node;
    private readonly PrivateKey _sender;

    private DeployedContract(EthereumClient node, PrivateKey sender, ContractAbi abi, Address address) =>
        (_node, _sender, Abi, Address) = (node, sender, abi, address);

    public ContractAbi Abi { get; }

    public Address Address { get; }

    public static async Task<DeployedContract> DeployAsync(EthereumClient node, PrivateKey sender, string name, AbiValue[] arguments, CancellationToken cancellation)
    {
        string path = Checkout.PathOf("contracts", "out", $"{name}.sol", $"{name}.json");
        Assert.SkipUnless(File.Exists(path), "the contracts are not built: build once with Node.js");
        ContractArtifact artifact = ContractArtifact.Parse(await File.ReadAllBytesAsync(path, cancellation));
        TransactionReceipt receipt = await SendAsync(node, sender, null, artifact.EncodeCreation(arguments), cancellation);
        Assert.True(receipt.Succeeded);
        return new(node, sender, artifact.Abi, receipt.ContractAddress!.Value);
    }

    /// <summary>Sends a call as a transaction, whether it reverts or not.</summary>
    public Task<TransactionReceipt> SendAsync(string function, AbiValue[] arguments, CancellationToken cancellation) =>
        SendAsync(_node, _sender, Address, Abi.Function(function).EncodeCall(arguments), cancellation);

    /// <summary>Asks, without a transaction.</summary>
    public async Task<AbiRecord> CallAsync(string function, AbiValue[] arguments, CancellationToken cancellation)
    {
        AbiFunction called = Abi.Function(function);
        return called.DecodeResult(await _node.CallAsync(new(Address, called.EncodeCall(arguments)), BlockReference.Latest, cancellation));
    }

    /// <summary>Asks for what reverts, and returns why.</summary>
    public async Task<RevertReason.Custom> RefusalAsync(string function, AbiValue[] arguments, CancellationToken cancellation)
    {
        ExecutionRevertedException reverted =
            await Assert.ThrowsAsync<ExecutionRevertedException>(() => CallAsync(function, arguments, cancellation));
        return Assert.IsType<RevertReason.Custom>(reverted.Reason(Abi));
    }

    private static async Task<TransactionReceipt> SendAsync(EthereumClient node, PrivateKey sender, Address? to, byte[] data, CancellationToken cancellation)
    {
        using TransactionSender queue = new(node, sender, new() { PollInterval = TimeSpan.FromMilliseconds(20) });
        DynamicFeeTransaction draft = new() { ChainId = await node.GetChainIdAsync(cancellation), To = to, Data = data, GasLimit = GasLimit };
        return await queue.SendAsync(draft, cancellation);
    }
}
