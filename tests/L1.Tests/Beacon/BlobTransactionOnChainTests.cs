using Plimsoll.Crypto.Kzg;
using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;
using static Plimsoll.L1.Tests.Chain.Actors;

namespace Plimsoll.L1.Tests.Beacon;

/// <summary>A blob's whole way: made, committed to, proved, signed, mined, and read back.</summary>
public sealed class BlobTransactionOnChainTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private EthereumClient Node => new(Client);

    [Fact]
    public async Task Blobs_come_back_as_they_were_sent()
    {
        byte[][] blobs = [AnyBlob(1), AnyBlob(2)];
        PooledBlobTransaction transaction = Pool(blobs, await NonceAsync());
        TransactionReceipt receipt = await SendAndWaitAsync(Node, transaction, Cancellation);
        Assert.True(receipt.Succeeded);
        Assert.Equal(2 * BlobTransaction.GasPerBlob, receipt.BlobGasUsed);
        KnownTransaction known = (await Node.GetTransactionAsync(receipt.TransactionHash, Cancellation))!;
        Assert.Equal(transaction.Sidecar.VersionedHashes(), known.BlobVersionedHashes);

        using BeaconClient beacon = new(Anvil.Endpoint);
        Bytes32[] names = transaction.Sidecar.VersionedHashes();
        IReadOnlyList<ReadOnlyMemory<byte>> read = await beacon.GetBlobsAsync(receipt.BlockNumber, names, Cancellation);
        Assert.Equal(blobs, read.Select(blob => blob.ToArray()));
        read = await beacon.GetBlobsAsync(receipt.BlockHash, [names[1], names[0], names[1]], Cancellation);
        Assert.Equal([blobs[1], blobs[0], blobs[1]], read.Select(blob => blob.ToArray()));
    }

    [Fact]
    public async Task A_blob_with_another_ones_proofs_is_refused_by_the_node()
    {
        PooledBlobTransaction good = Pool([AnyBlob(3)], await NonceAsync());
        byte[][] proofs = [.. good.Sidecar.CellProofs.Select(proof => proof.ToArray())];
        (proofs[0], proofs[1]) = (proofs[1], proofs[0]);
        BlobSidecar wrong = new(good.Sidecar.Blobs, good.Sidecar.Commitments, [.. proofs.Select(proof => (ReadOnlyMemory<byte>)proof)]);
        await Assert.ThrowsAsync<RpcServerException>(() => Node.SendAsync(new PooledBlobTransaction(good.Signed, wrong), Cancellation));
    }

    [Fact]
    public async Task Blobs_that_are_not_there_are_told_apart()
    {
        using BeaconClient beacon = new(Anvil.Endpoint);
        Bytes32 name = new([1, .. new byte[31]]);
        Assert.Empty(await beacon.GetBlobsAsync(0, [], Cancellation));
        await MineAsync(Client, 1, Cancellation);
        Assert.Equal(BlobsUnavailable.NotKept, (await Assert.ThrowsAsync<BlobsUnavailableException>(() => beacon.GetBlobsAsync(1, [name], Cancellation))).Reason);
        Assert.Equal(BlobsUnavailable.BlockUnknown, (await Assert.ThrowsAsync<BlobsUnavailableException>(() => beacon.GetBlobsAsync(1_000_000, [name], Cancellation))).Reason);
    }

    [Fact]
    public async Task The_genesis_is_known()
    {
        using BeaconClient beacon = new(Anvil.Endpoint);
        BeaconGenesis genesis = await beacon.GetGenesisAsync(Cancellation);
        BlockHeader first = (await Node.GetHeaderAsync(BlockReference.At(0), Cancellation))!;
        Assert.InRange(genesis.Time, first.Timestamp - 10, first.Timestamp + 10);
        Assert.Equal(3UL, genesis.SlotAt(genesis.Time + 36, BeaconGenesis.MainnetSlotTime));
        Assert.Throws<ArgumentOutOfRangeException>(() => genesis.SlotAt(genesis.Time + 37, BeaconGenesis.MainnetSlotTime));
        Assert.Throws<ArgumentOutOfRangeException>(() => genesis.SlotAt(genesis.Time - 1, BeaconGenesis.MainnetSlotTime));
    }

    private Task<ulong> NonceAsync() => Node.GetTransactionCountAsync(Bob.Address, BlockReference.Pending, Cancellation);

    /// <summary>4096 elements that are all different and below r: the first byte of each is 0.</summary>
    internal static byte[] AnyBlob(int seed)
    {
        byte[] bytes = new byte[BlobSidecar.BlobLength];
        new Random(seed).NextBytes(bytes);
        for (int i = 0; i < bytes.Length; i += 32)
            bytes[i] = 0;
        return bytes;
    }

    internal static BlobSidecar SidecarOf(byte[][] blobs)
    {
        Blob[] read = [.. blobs.Select(bytes => Blob.FromBytes(bytes))];
        return new(
            [.. blobs.Select(bytes => (ReadOnlyMemory<byte>)bytes)],
            [.. read.Select(blob => (ReadOnlyMemory<byte>)BlobKzg.Mainnet.Commit(blob).ToBytes())],
            [.. read.SelectMany(blob => CellKzg.Mainnet.ComputeProofs(blob)).Select(proof => (ReadOnlyMemory<byte>)proof.ToBytes())]);
    }

    private static PooledBlobTransaction Pool(byte[][] blobs, ulong nonce)
    {
        BlobSidecar sidecar = SidecarOf(blobs);
        BlobTransaction transaction = new()
        {
            ChainId = 31337,
            Nonce = nonce,
            To = Alice.Address,
            GasLimit = 21_000,
            MaxFeePerGas = 100_000_000_000,
            MaxPriorityFeePerGas = 1_000_000_000,
            MaxFeePerBlobGas = 1_000_000_000,
            BlobVersionedHashes = sidecar.VersionedHashes(),
        };
        return new(transaction.Sign(Bob), sidecar);
    }
}
