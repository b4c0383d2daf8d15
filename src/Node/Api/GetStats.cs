using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>GET /stats: how the sequencer is doing.</summary>
internal static class GetStats
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/stats", (SequencerService sequencer) => sequencer.Status).WithSummary("How the sequencer is doing");
}
