using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.L1.Rpc;

/// <summary>A method and its parameters.</summary>
/// <param name="Method">The method's name, such as <c>eth_chainId</c>.</param>
/// <param name="Parameters">The parameters in order, as JSON.</param>
public sealed record RpcRequest(string Method, params JsonNode?[] Parameters)
{
    /// <summary>Whether sending it twice does no more than sending it once. Default true: only a few methods are otherwise.</summary>
    public bool IsRepeatable { get; init; } = true;

    internal void Write(Utf8JsonWriter writer, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WriteNumber("id", id);
        writer.WriteString("method", Method);
        writer.WriteStartArray("params");
        foreach (JsonNode? parameter in Parameters)
        {
            if (parameter is null)
                writer.WriteNullValue();
            else
                parameter.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
