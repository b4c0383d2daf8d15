using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>GET /batches/{number}/slots: words and signatures of a batch that is not final yet, for provers of rollups whose blobs hold words alone.</summary>
internal static class GetSignedSlots
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/batches/{number}/slots", HandleAsync).WithSummary("The slots of a pending batch, with signatures, for provers");

    private static async Task<Results<Ok<SlotView[]>, NotFound>> HandleAsync(ulong number, SequencerService sequencer, CancellationToken cancellationToken) =>
        await Proving.SequencedBatches.FindAsync(sequencer, number, cancellationToken).ConfigureAwait(false) is { } slots
            ? TypedResults.Ok(slots.Select(slot => new SlotView(Amounts.Text(slot.W), Amounts.Text(slot.X), Amounts.Text(slot.Y))).ToArray())
            : TypedResults.NotFound();
}

/// <summary>A slot's first three elements, in hexadecimal.</summary>
/// <param name="W">The word.</param>
/// <param name="X">e of a signature, or Q.x.</param>
/// <param name="Y">s of a signature, or Q.y.</param>
public sealed record SlotView(string W, string X, string Y);
