using System.Text.Json;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd;

/// <summary>A test harness from <c>contracts/test/utils</c>, put on the chain at an address of its own.</summary>
/// <remarks>Its runtime code is set and not deployed: a harness carries every function at once and may exceed a deployed contract's limit.</remarks>
internal sealed class HarnessContract
{
    private readonly JsonRpcClient _client;
    private readonly Address _address;

    private HarnessContract(JsonRpcClient client, Address address) => (_client, _address) = (client, address);

    /// <summary>Puts the harness there; the test is skipped where the contracts are not built.</summary>
    public static async Task<HarnessContract> PutAsync(JsonRpcClient client, string name, string address, CancellationToken cancellation)
    {
        byte[]? code = RuntimeCode(name);
        Assert.SkipWhen(code is null, "the contracts are not built: build once with Node.js");
        HarnessContract harness = new(client, Address.Parse(address));
        await client.SendAsync(new("anvil_setCode", harness._address.ToString(), Hex.Encode(code)), result => result.ValueKind, cancellation);
        return harness;
    }

    /// <summary>Calls a function with words of 32 bytes and returns the answer's bytes.</summary>
    public Task<byte[]> CallAsync(AbiFunction function, IEnumerable<byte[]> words, CancellationToken cancellation)
    {
        CallRequest call = new(_address, (byte[])[.. function.Selector.ToBytes(), .. words.SelectMany(word => word)]);
        return new EthereumClient(_client).CallAsync(call, BlockReference.Latest, cancellation);
    }

    /// <summary>The harness's ABI, for functions that take more than words.</summary>
    public static ContractAbi Abi(string name) => ContractAbi.Parse(File.ReadAllBytes(Checkout.PathOf("contracts", "out", $"{name}.sol", $"{name}.json")));

    private static byte[]? RuntimeCode(string name)
    {
        string path = Checkout.PathOf("contracts", "out", $"{name}.sol", $"{name}.json");
        if (!File.Exists(path))
            return null;
        using JsonDocument artifact = JsonDocument.Parse(File.ReadAllBytes(path));
        return Hex.Decode(artifact.RootElement.GetProperty("deployedBytecode").GetProperty("object").GetString());
    }
}
