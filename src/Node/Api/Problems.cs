using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>Refusals as RFC 9457 problems; the title is the refusal or the broken rule.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(Outcome outcome) => TypedResults.Problem(
        detail: outcome.Refusal == Refusal.Rule ? $"The rule {outcome.Rule} of docs/spec/operations.md is broken." : $"The sequencer refuses: {outcome.Refusal}.",
        statusCode: StatusOf(outcome.Refusal),
        title: outcome.Refusal == Refusal.Rule ? outcome.Rule.ToString() : outcome.Refusal.ToString());

    public static ProblemHttpResult Malformed(string detail) =>
        TypedResults.Problem(detail: detail, statusCode: StatusCodes.Status400BadRequest, title: nameof(Refusal.Malformed));

    private static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.Malformed => StatusCodes.Status400BadRequest,
        Refusal.NonceAhead or Refusal.NonceUsed => StatusCodes.Status409Conflict,
        Refusal.Busy => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
