using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Tests.Rpc;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;
using static Plimsoll.L1.Tests.Chain.Actors;

namespace Plimsoll.L1.Tests.Following;

/// <summary>A node between us and the chain that changes what it passes on.</summary>
public sealed class LyingNodeTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    [Fact]
    public async Task The_truth_is_passed_on()
    {
        await EmitAsync(1);
        List<ChainEvent> events = await FollowAsync(LogFilter.All, (_, _) => { });
        Assert.Contains(events, happened => happened is ChainEvent.Applied { Logs.Count: 1 });
    }

    [Fact]
    public async Task A_header_that_its_hash_does_not_cover_is_found_out()
    {
        await EmitAsync(2);
        await Assert.ThrowsAsync<RpcProtocolException>(() => FollowAsync(LogFilter.All, (method, result) =>
        {
            if (method == "eth_getBlockByNumber")
                result["timestamp"] = "0x1";
        }));
    }

    [Fact]
    public async Task Logs_that_are_left_out_are_found_out_when_all_are_wanted()
    {
        await EmitAsync(3);
        await Assert.ThrowsAsync<RpcProtocolException>(() => FollowAsync(LogFilter.All, (method, result) =>
        {
            if (method == "eth_getLogs")
                result.AsArray().Clear();
        }));
    }

    [Theory]
    [InlineData("topics", "[\"0x00000000000000000000000000000000000000000000000000000000000000ff\"]")]
    [InlineData("address", "\"0x00112233445566778899aabbccddeeff00112233\"")]
    [InlineData("blockNumber", "\"0xffff\"")]
    [InlineData("blockHash", "\"0x00000000000000000000000000000000000000000000000000000000000000ff\"")]
    public async Task Logs_that_are_made_up_are_found_out(string member, string lie)
    {
        await EmitAsync(4);
        await Assert.ThrowsAsync<RpcProtocolException>(() => FollowAsync(new([], []), (method, result) =>
        {
            if (method == "eth_getLogs")
                result[0]![member] = JsonNode.Parse(lie);
        }));
    }

    [Fact]
    public async Task A_wanted_log_that_is_made_up_is_found_out()
    {
        await EmitAsync(5);
        LogFilter filter = new([Emitter], []);
        await Assert.ThrowsAsync<RpcProtocolException>(() => FollowAsync(filter, (method, result) =>
        {
            if (method == "eth_getLogs")
                result[0]!["topics"]![0] = Bytes32.FromUInt256(1_000).ToString();
        }));
    }

    private async Task EmitAsync(ulong topic)
    {
        await PutContractsAsync(Client, Cancellation);
        EthereumClient node = new(Client);
        await SendAndWaitAsync(
            node,
            new DynamicFeeTransaction
            {
                ChainId = 31337,
                Nonce = await node.GetTransactionCountAsync(Alice.Address, BlockReference.Latest, Cancellation),
                To = Emitter,
                Data = Bytes32.FromUInt256(topic).ToBytes(),
                GasLimit = 100_000,
                MaxFeePerGas = 100_000_000_000,
                MaxPriorityFeePerGas = 1,
            }.Sign(Alice),
            Cancellation);
    }

    /// <summary>Follows through a server that hands each result to <paramref name="change"/> before it passes it on.</summary>
    private async Task<List<ChainEvent>> FollowAsync(LogFilter filter, Action<string, JsonNode> change)
    {
        using HttpClient chain = new() { BaseAddress = Anvil.Endpoint };
        await using ScriptedServer server = new(async (request, connection, stopping) =>
        {
            using StringContent content = new(request.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using HttpResponseMessage response = await chain.PostAsync(Anvil.Endpoint, content, stopping);
            JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(stopping))!;
            (JsonNode Asked, JsonNode Answered)[] pairs = request.Json is JsonArray batch
                ? [.. batch.Select((asked, i) => (asked!, answer[i]!))]
                : [(request.Json, answer)];
            foreach ((JsonNode asked, JsonNode answered) in pairs)
            {
                if (answered["result"] is { } result)
                    change(asked["method"]!.GetValue<string>(), result);
            }

            await ScriptedServer.Status("200 OK", answer.ToJsonString())(request, connection, stopping);
        });
        using JsonRpcClient client = new(server.Endpoint, new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) });
        LogFollower follower = new(new(client), filter);
        List<ChainEvent> events = [];
        await foreach (ChainEvent happened in follower.CatchUpAsync(Cancellation))
            events.Add(happened);
        return events;
    }
}
