using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Plimsoll.L1.Rpc;

/// <summary>Finds the results in the bytes that a node answered, and trusts none of them.</summary>
internal static class RpcAnswer
{
    private const int MaxQuoted = 1_000;

    /// <summary>Parses the body of an answer; names that occur twice are refused, because readers differ in which they see.</summary>
    /// <exception cref="RpcProtocolException">It is not one JSON document of bounded depth.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, int maxDepth, string request)
    {
        try
        {
            return JsonDocument.Parse(body, new() { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter for a name that is no Unicode
        {
            throw new RpcProtocolException(request, $"the answer is not JSON: {Quote(body.Span)}", inner: e);
        }
    }

    /// <summary>Returns the result of a single answer.</summary>
    /// <exception cref="RpcServerException">The node refused.</exception>
    /// <exception cref="RpcProtocolException">It is not an answer to the request of this id.</exception>
    public static JsonElement ReadSingle(JsonElement answer, long id, string request)
    {
        RequireVersion(answer, request);
        RpcServerException? error = ReadError(answer, request);
        JsonElement answered = answer.Member("id");
        // A node that could not read the request's id says null, and then it can only be an error.
        if (!IsId(answered, id) && !(error is not null && answered.ValueKind == JsonValueKind.Null))
            throw new RpcProtocolException(request, $"the answer is for request {Quote(answered)}, not {id}");
        return error is null ? ReadResult(answer, request) : throw error;
    }

    /// <summary>Returns the answers of a batch in the order of its requests, whose ids count up from <paramref name="firstId"/>.</summary>
    /// <remarks>An answer that is an error stays in place: the other requests of the batch have their results.</remarks>
    /// <exception cref="RpcServerException">The node refused the batch as a whole.</exception>
    /// <exception cref="RpcProtocolException">An answer is missing, there twice, or belongs to another request.</exception>
    public static RpcResult[] ReadBatch(JsonElement answer, long firstId, IReadOnlyList<RpcRequest> requests, string request)
    {
        if (answer.ValueKind == JsonValueKind.Object && ReadError(answer, request) is { } refusal)
            throw refusal;
        if (answer.ValueKind != JsonValueKind.Array)
            throw new RpcProtocolException(request, "the answer to a batch is not an array");
        if (answer.GetArrayLength() != requests.Count)
            throw new RpcProtocolException(request, $"{answer.GetArrayLength()} answers to {requests.Count} requests");

        var results = new RpcResult?[requests.Count];
        foreach (JsonElement item in answer.EnumerateArray())
        {
            RequireVersion(item, request);
            JsonElement answered = item.Member("id");
            if (answered.ValueKind != JsonValueKind.Number || !answered.TryGetInt64(out long id) || id < firstId || id - firstId >= requests.Count)
                throw new RpcProtocolException(request, $"an answer is for request {Quote(answered)}, which is not in the batch");
            int position = (int)(id - firstId);
            if (results[position] is not null)
                throw new RpcProtocolException(request, $"two answers are for request {id}");
            results[position] = ReadError(item, requests[position].Method) is { } error ? new(default, error) : new(ReadResult(item, request), null);
        }

        return [.. results.Select(result => result!.Value)]; // as many distinct positions as requests: each is filled
    }

    /// <summary>Returns the beginning of a text that came from outside, on one line, for a message.</summary>
    public static string Quote(string text)
    {
        StringBuilder line = new(Math.Min(text.Length, MaxQuoted));
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxQuoted)))
            line.Append(char.IsControl(c) ? ' ' : c);
        return text.Length > MaxQuoted ? line.Append('…').ToString() : line.ToString();
    }

    /// <summary>Returns the beginning of a value's JSON, on one line, for a message.</summary>
    public static string Quote(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
            return "(none)";
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(element);
        return Quote(Encoding.UTF8.GetString(json[..Math.Min(json.Length, MaxQuoted)])) + (json.Length > MaxQuoted ? "…" : "");
    }

    private static string Quote(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? "it is empty" : $"it begins with '{Quote(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 200)]))}'";

    private static bool IsId(JsonElement element, long id) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long answered) && answered == id;

    private static void RequireVersion(JsonElement answer, string request)
    {
        if (answer.Member("jsonrpc").TextOrNull() != "2.0")
            throw new RpcProtocolException(request, "the answer is not a JSON-RPC 2.0 object");
    }

    private static JsonElement ReadResult(JsonElement answer, string request) =>
        answer.TryGetProperty("result", out JsonElement result)
            ? result
            : throw new RpcProtocolException(request, "the answer has neither a result nor an error");

    private static RpcServerException? ReadError(JsonElement answer, string request)
    {
        JsonElement error = answer.Member("error");
        if (error.IsNothing())
            return null;
        if (error.Member("code") is not { ValueKind: JsonValueKind.Number } number
            || !number.TryGetInt32(out int code))
            throw new RpcProtocolException(request, "the answer's error has no code");
        string message = error.Member("message").TextOrNull() is { } text ? Quote(text) : "(no message)";
        JsonElement data = error.Member("data");
        return RevertData.TryFind(code, message, data, out byte[] revertData)
            ? new ExecutionRevertedException(request, code, message, revertData)
            : new RpcServerException(request, code, message, data.IsNothing() ? null : Quote(data));
    }
}
