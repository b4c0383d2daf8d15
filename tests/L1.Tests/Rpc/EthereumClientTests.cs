using System.Diagnostics;
using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;
using static Plimsoll.L1.Tests.Chain.Actors;

namespace Plimsoll.L1.Tests.Rpc;

/// <summary>The typed methods against a real node.</summary>
public sealed class EthereumClientTests(EthereumClientTests.Chain chain) : AnvilTest<EthereumClientTests.Chain>(chain)
{
    private EthereumClient Node => new(Client);

    [Fact]
    public async Task Accounts_are_the_known_ones_and_funded()
    {
        string[] accounts = await Client.SendAsync(new("eth_accounts"), result => result.EnumerateArray().Select(item => item.GetString()!.ToLowerInvariant()).ToArray(), Cancellation);
        Assert.Equal(AnvilAccounts.Keys.Select(key => PrivateKey.Parse(key).Address.ToString()), accounts);
        Assert.Equal(UInt256.Parse("10000000000000000000000"), await Node.GetBalanceAsync(PrivateKey.Parse(AnvilAccounts.Keys[9]).Address, BlockReference.Latest, Cancellation));
    }

    [Fact]
    public async Task A_header_is_what_its_hash_says()
    {
        await MineAsync(Client, 3, Cancellation);
        BlockHeader header = (await Node.GetHeaderAsync(BlockReference.Latest, Cancellation))!;
        Assert.True(header.MatchesHash());
        Assert.False((header with { Timestamp = header.Timestamp + 1 }).MatchesHash());
        Assert.False((header with { ReceiptsRoot = header.StateRoot }).MatchesHash());
        Assert.Equal(header.Number, (await Node.GetHeaderAsync(BlockReference.Of(header.Hash), Cancellation))!.Number);
        Assert.Equal(header.ParentHash, (await Node.GetHeaderAsync(BlockReference.At(header.Number - 1), Cancellation))!.Hash);
        Assert.Null(await Node.GetHeaderAsync(BlockReference.Of(header.StateRoot), Cancellation));
        Assert.Null(await Node.GetHeaderAsync(BlockReference.At(1_000_000), Cancellation));
    }

    [Fact]
    public async Task Heads_come_together()
    {
        await MineAsync(Client, 10, Cancellation);
        (BlockHeader latest, BlockHeader? safe, BlockHeader? finalized) = await Node.GetHeadsAsync(Cancellation);
        Assert.True(latest.Number > safe!.Number && safe.Number > finalized!.Number);
    }

    [Fact]
    public async Task A_transaction_of_type_2_is_mined_and_its_log_found()
    {
        await PutContractsAsync(Client, Cancellation);
        Bytes32 topic = Bytes32.FromUInt256(77);
        DynamicFeeTransaction transaction = new()
        {
            ChainId = await Node.GetChainIdAsync(Cancellation),
            Nonce = await Node.GetTransactionCountAsync(Alice.Address, BlockReference.Pending, Cancellation),
            To = Emitter,
            Data = topic.ToBytes(),
            GasLimit = await Node.EstimateGasAsync(new(Emitter, topic.ToBytes()) { From = Alice.Address }, BlockReference.Latest, Cancellation),
            MaxFeePerGas = 100_000_000_000,
            MaxPriorityFeePerGas = 1_000_000_000,
        };
        SignedTransaction signed = transaction.Sign(Alice);
        Assert.Null(await Node.GetReceiptAsync(signed.Hash(), Cancellation));
        Assert.Equal(signed.Hash(), await Node.SendAsync(signed, Cancellation));
        Assert.Equal(signed.Hash(), await Node.SendAsync(signed, Cancellation)); // again is no error

        TransactionReceipt receipt = await SendAndWaitAsync(Node, signed, Cancellation);
        Assert.True(receipt.Succeeded);
        Assert.Equal((Alice.Address, (Address?)Emitter), (receipt.From, receipt.To));
        KnownTransaction known = (await Node.GetTransactionAsync(signed.Hash(), Cancellation))!;
        Assert.Equal((receipt.BlockHash, transaction.Nonce), (known.BlockHash, known.Nonce));

        Log log = Assert.Single(await Node.GetLogsAsync(receipt.BlockHash, new([Emitter], [topic]), Cancellation));
        Assert.Equal((Emitter, topic, signed.Hash()), (log.Address, Assert.Single(log.Topics), log.TransactionHash));
        Assert.Empty(await Node.GetLogsAsync(receipt.BlockHash, new([Reverter], []), Cancellation));
        BlockHeader header = (await Node.GetHeaderAsync(BlockReference.Of(receipt.BlockHash), Cancellation))!;
        Assert.Equal(header.LogsBloom, LogBloom.Of(receipt.Logs));
        Assert.True(new LogFilter([Emitter], [topic]).MayMatch(header.LogsBloom));
        Assert.False(new LogFilter([Reverter], []).MayMatch(header.LogsBloom));

        List<Log> ranged = [];
        await foreach (Log found in Node.GetLogsAsync(0, receipt.BlockNumber, new([Emitter], [topic]), Cancellation))
            ranged.Add(found);
        Assert.Equal(log.TransactionHash, Assert.Single(ranged).TransactionHash);
    }

