using Plimsoll.Devnet;
using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;
using static Plimsoll.L1.Tests.Chain.Actors;

namespace Plimsoll.L1.Tests.Following;

/// <summary>Following a real chain: what the caller holds after each event is what the chain holds.</summary>
public sealed class LogFollowerTests : IDisposable
{
    private static readonly RpcOptions s_brief = new() { Timeout = TimeSpan.FromSeconds(30), MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(5) };
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-follower-").FullName;

    public LogFollowerTests() => Assert.SkipWhen(AnvilBinary.Missing is not null, AnvilBinary.Missing ?? "");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_reorg_is_followed_exactly()
    {
        await using Anvil anvil = await StartAsync();
        using JsonRpcClient client = new(anvil.Endpoint, s_brief);
        EthereumClient node = new(client);
        await PutContractsAsync(client, Cancellation);
        LogFollower follower = new(node, new([Emitter], []));
        Caller caller = new();
        for (ulong topic = 1; topic <= 5; topic++)
            await SendAndWaitAsync(node, Emit(topic, nonce: topic - 1), Cancellation);
        await caller.CatchUpAsync(follower);
        Assert.Equal([1, 2, 3, 4, 5], caller.Topics);

        // The last three blocks are replaced by three others; the transaction of block 4 comes with another topic, in the second of them.
        BlockLink[] before = [.. caller.Blocks];
        await ReorgAsync(client, 3, Cancellation, (Emit(33, nonce: 2).Encode(), 1));
        await caller.CatchUpAsync(follower);
        Assert.Equal(before.Reverse().Take(3), caller.Unwound);
        Assert.Equal([1, 2, 33], caller.Topics);
        await AssertCanonicalAsync(caller, node);
        Assert.Equal(before.Length, caller.Blocks.Count);

        await MineAsync(client, 40, Cancellation);
        await caller.CatchUpAsync(follower);
        await AssertCanonicalAsync(caller, node);
        Assert.Equal(caller.Blocks[^1].Number - 20, caller.Finalized!.Value.Number); // two epochs of ten blocks
    }

    [Fact]
    public async Task Many_reorgs_while_following_leave_the_caller_on_the_canonical_chain()
    {
        await using Anvil anvil = await StartAsync();
        using JsonRpcClient client = new(anvil.Endpoint, s_brief);
        EthereumClient node = new(client);
        LogFollower follower = new(node, LogFilter.All, new() { PollInterval = TimeSpan.FromMilliseconds(1), ReadAhead = 3 });
        Caller caller = new();
        await PutContractsAsync(client, Cancellation);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task following = caller.FollowAsync(follower, done.Token);
        for (int i = 0; i < 25; i++)
        {
            await MineAsync(client, 1 + i % 4, Cancellation);
            await ReorgAsync(client, 1 + i % 5 % (1 + i % 4), Cancellation, (Emit((ulong)i, nonce: 0).Encode(), 0));
        }

        await MineAsync(client, 2, Cancellation);
        await done.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        await caller.CatchUpAsync(follower);
        await AssertCanonicalAsync(caller, node);
        await ReorgAsync(client, 2, Cancellation);
        await caller.CatchUpAsync(follower);
        await AssertCanonicalAsync(caller, node);
        Assert.True(caller.Unwound.Count >= 2);
    }

