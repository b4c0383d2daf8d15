using System.Net;
using Plimsoll.L1.Rpc;
using static Plimsoll.L1.Tests.Rpc.ScriptedServer;

namespace Plimsoll.L1.Tests.Rpc;

/// <summary>A node that is slow, broken or lying: one clear error, and a clean answer as soon as there is one.</summary>
public sealed class JsonRpcClientTests
{
    private static readonly RpcOptions s_options = new()
    {
        Timeout = TimeSpan.FromSeconds(20),
        MaxAttempts = 3,
        FirstDelay = TimeSpan.FromMilliseconds(1),
        MaxResponseBytes = 1 << 20,
    };

    private static readonly RpcOptions s_hasty = s_options with { Timeout = TimeSpan.FromMilliseconds(300) };

    // What a node in trouble sends, and the error that says so.
    private static readonly Dictionary<string, (Step Step, Type Error)> s_troubles = new()
    {
        ["nothing, and the connection ends"] = (Raw(""), typeof(RpcTransportException)),
        ["half a header"] = (Raw("HTTP/1.1 200 O"), typeof(RpcTransportException)),
        ["half a body"] = (Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\""), typeof(RpcTransportException)),
        ["half a chunk"] = (Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}"), typeof(RpcTransportException)),
        ["no HTTP"] = (Raw("SSH-2.0-OpenSSH_9.9\r\n\r\n"), typeof(RpcTransportException)),
        ["a bad gateway's page"] = (Status("502 Bad Gateway", "<html><h1>Bad Gateway</h1></html>"), typeof(RpcTransportException)),
        ["too many requests"] = (Status("429 Too Many Requests", "slow down", "Retry-After: 0\r\n"), typeof(RpcTransportException)),
        ["silence"] = (Silence(), typeof(RpcTimeoutException)),
        ["a slow drip"] = (Drip(), typeof(RpcTimeoutException)),
        ["an empty body"] = (Json(""), typeof(RpcProtocolException)),
        ["a page with status 200"] = (Json("<html>"), typeof(RpcProtocolException)),
        ["a truncated JSON"] = (Json("""{"jsonrpc":"2.0","id":ID,"result":"""), typeof(RpcProtocolException)),
        ["two JSON texts"] = (Json("""{"jsonrpc":"2.0","id":ID,"result":"0x1"}{}"""), typeof(RpcProtocolException)),
        ["an array"] = (Json("""[{"jsonrpc":"2.0","id":ID,"result":"0x1"}]"""), typeof(RpcProtocolException)),
        ["another's id"] = (Json("""{"jsonrpc":"2.0","id":1ID,"result":"0x1"}"""), typeof(RpcProtocolException)),
        ["the id as text"] = (Json("""{"jsonrpc":"2.0","id":"ID","result":"0x1"}"""), typeof(RpcProtocolException)),
        ["the id null"] = (Json("""{"jsonrpc":"2.0","id":null,"result":"0x1"}"""), typeof(RpcProtocolException)),
        ["no id"] = (Json("""{"jsonrpc":"2.0","result":"0x1"}"""), typeof(RpcProtocolException)),
        ["no version"] = (Json("""{"id":ID,"result":"0x1"}"""), typeof(RpcProtocolException)),
        ["neither result nor error"] = (Json("""{"jsonrpc":"2.0","id":ID}"""), typeof(RpcProtocolException)),
        ["a result twice"] = (Json("""{"jsonrpc":"2.0","id":ID,"result":"0x1","result":"0x2"}"""), typeof(RpcProtocolException)),
        ["an error without code"] = (Error("""{"message":"no"}"""), typeof(RpcProtocolException)),
        ["deep nesting"] = (Result(new string('[', 40) + new string(']', 40)), typeof(RpcProtocolException)),
        ["a null quantity"] = (Result("null"), typeof(RpcProtocolException)),
        ["a quantity with a leading zero"] = (Result("\"0x01\""), typeof(RpcProtocolException)),
        ["a quantity without digits"] = (Result("\"0x\""), typeof(RpcProtocolException)),
        ["a quantity without prefix"] = (Result("\"1\""), typeof(RpcProtocolException)),
        ["a quantity with a sign"] = (Result("\"0x-1\""), typeof(RpcProtocolException)),
        ["a quantity of 65 bits"] = (Result("\"0x10000000000000000\""), typeof(RpcProtocolException)),
        ["a number"] = (Result("1"), typeof(RpcProtocolException)),
        ["no Unicode"] = (Result("\"\\ud800\""), typeof(RpcProtocolException)),
        ["a rate limit"] = (Error("""{"code":-32005,"message":"slow down"}"""), typeof(RpcServerException)),
    };

    public static TheoryData<string> Troubles => [.. s_troubles.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Troubles))]
    public async Task Trouble_that_lasts_is_a_typed_error_after_the_last_attempt(string trouble)
    {
        await using ScriptedServer server = new(s_troubles[trouble].Step);
        RpcOptions options = s_troubles[trouble].Error == typeof(RpcTimeoutException) ? s_hasty : s_options;
        RpcException e = await Assert.ThrowsAnyAsync<RpcException>(() => AskAsync(server, options));
        Assert.IsType(s_troubles[trouble].Error, e);
        Assert.StartsWith("eth_chainId: ", e.Message, StringComparison.Ordinal);
        Assert.True(e.IsTransient);
        Assert.Equal(s_options.MaxAttempts, server.Requests);
    }

    [Theory, MemberData(nameof(Troubles))]
    public async Task Trouble_that_passes_is_not_seen(string trouble)
    {
        await using ScriptedServer server = new(s_troubles[trouble].Step, s_troubles[trouble].Step, Result("\"0x7a69\""));
        // On a machine under load even the proper answer may need a few attempts.
        RpcOptions options = s_troubles[trouble].Error == typeof(RpcTimeoutException) ? s_hasty with { MaxAttempts = 30 } : s_options;
        Assert.Equal(31337UL, await AskAsync(server, options));
        Assert.InRange(server.Requests, 3, options.MaxAttempts);
    }

    [Fact]
    public async Task What_may_not_be_sent_twice_is_not()
    {
        await using ScriptedServer server = new(Raw(""), Result("true"));
        using JsonRpcClient client = new(server.Endpoint, s_options);
        await Assert.ThrowsAsync<RpcTransportException>(() => client.SendAsync(new("evm_mine") { IsRepeatable = false }, _ => 0, Cancellation));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_body_without_end_is_left_at_the_limit()
    {
        await using ScriptedServer server = new(Flood());
        RpcProtocolException e = await Assert.ThrowsAsync<RpcProtocolException>(() => AskAsync(server));
        Assert.Contains("longer than the 1048576 bytes", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
        Assert.InRange(server.Flooded, s_options.MaxResponseBytes, s_options.MaxResponseBytes + (64 << 20)); // what is above waits in the sockets' buffers
    }

    [Fact]
    public async Task A_length_beyond_the_limit_is_not_believed()
    {
        await using ScriptedServer server = new(Raw("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n"));
        await Assert.ThrowsAsync<RpcProtocolException>(() => AskAsync(server));
    }

    [Fact]
    public async Task A_refusal_is_final_and_says_why()
    {
        await using ScriptedServer server = new(Error("""{"code":-32601,"message":"no such\r\nmethod","data":{"a":1}}"""));
        RpcServerException e = await Assert.ThrowsAsync<RpcServerException>(() => AskAsync(server));
        Assert.Equal((-32601, "no such  method", """{"a":1}"""), (e.Code, e.ServerMessage, e.ServerData));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task An_error_may_have_a_status_of_its_own_and_no_id()
    {
        await using ScriptedServer server = new(Status("400 Bad Request", """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"parse"}}"""));
        Assert.Equal(-32700, (await Assert.ThrowsAsync<RpcServerException>(() => AskAsync(server))).Code);
    }

    [Fact]
    public async Task A_status_that_will_not_change_is_final()
    {
        await using ScriptedServer server = new(Status("401 Unauthorized", "key?"));
        RpcTransportException e = await Assert.ThrowsAsync<RpcTransportException>(() => AskAsync(server));
        Assert.Equal(HttpStatusCode.Unauthorized, e.Status);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using ScriptedServer elsewhere = new(Result("\"0x1\""));
        await using ScriptedServer server = new(Status("307 Temporary Redirect", "", $"Location: {elsewhere.Endpoint}\r\n"));
        await Assert.ThrowsAsync<RpcTransportException>(() => AskAsync(server));
        Assert.Equal(0, elsewhere.Requests);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_a_transport_error()
    {
        Uri endpoint;
        await using (ScriptedServer server = new(Silence()))
            endpoint = server.Endpoint;
        using JsonRpcClient client = new(endpoint, s_options);
        await Assert.ThrowsAsync<RpcTransportException>(() => new EthereumClient(client).GetChainIdAsync(Cancellation));
    }

    [Fact]
    public async Task Cancelling_is_not_an_error_of_the_node()
    {
        await using ScriptedServer server = new(Silence());
        using JsonRpcClient client = new(server.Endpoint);
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new EthereumClient(client).GetChainIdAsync(soon.Token));
    }

    [Fact]
    public async Task A_batch_comes_back_in_the_order_of_its_requests()
    {
        await using ScriptedServer server = new(Body(request => Batch(request.Ids.Reverse().Select(id => $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{id}}}"""))));
        using JsonRpcClient client = new(server.Endpoint, s_options with { MaxBatch = 3 });
        IReadOnlyList<RpcResult> results = await client.SendBatchAsync([.. Enumerable.Repeat(new RpcRequest("a"), 7)], Cancellation);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], results.Select(result => result.Get().GetInt32()));
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task One_refusal_does_not_spoil_its_batch()
    {
        await using ScriptedServer server = new(Body(request => Batch(
            [$$"""{"jsonrpc":"2.0","id":{{request.Ids[0]}},"error":{"code":3,"message":"execution reverted","data":"0x1234"} }""", $$"""{"jsonrpc":"2.0","id":{{request.Ids[1]}},"result":7}"""])));
        using JsonRpcClient client = new(server.Endpoint, s_options);
        IReadOnlyList<RpcResult> results = await client.SendBatchAsync([new("a"), new("b")], Cancellation);
        Assert.Equal([0x12, 0x34], Assert.IsType<ExecutionRevertedException>(results[0].Error).RevertData.ToArray());
        Assert.Equal(7, results[1].Get().GetInt32());
    }

    [Theory]
    [InlineData("an answer is missing", "0,1")]
    [InlineData("an answer is there twice", "0,1,1")]
    [InlineData("an answer is another's", "0,1,3")]
    [InlineData("an answer is from before", "0,1,-1")]
    [InlineData("there is one too many", "0,1,2,2")]
    public async Task A_batch_that_does_not_fit_is_refused(string trouble, string order)
    {
        await using ScriptedServer server = new(Body(request => Batch(order.Split(',')
            .Select(i => $$"""{"jsonrpc":"2.0","id":{{long.Parse(request.Ids[0]) + long.Parse(i)}},"result":1}"""))));
        using JsonRpcClient client = new(server.Endpoint, s_options);
        await Assert.ThrowsAsync<RpcProtocolException>(() => client.SendBatchAsync([new("a"), new("b"), new("c")], Cancellation));
        Assert.True(server.Requests == s_options.MaxAttempts, trouble);
    }

    [Fact]
    public async Task A_batch_may_be_refused_as_a_whole()
    {
        await using ScriptedServer server = new(Json("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no batches"}}"""));
        using JsonRpcClient client = new(server.Endpoint, s_options);
        Assert.Equal(-32600, (await Assert.ThrowsAsync<RpcServerException>(() => client.SendBatchAsync([new("a")], Cancellation))).Code);
        await Assert.ThrowsAsync<ArgumentException>(() => client.SendBatchAsync([new("a") { IsRepeatable = false }], Cancellation));
    }

    [Fact]
    public void Waits_double_up_to_a_limit_and_half_of_each_is_chance()
    {
        RpcOptions options = new() { FirstDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(10) };
        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(2, 6).Select(attempt => options.DelayBefore(attempt, 1).TotalSeconds));
        Assert.Equal([0.5, 1, 2, 4, 5, 5], Enumerable.Range(2, 6).Select(attempt => options.DelayBefore(attempt, 0).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(5), options.DelayBefore(10_000, 0));
    }

    private static string Batch(IEnumerable<string> answers) => $"[{string.Join(',', answers)}]";

    private static async Task<ulong> AskAsync(ScriptedServer server, RpcOptions? options = null)
    {
        using JsonRpcClient client = new(server.Endpoint, options ?? s_options);
        return await new EthereumClient(client).GetChainIdAsync(Cancellation);
    }
}
