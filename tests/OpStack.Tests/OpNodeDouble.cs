using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Plimsoll.L1.Rpc;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>Stands for the user's op-node over HTTP: real outputs of the rollup's chain, and every way to answer otherwise.</summary>
internal sealed class OpNodeDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RollupChain _rollup;
    private readonly EthereumClient _l1;

    private OpNodeDouble(WebApplication app, RollupChain rollup, EthereumClient l1) => (_app, _rollup, _l1) = (app, rollup, l1);

    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Changes an output before it is sent.</summary>
    public Func<RollupChain.Output, RollupChain.Output> Lie { get; set; } = output => output;

    /// <summary>Changes an answer's JSON before it is sent.</summary>
    public Action<string, JsonObject> Spoil { get; set; } = (_, _) => { };

    /// <summary>Waited for before each answer.</summary>
    public Task Delay { get; set; } = Task.CompletedTask;

    /// <summary>How many blocks of L1 it is behind.</summary>
    public ulong Behind { get; set; }

    public static async Task<OpNodeDouble> StartAsync(RollupChain rollup, EthereumClient l1, CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        OpNodeDouble node = new(app, rollup, l1);
        app.MapPost("/", node.AnswerAsync);
        await app.StartAsync(cancellation);
        node.Endpoint = new(app.Urls.First());
        return node;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        JsonNode request = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        string method = (string)request["method"]!;
        await Delay.WaitAsync(context.RequestAborted);
        JsonObject? result = method switch
        {
            "optimism_syncStatus" => await StatusAsync(context.RequestAborted),
            "optimism_outputAtBlock" => await OutputAsync(Convert.ToUInt64((string)request["params"]![0]!, 16), context.RequestAborted),
            _ => null,
        };
        JsonObject answer = new() { ["jsonrpc"] = "2.0", ["id"] = request["id"]!.DeepClone() };
        if (result is null)
            answer["error"] = new JsonObject { ["code"] = -32000, ["message"] = "failed to get L2 block ref with sync status: not found" };
        else
            answer["result"] = result;
        if (result is not null)
            Spoil(method, result);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private async Task<JsonObject> StatusAsync(CancellationToken cancellation)
    {
        BlockHeader latest = await RollupChain.LatestAsync(_l1, cancellation), head = await RollupChain.LatestAsync(_rollup.Node, cancellation);
        BlockHeader l1 = (await _l1.GetHeaderAsync(BlockReference.At(latest.Number - Behind), cancellation))!;
        JsonObject Block() => new()
        {
            ["hash"] = head.Hash.ToString(),
            ["number"] = head.Number,
            ["parentHash"] = head.ParentHash.ToString(),
            ["timestamp"] = head.Timestamp,
            ["l1origin"] = new JsonObject { ["hash"] = l1.Hash.ToString(), ["number"] = l1.Number },
            ["sequenceNumber"] = 0,
        };
        return new()
        {
            ["current_l1"] = new JsonObject { ["hash"] = l1.Hash.ToString(), ["number"] = l1.Number, ["parentHash"] = l1.ParentHash.ToString(), ["timestamp"] = l1.Timestamp },
            ["unsafe_l2"] = Block(),
            ["safe_l2"] = Block(),
            ["finalized_l2"] = Block(),
        };
    }

    private async Task<JsonObject?> OutputAsync(ulong block, CancellationToken cancellation)
    {
        if (await _rollup.OutputAtAsync(block, cancellation) is not { } real)
            return null;
        RollupChain.Output output = Lie(real);
        return new()
        {
            ["version"] = Bytes32.Zero.ToString(),
            ["outputRoot"] = output.Root.ToString(),
            ["withdrawalStorageRoot"] = output.StorageRoot.ToString(),
            ["stateRoot"] = output.StateRoot.ToString(),
            ["blockRef"] = new JsonObject { ["hash"] = output.BlockHash.ToString(), ["number"] = output.Block, ["timestamp"] = 0 },
        };
    }
}
