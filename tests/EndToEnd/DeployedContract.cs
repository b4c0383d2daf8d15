using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd;

/// <summary>A compiled contract, deployed by a transaction as anybody would.</summary>
internal sealed class DeployedContract
{
    private const ulong GasLimit = 10_000_000;

    private readonly EthereumClient _node;
    private readonly PrivateKey _sender;

    private DeployedContract(EthereumClient node, PrivateKey sender, ContractAbi abi, Address address) =>
        (_node, _sender, Abi, Address) = (node, sender, abi, address);

    public ContractAbi Abi { get; }

    public Address Address { get; }

    /// <summary>Deploys one of the project's own contracts; the test is skipped where they are not built.</summary>
    public static Task<DeployedContract> DeployAsync(EthereumClient node, PrivateKey sender, string name, AbiValue[] arguments, CancellationToken cancellation)
    {
        string path = Checkout.PathOf("contracts", "out", $"{name}.sol", $"{name}.json");
        Assert.SkipUnless(File.Exists(path), "the contracts are not built: build once with Node.js");
        return DeployFileAsync(node, sender, path, arguments, cancellation);
    }

    /// <summary>Deploys the contract of an artifact file.</summary>
    public static async Task<DeployedContract> DeployFileAsync(EthereumClient node, PrivateKey sender, string path, AbiValue[] arguments, CancellationToken cancellation)
    {
        ContractArtifact artifact = ContractArtifact.Parse(await File.ReadAllBytesAsync(path, cancellation));
        return await DeployAsync(node, sender, artifact, arguments, cancellation);
    }

    /// <summary>Deploys a contract from elsewhere.</summary>
    public static async Task<DeployedContract> DeployAsync(
        EthereumClient node, PrivateKey sender, ContractArtifact artifact, AbiValue[] arguments, CancellationToken cancellation)
    {
        TransactionReceipt receipt = await SendAsync(node, sender, null, artifact.EncodeCreation(arguments), 0, cancellation);
        Assert.True(receipt.Succeeded, "the contract was not deployed");
        return new(node, sender, artifact.Abi, receipt.ContractAddress!.Value);
    }

    /// <summary>The same functions at another address: a proxy, or a clone.</summary>
    public DeployedContract At(Address address) => new(_node, _sender, Abi, address);

    /// <summary>Sends a call as a transaction, whether it reverts or not.</summary>
    public Task<TransactionReceipt> SendAsync(string function, AbiValue[] arguments, CancellationToken cancellation, UInt256 value = default) =>
        SendAsync(_node, _sender, Address, Abi.Function(function).EncodeCall(arguments), value, cancellation);

    /// <summary>Asks, without a transaction, as the sender of transactions.</summary>
    public async Task<AbiRecord> CallAsync(string function, AbiValue[] arguments, CancellationToken cancellation)
    {
        AbiFunction called = Abi.Function(function);
        CallRequest call = new(Address, called.EncodeCall(arguments)) { From = _sender.Address };
        return called.DecodeResult(await _node.CallAsync(call, BlockReference.Latest, cancellation));
    }

    /// <summary>Asks for what reverts, and returns why.</summary>
    public async Task<RevertReason> RefusalAsync(string function, AbiValue[] arguments, CancellationToken cancellation)
    {
        ExecutionRevertedException reverted =
            await Assert.ThrowsAsync<ExecutionRevertedException>(() => CallAsync(function, arguments, cancellation));
        return reverted.Reason(Abi);
    }

    private static async Task<TransactionReceipt> SendAsync(
        EthereumClient node, PrivateKey sender, Address? to, byte[] data, UInt256 value, CancellationToken cancellation)
    {
        using TransactionSender queue = new(node, sender, new() { PollInterval = TimeSpan.FromMilliseconds(20) });
        DynamicFeeTransaction draft = new() { ChainId = await node.GetChainIdAsync(cancellation), To = to, Data = data, Value = value, GasLimit = GasLimit };
        return await queue.SendAsync(draft, cancellation);
    }
}