    [Fact]
    public async Task A_killed_node_is_an_error_and_a_restarted_one_is_followed_again()
    {
        await using Anvil anvil = await StartAsync(new() { StateFile = Path.Combine(_folder, "state.json") });
        using JsonRpcClient client = new(anvil.Endpoint, s_brief);
        EthereumClient node = new(client);
        LogFollower follower = new(node, LogFilter.All);
        Caller caller = new();
        await MineAsync(client, 3, Cancellation);
        await anvil.RestartAsync(Cancellation); // now the state file has three blocks
        await MineAsync(client, 4, Cancellation);
        await caller.CatchUpAsync(follower);
        Assert.Equal(8, caller.Blocks.Count);

        anvil.Kill();
        await Assert.ThrowsAsync<RpcTransportException>(() => caller.CatchUpAsync(follower));
        await anvil.RestartAsync(Cancellation);
        Assert.Equal(3UL, await node.GetBlockNumberAsync(Cancellation));
        await caller.CatchUpAsync(follower); // the node is back at block 3, as if it lagged
        Assert.Equal(8, caller.Blocks.Count);
        await PutContractsAsync(client, Cancellation);
        await SendAndWaitAsync(node, Emit(1, nonce: 0), Cancellation); // another block 4
        await caller.CatchUpAsync(follower);
        Assert.Equal([7, 6, 5, 4], caller.Unwound.Select(block => (int)block.Number));
        await AssertCanonicalAsync(caller, node);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reorg_while_nobody_followed_is_unwound_if_the_caller_remembers(bool remembers)
    {
        await using Anvil anvil = await StartAsync();
        using JsonRpcClient client = new(anvil.Endpoint, s_brief);
        EthereumClient node = new(client);
        Caller caller = new();
        await MineAsync(client, 8, Cancellation);
        await caller.CatchUpAsync(new LogFollower(node, LogFilter.All));
        await ReorgAsync(client, 4, Cancellation);
        await MineAsync(client, 1, Cancellation);

        LogFollower next = new(node, LogFilter.All, new()
        {
            Cursor = caller.Blocks[^1],
            Finalized = caller.Finalized,
            Recall = remembers ? (number, _) => ValueTask.FromResult<BlockLink?>(caller.Blocks.Single(block => block.Number == number)) : null,
        });
        if (remembers)
        {
            await caller.CatchUpAsync(next);
            Assert.Equal(4, caller.Unwound.Count);
            await AssertCanonicalAsync(caller, node);
        }
        else
        {
            DeepReorgException e = await Assert.ThrowsAsync<DeepReorgException>(() => caller.CatchUpAsync(next));
            Assert.Equal(caller.Blocks[^1].Id, e.Block);
        }
    }

    [Fact]
    public async Task A_reorg_below_the_finalized_block_ends_following()
    {
        await using Anvil anvil = await StartAsync(new() { SlotsInAnEpoch = 1 });
        using JsonRpcClient client = new(anvil.Endpoint, s_brief);
        LogFollower follower = new(new(client), LogFilter.All);
        Caller caller = new();
        await MineAsync(client, 10, Cancellation);
        await caller.CatchUpAsync(follower);
        BlockId final = caller.Finalized!.Value;
        await ReorgAsync(client, 6, Cancellation);
        await MineAsync(client, 1, Cancellation);
        DeepReorgException e = await Assert.ThrowsAsync<DeepReorgException>(() => caller.CatchUpAsync(follower));
        Assert.Equal(final, e.Block);
        Assert.Equal(final, caller.Blocks[^1].Id); // everything above it was unwound in good order
    }

    [Fact]
    public async Task Following_begins_where_it_is_told()
    {
        await using Anvil anvil = await StartAsync();
        using JsonRpcClient client = new(anvil.Endpoint, s_brief);
        LogFollower follower = new(new(client), LogFilter.All, new() { Start = 6 });
        Caller caller = new();
        await MineAsync(client, 5, Cancellation);
        await caller.CatchUpAsync(follower);
        Assert.Empty(caller.Blocks);
        await MineAsync(client, 3, Cancellation);
        await caller.CatchUpAsync(follower);
        Assert.Equal([6, 7, 8], caller.Blocks.Select(block => (int)block.Number));
        await ReorgAsync(client, 3, Cancellation);
        await caller.CatchUpAsync(follower); // the first block of all is replaced, too
        Assert.Equal(3, caller.Unwound.Count);
        Assert.Equal([6, 7, 8], caller.Blocks.Select(block => (int)block.Number));
    }

    private Task<Anvil> StartAsync(AnvilOptions? options = null) =>
        Anvil.StartAsync((options ?? new() { SlotsInAnEpoch = 10 }) with { LogFolder = _folder }, Cancellation);

    private static SignedTransaction Emit(ulong topic, ulong nonce) => new DynamicFeeTransaction
    {
        ChainId = 31337,
        Nonce = nonce,
        To = Emitter,
        Data = Bytes32.FromUInt256(topic).ToBytes(),
        GasLimit = 100_000,
        MaxFeePerGas = 100_000_000_000,
        MaxPriorityFeePerGas = 1,
    }.Sign(Alice);

    private static async Task AssertCanonicalAsync(Caller caller, EthereumClient node)
    {
        List<BlockLink> canonical = [];
        ulong from = caller.Blocks[0].Number;
        foreach (BlockHeader? header in await node.GetHeadersAsync(from, (int)(await node.GetBlockNumberAsync(Cancellation) - from) + 1, Cancellation))
            canonical.Add(BlockLink.Of(header!));
        Assert.Equal(canonical, caller.Blocks);
    }

    /// <summary>Takes events in and checks that each fits on what it holds.</summary>
    private sealed class Caller
    {
        private readonly Stack<IReadOnlyList<Log>> _logs = [];

        public List<BlockLink> Blocks { get; } = [];

        public List<BlockLink> Unwound { get; } = [];

        public BlockId? Finalized { get; private set; }

        public IEnumerable<int> Topics => _logs.Reverse().SelectMany(logs => logs).Select(log => (int)(ulong)log.Topics[0].ToUInt256());

        public Task CatchUpAsync(LogFollower follower) => TakeAsync(follower.CatchUpAsync(Cancellation), Cancellation);

        public Task FollowAsync(LogFollower follower, CancellationToken cancellation) => TakeAsync(follower.FollowAsync(cancellation), cancellation);

        private async Task TakeAsync(IAsyncEnumerable<ChainEvent> events, CancellationToken cancellation)
        {
            await foreach (ChainEvent happened in events.WithCancellation(cancellation))
            {
                switch (happened)
                {
                    case ChainEvent.Applied applied:
                        if (Blocks.Count > 0)
                            Assert.Equal(Blocks[^1].Hash, applied.Block.ParentHash);
                        Blocks.Add(BlockLink.Of(applied.Block));
                        _logs.Push(applied.Logs);
                        break;
                    case ChainEvent.Unwound unwound:
                        Assert.Equal(Blocks[^1], unwound.Block);
                        Unwound.Add(unwound.Block);
                        Blocks.RemoveAt(Blocks.Count - 1);
                        _logs.Pop();
                        break;
                    case ChainEvent.HeadsMoved moved:
                        Finalized = moved.Finalized;
                        break;
                }
            }
        }
    }
}
