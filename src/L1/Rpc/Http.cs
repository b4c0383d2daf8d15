using System.Net;
using System.Net.Sockets;

namespace Plimsoll.L1.Rpc;

/// <summary>One bounded exchange over HTTP, and its repetition.</summary>
internal static class Http
{
    /// <summary>Connections of our own: no cookies, no redirects (a node has no reason to send a request elsewhere), no decompression.</summary>
    public static HttpMessageInvoker NewInvoker(Uri endpoint) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None, // a small answer stays small
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 32, // KiB
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows changes of the name's address
        UseCookies = false,
        UseProxy = !endpoint.IsLoopback,
    });

    /// <summary>Sends a message and reads the whole answer, in bounded time and memory.</summary>
    /// <exception cref="RpcTransportException">The connection failed or ended early.</exception>
    /// <exception cref="RpcTimeoutException">The last byte did not come in time.</exception>
    /// <exception cref="RpcProtocolException">The body is longer than allowed.</exception>
    public static async Task<Answer> ExchangeAsync(
        HttpMessageInvoker http, HttpRequestMessage message, string name, TimeSpan timeout, int maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        message.Version = HttpVersion.Version20; // by negotiation under TLS; plain connections speak 1.1
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        try
        {
            using HttpResponseMessage response = await http.SendAsync(message, both.Token).ConfigureAwait(false);
            byte[] body = await ReadAsync(response.Content, maxBytes, name, both.Token).ConfigureAwait(false);
            return new(response.StatusCode, body, RetryAfter(response, time));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RpcTimeoutException(name, timeout);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw new RpcTransportException(name, e.InnerException is SocketException inner ? inner.Message : e.Message, inner: e);
        }
    }

    /// <summary>Tries until an attempt succeeds, fails for good, or was the last one.</summary>
    public static async Task<T> RepeatAsync<T>(
        Func<CancellationToken, Task<T>> attempt, int attempts, RpcOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        for (int next = 2; ; next++)
        {
            TimeSpan delay;
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException e) when (e.IsTransient && next <= attempts)
            {
                delay = options.DelayBefore(next, Random.Shared.NextDouble());
                if (e is RpcTransportException { RetryAfter: { } asked } && asked > delay)
                    delay = asked < options.MaxDelay ? asked : options.MaxDelay;
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, int maxBytes, string name, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
            throw TooLarge(name, maxBytes);
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        // The announced length is only believed up to here: memory grows with the bytes that came.
        using MemoryStream body = new((int)Math.Min(content.Headers.ContentLength ?? 0, 1 << 16));
        byte[] piece = new byte[1 << 14];
        for (int count; (count = await stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (body.Length + count > maxBytes)
                throw TooLarge(name, maxBytes);
            body.Write(piece, 0, count);
        }

        return body.ToArray();
    }

    private static RpcProtocolException TooLarge(string name, int maxBytes) =>
        new(name, $"the answer is longer than the {maxBytes} bytes allowed", isTransient: false);

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter is not { } asked ? null
        : asked.Delta ?? (asked.Date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : null);

    /// <summary>What came back.</summary>
    internal readonly record struct Answer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)
    {
        public RpcTransportException ToException(string name) => new(name, $"the answer is HTTP status {(int)Status} ({Status})", Status, RetryAfter);
    }
}
