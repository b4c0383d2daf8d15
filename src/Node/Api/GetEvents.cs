using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>GET /events: blocks and batches as server-sent events; the event's name is its kind. Who is too slow loses the oldest ones.</summary>
internal static class GetEvents
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/events", Handle).WithSummary("Blocks and batches as they come");

    private static ServerSentEventsResult<EventView> Handle(NodeEvents events, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(ViewsAsync(events, cancellationToken));

    private static async IAsyncEnumerable<SseItem<EventView>> ViewsAsync(NodeEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (NodeEvent item in events.ListenAsync(cancellationToken).ConfigureAwait(false))
            yield return new(EventView.Of(item), item.GetType().Name);
    }
}

/// <summary>One event; what it does not have is null.</summary>
/// <param name="Block">The block's number.</param>
/// <param name="Batch">The batch's height; of a rebuilding, the first.</param>
/// <param name="FirstSlot">The number of the block's first user slot.</param>
/// <param name="Count">Operations of the block, slots of the batch, confirmed operations that broke, or proven segments.</param>
/// <param name="Hash">The hash of the block's last receipt, the batch's root, or of a proven batch the header's hash.</param>
public sealed record EventView(ulong? Block, ulong Batch, ulong? FirstSlot, int Count, string? Hash)
{
    internal static EventView Of(NodeEvent item) => item switch
    {
        NodeEvent.BlockConfirmed it => new(it.Number, it.Batch, it.FirstSlot, it.Operations, it.ReceiptHash.ToString()),
        NodeEvent.BatchSealed it => new(null, it.Number, null, it.Slots, Amounts.Text(it.Root)),
        NodeEvent.SegmentProven it => new(null, it.Batch, null, it.Segment + 1, null),
        NodeEvent.BatchProven it => new(null, it.Batch, null, it.Segments, it.HeaderHash.ToString()),
        NodeEvent.BatchesRebuilt it => new(null, it.From, null, it.Broken, null),
        _ => throw new ArgumentException("There is no such event.", nameof(item)),
    };
}
