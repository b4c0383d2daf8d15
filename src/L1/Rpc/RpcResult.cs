using System.Text.Json;

namespace Plimsoll.L1.Rpc;

/// <summary>The answer to one request of a batch: a result, or the node's refusal of that request alone.</summary>
/// <param name="Value">The result; undefined when there is an error.</param>
/// <param name="Error">The refusal, or null.</param>
public readonly record struct RpcResult(JsonElement Value, RpcServerException? Error)
{
    /// <summary>Returns the result.</summary>
    /// <exception cref="RpcServerException">The node refused this request.</exception>
    public JsonElement Get() => Error is null ? Value : throw Error;
}
