using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>GET /batches and /batches/{number}: the batches that the sequencer still holds, from open to committed.</summary>
internal static class GetBatch
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/batches", HandleAllAsync).WithSummary("The batches that L1 could still let go of, oldest first");
        routes.MapGet("/batches/{number}", HandleAsync).WithSummary("One of them");
    }

    private static Task<BatchView[]> HandleAllAsync(SequencerService sequencer, ISettlementLayer layer, CancellationToken cancellationToken) =>
        sequencer.ReadAsync(it => it.Batches.Select(batch => BatchView.Of(batch, layer.View.Head)).ToArray(), cancellationToken);

    private static async Task<Results<Ok<BatchView>, NotFound>> HandleAsync(
        ulong number, SequencerService sequencer, ISettlementLayer layer, CancellationToken cancellationToken)
    {
        BatchView? view = await sequencer.ReadAsync(
            it => it.Batches.FirstOrDefault(batch => batch.Number == number) is { } batch ? BatchView.Of(batch, layer.View.Head) : null, cancellationToken).ConfigureAwait(false);
        return view is null ? TypedResults.NotFound() : TypedResults.Ok(view);
    }
}

/// <summary>A batch on its way to L1.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Stage">open, closed, sealed or committed.</param>
/// <param name="BatchTime">Unix seconds.</param>
/// <param name="QueueItems">Slots of the queue.</param>
/// <param name="Slots">Slots in all.</param>
/// <param name="FirstSlot">The number of its first user slot.</param>
/// <param name="SequenceEnd">User slots up to and with it.</param>
/// <param name="Root">The root after it, when it is sealed.</param>
public sealed record BatchView(ulong Number, string Stage, uint BatchTime, int QueueItems, int Slots, ulong FirstSlot, ulong SequenceEnd, string? Root)
{
    internal static BatchView Of(Batch batch, ulong head) => new(
        batch.Number,
        batch.Number <= head ? "committed" : batch.NewRoot is not null ? "sealed" : batch.IsClosed ? "closed" : "open",
        batch.Terms.BatchTime,
        batch.Terms.QueueItems.Count,
        batch.SlotCount,
        batch.FirstSlot,
        batch.SequenceEnd,
        batch.NewRoot is { } root ? Amounts.Text(root) : null);
}
