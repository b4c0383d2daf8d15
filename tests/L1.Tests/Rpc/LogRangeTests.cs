using System.Text.Json.Nodes;
using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;
using static Plimsoll.L1.Tests.Rpc.ScriptedServer;

namespace Plimsoll.L1.Tests.Rpc;

/// <summary>Logs of many blocks, from a node that gives only so many at once.</summary>
public sealed class LogRangeTests
{
    private static readonly Address s_contract = Address.Parse("0x00112233445566778899aabbccddeeff00112233");
    private static readonly RpcOptions s_options = new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"code":-32005,"message":"query returned more than 10000 results"}""")]
    [InlineData("""{"code":-32602,"message":"block range is too large, maximum is 5"}""")]
    [InlineData("""{"code":-32000,"message":"Response size exceeded"}""")]
    public async Task A_range_is_halved_until_the_node_answers(string refusal)
    {
        await using ScriptedServer server = new(Node(most: 5, refusal));
        Assert.Equal(Enumerable.Range(3, 98), await BlocksAsync(server, 3, 100));
        Assert.InRange(server.Requests, 20, 63); // at least 98 / 5 answers, at most a full tree down to ranges of 3 or 4
    }

    [Fact]
    public async Task A_single_block_that_is_too_much_is_the_callers()
    {
        await using ScriptedServer server = new(Node(most: 0, """{"code":-32005,"message":"query returned more than 10000 results"}"""));
        await Assert.ThrowsAsync<RpcServerException>(() => BlocksAsync(server, 3, 100));
        Assert.Equal(8, server.Requests); // 98, 49, 25, 13, 7, 4, 2, 1
    }

    [Fact]
    public async Task Another_refusal_is_not_answered_with_more_requests()
    {
        await using ScriptedServer server = new(Node(most: 0, """{"code":-32601,"message":"no such method"}"""));
        await Assert.ThrowsAsync<RpcServerException>(() => BlocksAsync(server, 3, 100));
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("a block outside the range", 101, 0, "")]
    [InlineData("another contract", 50, 0, "ff")]
    [InlineData("a log twice", 99, 98, "")]
    public async Task Logs_that_were_not_asked_for_are_refused(string lie, int block, int first, string address)
    {
        string logs = string.Join(',', new[] { first, block }.Where(number => number > 0).Append(lie == "a log twice" ? block : -1).Where(number => number > 0)
            .Select(number => LogOf(number, address)));
        await using ScriptedServer server = new(Result($"[{logs}]"));
        await Assert.ThrowsAsync<RpcProtocolException>(() => BlocksAsync(server, 3, 100));
    }

    [Fact]
    public async Task The_largest_numbers_do_not_overflow()
    {
        await using ScriptedServer server = new(Result("[]"));
        Assert.Empty(await BlocksAsync(server, ulong.MaxValue - 1, ulong.MaxValue));
    }

    /// <summary>A node with one log in each block, which refuses ranges of more than so many blocks.</summary>
    private static Step Node(int most, string refusal) => Body(request =>
    {
        JsonNode filter = request.Json["params"]![0]!;
        (int from, int to) = (Number(filter["fromBlock"]!), Number(filter["toBlock"]!));
        return to - from + 1 > most
            ? $$"""{"jsonrpc":"2.0","id":{{request.Id}},"error":{{refusal}} }"""
            : $$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":[{{string.Join(',', Enumerable.Range(from, to - from + 1).Select(number => LogOf(number)))}}]}""";
    });

    private static int Number(JsonNode quantity) => Convert.ToInt32(quantity.GetValue<string>(), 16);

    private static string LogOf(int block, string address = "") =>
        $$"""
        {"address":"0x{{address}}{{s_contract.ToString()[(2 + address.Length)..]}}","topics":[],"data":"0x","blockNumber":"0x{{block:x}}","blockHash":"{{Bytes32.FromUInt256((ulong)block)}}",
        "transactionHash":"{{Bytes32.Zero}}","transactionIndex":"0x0","logIndex":"0x0"}
        """;

    private static async Task<List<int>> BlocksAsync(ScriptedServer server, ulong from, ulong to)
    {
        using JsonRpcClient client = new(server.Endpoint, s_options);
        List<int> blocks = [];
        await foreach (Log log in new EthereumClient(client).GetLogsAsync(from, to, new([s_contract], []), Cancellation))
            blocks.Add((int)log.BlockNumber);
        return blocks;
    }
}
