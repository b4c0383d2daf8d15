using Plimsoll.Devnet;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Tests.Beacon;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;
using static Plimsoll.L1.Tests.Chain.Actors;

namespace Plimsoll.L1.Tests.Rpc;

/// <summary>Getting a transaction in, whatever the chain does with it; each test has a chain that mines when it is told to.</summary>
public sealed class TransactionSenderTests : IAsyncLifetime
{
    private static readonly DynamicFeeTransaction s_payment = new() { ChainId = 31337, To = Bob.Address, Value = 1, GasLimit = 21_000 };
    // A sender waits for as long as it takes; a test does not.
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Anvil _anvil = null!;
    private JsonRpcClient _client = null!;
    private EthereumClient _node = null!;

    public TransactionSenderTests() => Assert.SkipWhen(AnvilBinary.Missing is not null, AnvilBinary.Missing ?? "");

    private CancellationToken Cancellation => _limit.Token;

    public async ValueTask InitializeAsync()
    {
        _limit.CancelAfter(TimeSpan.FromMinutes(3));
        _anvil = await Anvil.StartAsync(new() { MineOnDemand = true }, Cancellation);
        _client = new(_anvil.Endpoint);
        _node = new(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _limit.Dispose();
        if (_anvil is null)
            return;
        _client.Dispose();
        await _anvil.DisposeAsync();
    }

    [Fact]
    public async Task A_transaction_is_mined_and_waited_for()
    {
        using TransactionSender sender = NewSender();
        Task<TransactionReceipt> sending = sender.SendAsync(s_payment, Cancellation);
        await PendingAsync(1);
        await MineAsync(_client, 1, Cancellation);
        TransactionReceipt receipt = await sending;
        Assert.True(receipt.Succeeded);
        Assert.Equal(1UL, receipt.BlockNumber);
    }

    [Fact]
    public async Task Many_at_once_take_turns_and_all_get_in()
    {
        using TransactionSender sender = NewSender();
        Task<TransactionReceipt>[] sending = [.. Enumerable.Range(0, 5).Select(_ => sender.SendAsync(s_payment, Cancellation))];
        while (!sending.All(task => task.IsCompleted))
            await MineAsync(_client, 1, Cancellation);
        TransactionReceipt[] receipts = await Task.WhenAll(sending);
        Assert.Equal(5, receipts.Select(receipt => receipt.TransactionHash).Distinct().Count());
        Assert.Equal(5UL, await _node.GetTransactionCountAsync(Alice.Address, BlockReference.Latest, Cancellation));
    }

    [Fact]
    public async Task A_stuck_transaction_is_replaced_by_one_that_pays_enough()
    {
        using TransactionSender sender = NewSender(new() { StuckAfterBlocks = 2 });
        Task<TransactionReceipt> sending = sender.SendAsync(s_payment, Cancellation);
        Bytes32 first = await PendingAsync(1);
        while (!sending.IsCompleted)
        {
            // Far above the first offer, so that only a raised one gets in.
            await _client.SendAsync(new("anvil_setNextBlockBaseFeePerGas", "0x2540be400") { IsRepeatable = false }, _ => 0, Cancellation);
            await MineAsync(_client, 1, Cancellation);
            await Task.Delay(20, Cancellation);
        }

        TransactionReceipt receipt = await sending;
        Assert.NotEqual(first, receipt.TransactionHash);
        Assert.True(receipt.EffectiveGasPrice >= 10_000_000_000);
        Assert.Equal(1UL, await _node.GetTransactionCountAsync(Alice.Address, BlockReference.Latest, Cancellation));
    }

    [Fact]
    public async Task Blobs_are_replaced_with_doubled_fees()
    {
        using TransactionSender sender = NewSender(new() { StuckAfterBlocks = 1 });
        BlobSidecar sidecar = BlobTransactionOnChainTests.SidecarOf([BlobTransactionOnChainTests.AnyBlob(5)]);
        BlobTransaction draft = new() { ChainId = 31337, To = Bob.Address, GasLimit = 21_000, BlobVersionedHashes = sidecar.VersionedHashes() };
        Task<TransactionReceipt> sending = sender.SendAsync(draft, sidecar, Cancellation);
        Bytes32 first = await PendingAsync(1);
        while (!sending.IsCompleted)
        {
            await _client.SendAsync(new("anvil_setNextBlockBaseFeePerGas", "0x2540be400") { IsRepeatable = false }, _ => 0, Cancellation);
            await MineAsync(_client, 1, Cancellation);
            await Task.Delay(50, Cancellation);
        }

        TransactionReceipt receipt = await sending;
        Assert.NotEqual(first, receipt.TransactionHash);
        Assert.Equal(BlobTransaction.GasPerBlob, receipt.BlobGasUsed);
    }

    [Fact]
    public async Task A_dropped_transaction_is_handed_over_again()
    {
        using TransactionSender sender = NewSender();
        Task<TransactionReceipt> sending = sender.SendAsync(s_payment, Cancellation);
        Bytes32 hash = await PendingAsync(1);
        await _client.SendAsync(new("anvil_dropTransaction", hash.ToString()) { IsRepeatable = false }, _ => 0, Cancellation);
        Assert.Equal(hash, await PendingAsync(1));
        await MineAsync(_client, 1, Cancellation);
        Assert.Equal(hash, (await sending).TransactionHash);
    }

    [Fact]
    public async Task A_reorg_that_drops_it_is_survived()
    {
        using TransactionSender sender = NewSender(new() { Confirmations = 3 });
        Task<TransactionReceipt> sending = sender.SendAsync(s_payment, Cancellation);
        Bytes32 hash = await PendingAsync(1);
        await MineAsync(_client, 2, Cancellation);
        Bytes32 lostBlock = (await _node.GetReceiptAsync(hash, Cancellation))!.BlockHash;
        await ReorgAsync(_client, 2, Cancellation);
        Assert.Null((await _node.GetReceiptAsync(hash, Cancellation))?.BlockHash);
        Assert.Equal(hash, await PendingAsync(1));
        await MineAsync(_client, 3, Cancellation);
        TransactionReceipt receipt = await sending;
        Assert.Equal(hash, receipt.TransactionHash);
        Assert.NotEqual(lostBlock, receipt.BlockHash);
        Assert.Equal(3UL, receipt.BlockNumber);
    }

    [Fact]
    public async Task A_transaction_that_another_one_replaced_is_given_up()
    {
        using TransactionSender sender = NewSender();
        Task<TransactionReceipt> sending = sender.SendAsync(s_payment, Cancellation);
        Bytes32 first = await PendingAsync(1);
        await _node.SendAsync((s_payment with { Value = 2, MaxFeePerGas = 400_000_000_000, MaxPriorityFeePerGas = 40_000_000_000 }).Sign(Alice), Cancellation);
        while (!sending.IsCompleted)
            await MineAsync(_client, 1, Cancellation);
        TransactionReplacedException e = await Assert.ThrowsAsync<TransactionReplacedException>(() => sending);
        Assert.Equal(0UL, e.Nonce);
        Assert.Contains(first, e.Versions);
    }

    [Fact]
    public async Task The_limit_is_kept_even_if_it_takes_forever()
    {
        using TransactionSender sender = NewSender(new() { StuckAfterBlocks = 1, Limit = new(1_000_000_000, 2_000_000_000) });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<TransactionReceipt> sending = sender.SendAsync(s_payment, limit.Token);
        await PendingAsync(1);
        for (int i = 0; i < 10; i++)
        {
            await _client.SendAsync(new("anvil_setNextBlockBaseFeePerGas", "0x2540be400") { IsRepeatable = false }, _ => 0, Cancellation);
            await MineAsync(_client, 1, Cancellation);
            await Task.Delay(10, Cancellation);
        }

        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(0UL, await _node.GetTransactionCountAsync(Alice.Address, BlockReference.Latest, Cancellation));
    }

    [Fact]
    public async Task A_refusal_at_the_first_attempt_is_the_callers()
    {
        using TransactionSender sender = NewSender();
        await Assert.ThrowsAsync<RpcServerException>(() => sender.SendAsync(s_payment with { GasLimit = 20_999 }, Cancellation));
        await Assert.ThrowsAsync<RpcServerException>(() => sender.SendAsync(s_payment with { ChainId = 1 }, Cancellation));
    }

    private TransactionSender NewSender(SenderOptions? options = null) => new(_node, Alice, (options ?? new()) with { PollInterval = TimeSpan.FromMilliseconds(5) });

    /// <summary>Waits until so many transactions wait for a block, and returns the hash of one.</summary>
    private async Task<Bytes32> PendingAsync(int count)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        while (!limit.IsCancellationRequested)
        {
            string[] hashes = await _client.SendAsync(
                new("txpool_content"),
                result => result.GetProperty("pending").EnumerateObject().SelectMany(sender => sender.Value.EnumerateObject()).Select(entry => entry.Value.GetProperty("hash").GetString()!).ToArray(),
                Cancellation);
            if (hashes.Length == count)
                return Bytes32.Parse(hashes[0]);
            await Task.Delay(5, Cancellation);
        }

        throw new TimeoutException($"waited 30 s for {count} transactions in the pool");
    }
}
