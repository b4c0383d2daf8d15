using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Plimsoll.L1.Rpc;

/// <summary>Sends JSON-RPC 2.0 requests over HTTP to one endpoint.</summary>
/// <remarks>
/// The endpoint may be slow, broken or lying: each attempt is bounded in time, each answer in size and depth, and an answer is only taken
/// for the request whose id it carries. What may pass (<see cref="RpcException.IsTransient"/>) is tried again when the request is repeatable.
/// Safe for concurrent use.
/// </remarks>
public sealed class JsonRpcClient : IDisposable
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;
    private long _lastId;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="endpoint">The node's <c>http</c> or <c>https</c> address.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">The clock for timeouts and waits; null for the system's.</param>
    public JsonRpcClient(Uri endpoint, RpcOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Scheme is not ("http" or "https"))
            throw new ArgumentException($"An http or https address is expected, not '{endpoint.Scheme}'.", nameof(endpoint));
        Endpoint = endpoint;
        Options = options ?? new();
        _time = time ?? TimeProvider.System;
        _http = Http.NewInvoker(endpoint);
    }

    /// <summary>The node's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>The limits of this client.</summary>
    public RpcOptions Options { get; }

    /// <summary>Sends one request and returns what <paramref name="read"/> makes of its result.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the result; an <see cref="RpcProtocolException"/> that it throws counts as a failed attempt.</param>
    /// <param name="cancellationToken">Stops the attempt and the waits between attempts.</param>
    /// <exception cref="RpcException">The answer did not come, or was a refusal; the derived type says why.</exception>
    public Task<T> SendAsync<T>(RpcRequest request, Func<JsonElement, T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(read);
        return RepeatAsync(
            async cancellation =>
            {
                long id = Interlocked.Increment(ref _lastId);
                using JsonDocument answer = await ExchangeAsync(request.Method, writer => request.Write(writer, id), cancellation).ConfigureAwait(false);
                return read(RpcAnswer.ReadSingle(answer.RootElement, id, request.Method));
            },
            request.IsRepeatable,
            cancellationToken);
    }

    /// <summary>Sends repeatable requests together and returns their answers in the same order.</summary>
    /// <remarks>A request that the node refuses does not spoil the others. The results stay valid: they are copies.</remarks>
    /// <exception cref="ArgumentException">A request is not repeatable: a batch may be sent again as a whole.</exception>
    /// <exception cref="RpcException">The batch as a whole failed; the derived type says why.</exception>
    public Task<IReadOnlyList<RpcResult>> SendBatchAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken = default) =>
        SendBatchAsync(requests, (_, result) => result.Error is null ? new(result.Value.Clone(), null) : result, cancellationToken);

    /// <summary>Sends repeatable requests together and returns what <paramref name="read"/> makes of their answers, in the same order.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="read">Reads the result of the request at a position; an <see cref="RpcProtocolException"/> that it throws counts as a failed attempt.</param>
    /// <param name="cancellationToken">Stops the attempt and the waits between attempts.</param>
    /// <exception cref="ArgumentException">A request is not repeatable: a batch may be sent again as a whole.</exception>
    /// <exception cref="RpcException">The batch as a whole failed; the derived type says why.</exception>
    public async Task<IReadOnlyList<T>> SendBatchAsync<T>(
        IReadOnlyList<RpcRequest> requests, Func<int, RpcResult, T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(read);
        if (requests.Any(request => !request.IsRepeatable))
            throw new ArgumentException("A batch holds repeatable requests only.", nameof(requests));
        List<T> results = new(requests.Count);
        foreach (RpcRequest[] part in requests.Chunk(Options.MaxBatch))
        {
            int position = results.Count;
            results.AddRange(await RepeatAsync(cancellation => SendPartAsync(part, (i, result) => read(position + i, result), cancellation), true, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T[]> SendPartAsync<T>(RpcRequest[] part, Func<int, RpcResult, T> read, CancellationToken cancellationToken)
    {
        long firstId = Interlocked.Add(ref _lastId, part.Length) - part.Length + 1;
        string methods = string.Join('+', part.Select(request => request.Method).Distinct());
        using JsonDocument answer = await ExchangeAsync(methods, WriteAll, cancellationToken).ConfigureAwait(false);
        return [.. RpcAnswer.ReadBatch(answer.RootElement, firstId, part, methods).Select((result, i) => read(i, result))];

        void WriteAll(Utf8JsonWriter writer)
        {
            writer.WriteStartArray();
            for (int i = 0; i < part.Length; i++)
                part[i].Write(writer, firstId + i);
            writer.WriteEndArray();
        }
    }

    private Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> attempt, bool isRepeatable, CancellationToken cancellationToken) =>
        Http.RepeatAsync(attempt, isRepeatable ? Options.MaxAttempts : 1, Options, _time, cancellationToken);

    private async Task<JsonDocument> ExchangeAsync(string name, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter writer = new(body))
            write(writer);
        using HttpRequestMessage message = new(HttpMethod.Post, Endpoint)
        {
            Content = new ReadOnlyMemoryContent(body.WrittenMemory) { Headers = { ContentType = s_json } },
        };
        Http.Answer answer = await Http.ExchangeAsync(_http, message, name, Options.Timeout, Options.MaxResponseBytes, _time, cancellationToken).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.OK)
            return RpcAnswer.Parse(answer.Body, Options.MaxDepth, name);
        try
        {
            return RpcAnswer.Parse(answer.Body, Options.MaxDepth, name); // some nodes give errors a status of their own
        }
        catch (RpcProtocolException)
        {
            throw answer.ToException(name); // a proxy's page, not the node's answer
        }
    }
}