    [Fact]
    public async Task A_revert_brings_its_data()
    {
        await PutContractsAsync(Client, Cancellation);
        byte[] data = Hex.Decode("0xdeadbeef01");
        CallRequest call = new(Reverter, data) { From = Bob.Address };
        Assert.Equal(data, (await Assert.ThrowsAsync<ExecutionRevertedException>(() => Node.CallAsync(call, BlockReference.Latest, Cancellation))).RevertData);
        Assert.Equal(data, (await Assert.ThrowsAsync<ExecutionRevertedException>(() => Node.EstimateGasAsync(call, BlockReference.Latest, Cancellation))).RevertData);
    }

    [Fact]
    public async Task A_revert_says_its_reason()
    {
        await PutContractsAsync(Client, Cancellation);
        Assert.Equal(new RevertReason.Message("no"), await ReasonAsync(AbiError.Parse("Error(string message)").Encode("no")));
        Assert.Equal("arithmetic overflowed or underflowed", Assert.IsType<RevertReason.Panic>(await ReasonAsync(AbiError.Parse("Panic(uint256 code)").Encode((UInt256)0x11))).Meaning);
        Assert.IsType<RevertReason.Silent>(await ReasonAsync([]));
        AbiError custom = AbiError.Parse("AlreadyPaid(uint64 index)");
        ContractAbi abi = new([], [], [custom]);
        Assert.Equal(custom, Assert.IsType<RevertReason.Custom>(await ReasonAsync(custom.Encode((UInt256)7), abi)).Error);

        async Task<RevertReason> ReasonAsync(byte[] data, ContractAbi? known = null) =>
            (await Assert.ThrowsAsync<ExecutionRevertedException>(() => Node.CallAsync(new(Reverter, data), BlockReference.Latest, Cancellation))).Reason(known);
    }

    [Fact]
    public async Task State_is_asked_by_hash()
    {
        await PutContractsAsync(Client, Cancellation);
        await MineAsync(Client, 1, Cancellation);
        BlockHeader header = (await Node.GetHeaderAsync(BlockReference.Latest, Cancellation))!;
        BlockReference block = BlockReference.Of(header.Hash);
        Assert.Equal(EmitsTopic, await Node.GetCodeAsync(Emitter, block, Cancellation));
        Assert.Empty(await Node.CallAsync(new(Emitter, new byte[32]), block, Cancellation));
        AccountProof proof = await Node.GetProofAsync(Emitter, [Bytes32.Zero], block, Cancellation);
        Assert.Equal(Keccak256.Hash(EmitsTopic), proof.CodeHash);
        Assert.True(Assert.Single(proof.Storage).Value.IsZero);
        await Assert.ThrowsAnyAsync<RpcException>(() => Node.GetCodeAsync(Emitter, BlockReference.Of(header.StateRoot), Cancellation));
    }

    [Fact]
    public async Task Words_of_storage_are_asked_together_by_hash()
    {
        Bytes32 slot = Bytes32.FromUInt256(7), word = Bytes32.Parse("0x" + new string('7', 64));
        await Client.SendAsync(new("anvil_setStorageAt", Emitter.ToString(), slot.ToString(), word.ToString()) { IsRepeatable = false }, result => result.ValueKind, Cancellation);
        await MineAsync(Client, 1, Cancellation);
        BlockHeader header = (await Node.GetHeaderAsync(BlockReference.Latest, Cancellation))!;
        BlockReference block = BlockReference.Of(header.Hash);
        Assert.Equal([word, Bytes32.Zero, Bytes32.Zero], await Node.GetStorageAllAsync([(Emitter, slot), (Emitter, Bytes32.FromUInt256(8)), (Reverter, slot)], block, Cancellation));
        Assert.Empty(await Node.GetStorageAllAsync([], block, Cancellation));
        await Assert.ThrowsAnyAsync<RpcException>(() => Node.GetStorageAllAsync([(Emitter, slot)], BlockReference.Of(header.StateRoot), Cancellation));
    }

    [Fact]
    public async Task Fees_are_known()
    {
        await MineAsync(Client, 5, Cancellation);
        FeeHistory history = await Node.GetFeeHistoryAsync(4, [10, 50], Cancellation);
        // Anvil writes its history beside the chain: a block may be there before its fees are.
        for (Stopwatch waited = Stopwatch.StartNew(); history.PriorityFees.Count < 4 && waited.Elapsed < TimeSpan.FromMinutes(1);)
        {
            await Task.Delay(20, Cancellation);
            history = await Node.GetFeeHistoryAsync(4, [10, 50], Cancellation);
        }

        Assert.Equal((5, 4), (history.BaseFeePerGas.Count, history.PriorityFees.Count));
        Assert.All(history.PriorityFees, fees => Assert.Equal(2, fees.Count));
        Assert.True(await Node.GetBlobBaseFeeAsync(Cancellation) >= 1);
    }

    [Fact]
    public async Task A_transaction_without_funds_is_refused()
    {
        using var poor = PrivateKey.Generate();
        DynamicFeeTransaction transaction = new() { ChainId = 31337, To = Bob.Address, GasLimit = 21000, MaxFeePerGas = 100_000_000_000 };
        await Assert.ThrowsAsync<RpcServerException>(() => Node.SendAsync(transaction.Sign(poor), Cancellation));
    }

    public sealed class Chain : AnvilFixture
    {
        protected override AnvilOptions Options { get; } = new() { SlotsInAnEpoch = 2 };
    }
}
