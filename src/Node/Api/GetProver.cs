using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Proving;

namespace Plimsoll.Node.Api;

/// <summary>GET /prover: how the prover is doing, where this node runs one.</summary>
internal static class GetProver
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/prover", (Prover prover) => ProverView.Of(prover.Status)).WithSummary("How the prover is doing");
}

/// <summary>How the prover is doing.</summary>
/// <param name="Proven">All batches up to this height are proven on L1.</param>
/// <param name="Committed">The height of L1's head.</param>
/// <param name="WaitingBatches">Committed batches without a proof.</param>
/// <param name="WaitingSlots">Their slots.</param>
/// <param name="LagSeconds">How long the oldest of them waits, by L1's clock.</param>
/// <param name="Work">The batch in work; null for none.</param>
/// <param name="SlotsPerSecond">Slots that were proven in a second of work lately.</param>
/// <param name="Segments">Segments that were proven since the start.</param>
/// <param name="Trouble">Why the oldest waiting batch is not in work, if it is not.</param>
public sealed record ProverView(
    ulong Proven, ulong Committed, int WaitingBatches, long WaitingSlots, ulong LagSeconds, ProofWorkView? Work, double SlotsPerSecond, long Segments, string? Trouble)
{
    internal static ProverView Of(ProverStatus status) => new(
        status.Proven,
        status.Committed,
        status.WaitingBatches,
        status.WaitingSlots,
        status.LagSeconds,
        status.Work is { } work ? new(work.Height, work.HeaderHash.ToString(), work.Segments, work.Done) : null,
        status.SlotsPerSecond,
        status.Segments,
        status.Trouble);
}

/// <summary>How far a batch's proof is.</summary>
/// <param name="Height">The batch.</param>
/// <param name="HeaderHash">Its name.</param>
/// <param name="Segments">How many segments it has.</param>
/// <param name="Done">How many of them are proven.</param>
public sealed record ProofWorkView(ulong Height, string HeaderHash, int Segments, int Done);
