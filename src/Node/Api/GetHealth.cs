using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>GET /health: 200 while the loop runs, 503 when it has stopped, with the reason.</summary>
internal static class GetHealth
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health", Handle).WithSummary("Whether the sequencer's loop runs").ProducesProblem(503);

    private static Results<Ok<SequencerStatus>, ProblemHttpResult> Handle(SequencerService sequencer) => sequencer.ExecuteTask switch
    {
        { IsCompleted: false } => TypedResults.Ok(sequencer.Status),
        { IsFaulted: true, Exception: { InnerException.Message: var reason } } => TypedResults.Problem(reason, statusCode: StatusCodes.Status503ServiceUnavailable),
        _ => TypedResults.Problem("The sequencer is not running.", statusCode: StatusCodes.Status503ServiceUnavailable),
    };
}
