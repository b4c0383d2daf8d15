using System.Net;

namespace Plimsoll.L1.Rpc;

/// <summary>A request to a node that did not give the answer it asked for; the derived types say why.</summary>
public abstract class RpcException : Exception
{
    private protected RpcException(string request, string message, Exception? inner = null)
        : base($"{request}: {message}", inner) => Request = request;

    /// <summary>The method, or for a batch the methods, that were asked.</summary>
    public string Request { get; }

    /// <summary>Whether the same request may get its answer a little later.</summary>
    public virtual bool IsTransient => false;
}

/// <summary>The node could not be reached, broke the connection, or something in front of it answered instead (an HTTP status without JSON-RPC).</summary>
public sealed class RpcTransportException : RpcException
{
    internal RpcTransportException(string request, string message, HttpStatusCode? status = null, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(request, message, inner) => (Status, RetryAfter) = (status, retryAfter);

    /// <summary>The HTTP status, when there was an answer at all.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>How long the other side asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <inheritdoc/>
    public override bool IsTransient => Status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}

/// <summary>No complete answer came within the time of one attempt, however slowly it dripped in.</summary>
public sealed class RpcTimeoutException : RpcException
{
    internal RpcTimeoutException(string request, TimeSpan timeout)
        : base(request, $"no complete answer within {timeout.TotalSeconds:0.###} s") => Timeout = timeout;

    /// <summary>The time one attempt had.</summary>
    public TimeSpan Timeout { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}

/// <summary>The answer breaks the protocol: no JSON, another request's id, a malformed or impossible value, too large.</summary>
public sealed class RpcProtocolException : RpcException
{
    internal RpcProtocolException(string request, string message, bool isTransient = true, Exception? inner = null)
        : base(request, message, inner) => IsTransient = isTransient;

    /// <inheritdoc/>
    public override bool IsTransient { get; }
}

/// <summary>The node understood the request and refused it.</summary>
public class RpcServerException : RpcException
{
    /// <summary>The code for "limit exceeded" (EIP-1474), which providers use for rate limits and for too many results.</summary>
    public const int LimitExceeded = -32005;

    internal RpcServerException(string request, int code, string serverMessage, string? data)
        : base(request, $"the node refuses with {code}: {serverMessage}") => (Code, ServerMessage, ServerData) = (code, serverMessage, data);

    private protected RpcServerException(string request, string message, int code, string serverMessage, string? data)
        : base(request, message) => (Code, ServerMessage, ServerData) = (code, serverMessage, data);

    /// <summary>The JSON-RPC error code.</summary>
    public int Code { get; }

    /// <summary>The node's words, cut to a bounded length.</summary>
    public string ServerMessage { get; }

    /// <summary>The error's <c>data</c> as text, cut to a bounded length, or null.</summary>
    public string? ServerData { get; }

    /// <inheritdoc/>
    public override bool IsTransient => Code == LimitExceeded && !ServerMessage.Contains("result", StringComparison.OrdinalIgnoreCase);
}
