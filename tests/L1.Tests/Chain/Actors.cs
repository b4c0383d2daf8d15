using System.Text.Json.Nodes;
using Plimsoll.Devnet;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Chain;

/// <summary>Who acts in the tests on a chain, and the two contracts they act on.</summary>
internal static class Actors
{
    public static readonly PrivateKey Alice = PrivateKey.Parse(AnvilAccounts.Keys[0]);
    public static readonly PrivateKey Bob = PrivateKey.Parse(AnvilAccounts.Keys[1]);

    /// <summary>LOG1 with the first word of the input as topic and no data, then STOP.</summary>
    public static readonly byte[] EmitsTopic = Hex.Decode("0x5f355f5fa100");

    /// <summary>Reverts with its input.</summary>
    public static readonly byte[] RevertsWithInput = Hex.Decode("0x365f5f37365ffd");

    public static Address Emitter { get; } = Address.Parse("0x00000000000000000000000000000000000e3177");

    public static Address Reverter { get; } = Address.Parse("0x0000000000000000000000000000000000e3e575");

    public static Task PutContractsAsync(JsonRpcClient client, CancellationToken cancellation) => Task.WhenAll(
        client.SendAsync(new("anvil_setCode", Emitter.ToString(), Hex.Encode(EmitsTopic)), _ => 0, cancellation),
        client.SendAsync(new("anvil_setCode", Reverter.ToString(), Hex.Encode(RevertsWithInput)), _ => 0, cancellation));

    public static Task MineAsync(JsonRpcClient client, int blocks, CancellationToken cancellation) =>
        client.SendAsync(new("anvil_mine", blocks) { IsRepeatable = false }, _ => 0, cancellation);

    /// <summary>Sends a transaction and waits for its receipt: Anvil answers before the block is made.</summary>
    public static async Task<TransactionReceipt> SendAndWaitAsync(EthereumClient node, SignedTransaction transaction, CancellationToken cancellation) =>
        await WaitAsync(node, await node.SendAsync(transaction, cancellation), cancellation);

    /// <summary>Sends a transaction with its blobs and waits for its receipt.</summary>
    public static async Task<TransactionReceipt> SendAndWaitAsync(EthereumClient node, PooledBlobTransaction transaction, CancellationToken cancellation) =>
        await WaitAsync(node, await node.SendAsync(transaction, cancellation), cancellation);

    /// <summary>Replaces the last <paramref name="depth"/> blocks; <paramref name="transactions"/> go into the new ones: (raw transaction, block counted from the first new one).</summary>
    public static Task ReorgAsync(JsonRpcClient client, int depth, CancellationToken cancellation, params (byte[] Raw, int Block)[] transactions) =>
        client.SendAsync(
            new("anvil_reorg", depth, new JsonArray([.. transactions.Select(transaction => (JsonNode)new JsonArray(Hex.Encode(transaction.Raw), transaction.Block))]))
            {
                IsRepeatable = false,
            },
            _ => 0,
            cancellation);

    private static async Task<TransactionReceipt> WaitAsync(EthereumClient node, Bytes32 hash, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        while (!limit.IsCancellationRequested)
        {
            if (await node.GetReceiptAsync(hash, cancellation) is { } receipt)
                return receipt;
            await Task.Delay(5, cancellation);
        }

        throw new TimeoutException($"waited 30 s for the receipt of {hash}");
    }
}
