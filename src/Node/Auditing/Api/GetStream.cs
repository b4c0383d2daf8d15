using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/stream: a line for each judgement, as server-sent events; first one for each rollup as it is.</summary>
internal static class GetStream
{
    private const int Buffer = 64;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/stream", Handle).WithSummary("A line for each judgement, as server-sent events");

    private static ServerSentEventsResult<ChainSummary> Handle(AuditedRollups rollups, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(EventsAsync(rollups, cancellationToken));

    private static async IAsyncEnumerable<SseItem<ChainSummary>> EventsAsync(AuditedRollups rollups, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<ChainSummary> channel = Channel.CreateBounded<ChainSummary>(new BoundedChannelOptions(Buffer) { FullMode = BoundedChannelFullMode.DropOldest });
        Task feeding = Task.WhenAll(rollups.All.Select(auditor => FeedAsync(auditor, channel.Writer, ends.Token)));
        try
        {
            await foreach (ChainSummary summary in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return new(summary, "judgement");
        }
        finally
        {
            await ends.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task FeedAsync(Auditor auditor, ChannelWriter<ChainSummary> writer, CancellationToken cancellationToken)
    {
        for (Judgement? known = null; ;)
        {
            known = await auditor.NextAsync(known, cancellationToken).ConfigureAwait(false);
            writer.TryWrite(ChainSummary.Of(auditor));
        }
    }
}
