using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd;

/// <summary>Blob transactions (type 3, wrapper of EIP-7594) with our commitments and cell proofs on a real node.</summary>
public sealed class BlobTransactionTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const ulong Gwei = 1_000_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Blobs_with_our_commitments_and_cell_proofs_are_accepted(int count)
    {
        using PrivateKey key = PrivateKey.Parse(AnvilAccounts.Keys[count]);
        EthereumClient client = new(Client);
        BlobSidecar sidecar = Sidecar([.. Enumerable.Range(0, count).Select(i => MakeBlob((ulong)(10 * count + i)))]);
        Bytes32 hash = await client.SendAsync(await SignAsync(client, key, sidecar), Cancellation);
        await Client.SendAsync(new("evm_mine"), result => result.GetString(), Cancellation);
        TransactionReceipt? receipt = await client.GetReceiptAsync(hash, Cancellation);
        Assert.NotNull(receipt);
        Assert.True(receipt.Succeeded);
        Assert.Equal((ulong)count * BlobTransaction.GasPerBlob, receipt.BlobGasUsed);
    }

    [Fact]
    public async Task Swapped_cell_proofs_are_refused()
    {
        using PrivateKey key = PrivateKey.Parse(AnvilAccounts.Keys[5]);
        EthereumClient client = new(Client);
        BlobSidecar right = Sidecar([MakeBlob(99)]);
        ReadOnlyMemory<byte>[] proofs = [.. right.CellProofs];
        (proofs[3], proofs[4]) = (proofs[4], proofs[3]);
        BlobSidecar wrong = new(right.Blobs, right.Commitments, proofs);
        await Assert.ThrowsAnyAsync<RpcException>(async () => await client.SendAsync(await SignAsync(client, key, wrong), Cancellation));
    }

    private static async Task<PooledBlobTransaction> SignAsync(EthereumClient client, PrivateKey key, BlobSidecar sidecar)
    {
        BlobTransaction transaction = new()
        {
            ChainId = await client.GetChainIdAsync(Cancellation),
            Nonce = await client.GetTransactionCountAsync(key.Address, BlockReference.Latest, Cancellation),
            To = key.Address,
            GasLimit = 21_000,
            MaxFeePerGas = 20 * Gwei,
            MaxPriorityFeePerGas = Gwei,
            MaxFeePerBlobGas = 20 * Gwei,
            BlobVersionedHashes = sidecar.VersionedHashes(),
        };
        return new(transaction.Sign(key), sidecar);
    }

    private static BlobSidecar Sidecar(Blob[] blobs) => new(
        [.. blobs.Select(blob => (ReadOnlyMemory<byte>)blob.Bytes.ToArray())],
        [.. blobs.Select(blob => (ReadOnlyMemory<byte>)BlobKzg.Mainnet.Commit(blob).ToBytes())],
        [.. blobs.SelectMany(blob => CellKzg.Mainnet.ComputeProofs(blob)).Select(proof => (ReadOnlyMemory<byte>)proof.ToBytes())]);

    private static Blob MakeBlob(ulong seed)
    {
        Fr[] elements = new Fr[Blob.ElementCount];
        for (int i = 0; i < elements.Length; i++)
            elements[i] = Fr.FromUInt64(seed * 4096 + (ulong)i) * Fr.Generator;
        return Blob.FromElements(elements);
    }
}
