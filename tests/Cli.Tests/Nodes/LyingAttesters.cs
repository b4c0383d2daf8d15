using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.L1.Signing;
using Plimsoll.Node;
using Plimsoll.Node.Api;
using Plimsoll.Node.Attesting;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Tests.Nodes;

/// <summary>Attesters' nodes that lie or are broken, each below an address of its own.</summary>
internal sealed class LyingAttesters : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LyingAttesters(WebApplication app) => _app = app;

    /// <summary>They, as options of a collector; that an address ends with no slash is all the same.</summary>
    public string Options => string.Concat(((string[])["stranger", "elsewhere", "flood", "silence"]).Select(name => $" --attester {_app.Urls.First()}/{name}"));

    /// <summary>Starts them.</summary>
    /// <param name="domain">What they should sign.</param>
    /// <param name="stranger">A key of nobody who counts.</param>
    /// <param name="attester">A key of somebody who counts, and signs something else.</param>
    public static async Task<LyingAttesters> StartAsync(AttestationDomain domain, PrivateKey stranger, PrivateKey attester)
    {
        WebApplication app = NodeHost.Create("http://127.0.0.1:0").Build();
        app.MapGet("/stranger/attestations/{batch}", (string batch) => Signed(stranger, Bytes32.Parse(batch)));
        app.MapGet("/elsewhere/attestations/{batch}", (string batch) => Signed(attester, Bytes32.Zero));
        app.MapGet("/silence/attestations/{batch}", async (HttpContext http) => await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));
        app.MapGet("/flood/attestations/{batch}", async (HttpContext http) =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.WriteAsync(new string(' ', 4_096), CancellationToken.None);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);

        AttestationsView Signed(PrivateKey key, Bytes32 headerHash)
        {
            lock (app)
                return new(headerHash.ToString(), [new(attester.Address.ToString(), Hex.Encode(domain.For(headerHash).Sign(key).ToBytes()))]);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
