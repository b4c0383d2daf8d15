using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.L1.Tests.Rpc;

/// <summary>An HTTP server that follows a script, byte by byte: one step for each request, the last step again and again.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Step[] _script;
    private readonly Task _serving;
    private int _requests;
    private long _flooded;

    public ScriptedServer(params Step[] script)
    {
        _script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Writes whatever it likes to the connection, which is closed afterwards.</summary>
    public delegate Task Step(Request request, Stream connection, CancellationToken stopping);

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How many bytes of floods were taken.</summary>
    public long Flooded => Interlocked.Read(ref _flooded);

    /// <summary>A proper answer of this JSON; <c>ID</c> in it stands for the request's id.</summary>
    public static Step Json(string json) => Body(request => json.Replace("ID", request.Id, StringComparison.Ordinal));

    /// <summary>A proper answer with this result.</summary>
    public static Step Result(string result) => Json($$"""{"jsonrpc":"2.0","id":ID,"result":{{result}}}""");

    /// <summary>A proper answer with this error.</summary>
    public static Step Error(string error) => Json($$"""{"jsonrpc":"2.0","id":ID,"error":{{error}}}""");

    public static Step Body(Func<Request, string> body) => (request, connection, stopping) => WriteAsync(connection, "200 OK", "", body(request), stopping);

    public static Step Status(string status, string body, string headers = "") =>
        (_, connection, stopping) => WriteAsync(connection, status, headers, body, stopping);

    /// <summary>Exactly these bytes and then the end of the connection.</summary>
    public static Step Raw(string text) => (_, connection, stopping) => connection.WriteAsync(Encoding.UTF8.GetBytes(text), stopping).AsTask();

    /// <summary>A header that promises more, and then one byte at a time without an end.</summary>
    public static Step Drip() => async (_, connection, stopping) =>
    {
        await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"u8.ToArray(), stopping);
        while (true)
        {
            await connection.WriteAsync(" "u8.ToArray(), stopping);
            await Task.Delay(5, stopping);
        }
    };

    /// <summary>Nothing at all.</summary>
    public static Step Silence() => (_, _, stopping) => Task.Delay(Timeout.Infinite, stopping);

    /// <summary>A body without an end, as fast as it is taken.</summary>
    public static Step Flood() => async (request, connection, stopping) =>
    {
        await connection.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\""u8.ToArray(), stopping);
        byte[] piece = Encoding.ASCII.GetBytes(new string('a', 1 << 16));
        while (true)
        {
            await connection.WriteAsync(piece, stopping);
            Interlocked.Add(ref request.Server._flooded, piece.Length);
        }
    };

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving; // before the listener stops: it may be about to accept
        _listener.Stop();
        _stopping.Dispose();
    }

    private static async Task WriteAsync(Stream connection, string status, string headers, string body, CancellationToken stopping)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string head = $"HTTP/1.1 {status}\r\n{headers}Content-Length: {bytes.Length}\r\nConnection: close\r\n\r\n";
        await connection.WriteAsync(Encoding.ASCII.GetBytes(head), stopping);
        await connection.WriteAsync(bytes, stopping);
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream connection = client.GetStream();
                Request request = await ReadAsync(connection);
                int number = Interlocked.Increment(ref _requests) - 1;
                await _script[Math.Min(number, _script.Length - 1)](request, connection, _stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // the client has had enough, or the test is over
            }
        }
    }

    private async Task<Request> ReadAsync(Stream connection)
    {
        List<byte> received = [];
        byte[] piece = new byte[1 << 16];
        while (true)
        {
            int count = await connection.ReadAsync(piece, _stopping.Token);
            if (count == 0)
                throw new IOException("the client went away");
            received.AddRange(piece.AsSpan(0, count));
            string text = Encoding.UTF8.GetString([.. received]);
            int body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            if (body < 4)
                continue;
            string? length = text[..body].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            if (length is null || text.Length - body >= int.Parse(length["Content-Length:".Length..]))
                return new(this, text[..text.IndexOf("\r\n", StringComparison.Ordinal)], text[body..]);
        }
    }

    /// <summary>What the client sent.</summary>
    internal sealed record Request(ScriptedServer Server, string Line, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;

        public string Id => Json is JsonObject ? Json["id"]!.ToJsonString() : "null";

        public string[] Ids => [.. Json.AsArray().Select(item => item!["id"]!.ToJsonString())];
    }
}
