using System.Text.Json.Nodes;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>The fraud verifier and the two contracts that it asks, deployed on a chain by transactions: each keeps the code limit.</summary>
internal sealed class DisputeContracts
{
    // A whole block's worth is not needed; what is not used is not counted.
    private const string GasLimit = "0x1000000";
    private const string Sender = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

    private readonly JsonRpcClient _client;
    private readonly ContractArtifact _verifier;
    private readonly Address _step;
    private readonly Address _address;

    private DisputeContracts(JsonRpcClient client, ContractArtifact verifier, Address step, Address address) =>
        (_client, _verifier, _step, _address) = (client, verifier, step, address);

    /// <summary>Deploys them; the test is skipped where the contracts are not built.</summary>
    public static async Task<DisputeContracts> DeployAsync(JsonRpcClient client, CancellationToken cancellation)
    {
        Address step = await CreateAsync(client, Artifact("StateStep").EncodeCreation(), cancellation);
        Address signatures = await CreateAsync(client, Artifact("SignatureVerifier").EncodeCreation(), cancellation);
        ContractArtifact verifier = Artifact("FraudVerifier");
        return new(client, verifier, step, await CreateAsync(client, verifier.EncodeCreation(step, signatures), cancellation));
    }

    /// <summary>Asks the verifier; returns null when it is convinced, else why it is not.</summary>
    public async Task<string?> RefusalAsync(AbiValue[] batch, AbiValue proof, CancellationToken cancellation)
    {
        try
        {
            CallRequest call = new(_address, _verifier.Abi.Function("verify").EncodeCall([.. batch, proof]));
            await new EthereumClient(_client).CallAsync(call, BlockReference.Latest, cancellation);
            return null;
        }
        catch (ExecutionRevertedException refusal)
        {
            return refusal.Reason(_verifier.Abi).ToString();
        }
    }

    /// <summary>Executes a slot again and returns the answer's fields.</summary>
    public async Task<AbiRecord> StepAsync(string name, AbiValue[] arguments, CancellationToken cancellation)
    {
        AbiFunction function = Artifact("StateStep").Abi.Function(name);
        return function.DecodeResult(await new EthereumClient(_client).CallAsync(new(_step, function.EncodeCall(arguments)), BlockReference.Latest, cancellation));
    }

    /// <summary>Sends the dispute as a transaction and returns its gas: calldata and the 21,000 of a transaction included.</summary>
    public async Task<ulong> GasAsync(AbiValue[] batch, AbiValue proof, CancellationToken cancellation)
    {
        TransactionReceipt receipt = await SendAsync(_client, _address, _verifier.Abi.Function("verify").EncodeCall([.. batch, proof]), cancellation);
        Assert.True(receipt.Succeeded);
        return receipt.GasUsed;
    }

    private static ContractArtifact Artifact(string name)
    {
        string path = Checkout.PathOf("contracts", "out", $"{name}.sol", $"{name}.json");
        Assert.SkipUnless(File.Exists(path), "the contracts are not built: build once with Node.js");
        return ContractArtifact.Parse(File.ReadAllBytes(path));
    }

    private static async Task<Address> CreateAsync(JsonRpcClient client, byte[] code, CancellationToken cancellation)
    {
        TransactionReceipt receipt = await SendAsync(client, to: null, code, cancellation);
        Assert.True(receipt.Succeeded);
        return receipt.ContractAddress!.Value;
    }

    private static async Task<TransactionReceipt> SendAsync(JsonRpcClient client, Address? to, byte[] input, CancellationToken cancellation)
    {
        JsonObject transaction = new() { ["from"] = Sender, ["input"] = Hex.Encode(input), ["gas"] = GasLimit };
        if (to is { } recipient)
            transaction["to"] = recipient.ToString();
        string hash = await client.SendAsync(new("eth_sendTransaction", transaction), result => result.GetString()!, cancellation);
        await client.SendAsync(new("evm_mine"), result => result.GetString(), cancellation);
        TransactionReceipt? receipt = await new EthereumClient(client).GetReceiptAsync(Bytes32.Parse(hash), cancellation);
        Assert.NotNull(receipt);
        return receipt;
    }
}
