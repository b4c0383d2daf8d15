using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>POST /operations: one operation as JSON; the answer, when its block is on disk, is its signed receipt.</summary>
internal static class PostOperation
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/operations", HandleAsync)
        .WithSummary("Hands one operation in and waits for its receipt").ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);

    private static async Task<Results<Ok<OperationView>, ProblemHttpResult>> HandleAsync(
        OperationBody body, HttpContext http, SequencerService sequencer, ReceiptBook receipts, ISettlementLayer layer, CancellationToken cancellationToken)
    {
        (Submission? submission, string? field) = body.Read();
        if (submission is not { } read)
            return Problems.Malformed($"The field {field} cannot be read.");
        Answer answer = await sequencer.SubmitAsync([read], cancellationToken).ConfigureAwait(false);
        Outcome outcome = answer.Outcomes[0];
        if (answer.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
        if (outcome.Refusal is not (Refusal.None or Refusal.Duplicate) || receipts.Find(outcome.Slot) is not { } found)
            return Problems.Of(outcome);
        return TypedResults.Ok(OperationView.Of(found, layer.View.Head));
    }
}
