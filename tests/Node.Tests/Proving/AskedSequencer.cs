using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.Node.Tests.Proving;

/// <summary>A node that is asked for signatures, and answers as a test likes.</summary>
internal sealed class AskedSequencer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AskedSequencer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>The paths that were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What it answers.</summary>
    public RequestDelegate Answer { get; set; } = http => Task.CompletedTask;

    public static async Task<AskedSequencer> StartAsync()
    {
        WebApplication app = NodeHost.Create("http://127.0.0.1:0").Build();
        AskedSequencer asked = new(app);
        app.Run(http =>
        {
            lock (asked.Asked)
                asked.Asked.Add(http.Request.Path);
            return asked.Answer(http);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return asked;
    }

    /// <summary>A JSON document, whatever it is.</summary>
    public static RequestDelegate Json(string json, string type = "application/json") => http =>
    {
        http.Response.ContentType = type;
        return http.Response.WriteAsync(json, http.RequestAborted);
    };

    public static RequestDelegate Status(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>Nothing, until the client has had enough.</summary>
    public static async Task Silence(HttpContext http) => await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>The beginning of an answer, and nothing more.</summary>
    public static async Task HalfAnAnswer(HttpContext http)
    {
        await http.Response.WriteAsync("[", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        await Silence(http);
    }

    /// <summary>An answer that breaks off.</summary>
    public static async Task BrokenOff(HttpContext http)
    {
        await http.Response.WriteAsync("[", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }

    /// <summary>An answer without an end.</summary>
    public static async Task Flood(HttpContext http)
    {
        byte[] piece = new byte[1 << 12];
        piece.AsSpan().Fill((byte)' ');
        while (!http.RequestAborted.IsCancellationRequested)
            await http.Response.Body.WriteAsync(piece, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
