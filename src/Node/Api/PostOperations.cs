using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>POST /operations/batch: many operations as records of 100 bytes; the answer is the confirmation of their last block and one outcome each.</summary>
/// <remarks>
/// Answer: block, first slot, generation, deadline, entry (8 bytes each), hash of the block's last receipt (32), signature (65), all zero if nothing was taken;
/// then 16 bytes for each submission: refusal, rule, 6 zeros, slot (8). All big-endian. Spec: docs/spec/soft-confirmations.md#submission.
/// </remarks>
internal static class PostOperations
{
    public const int MaxRecords = 4_096, OutcomeLength = 16;
    private const string ContentType = "application/octet-stream";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/operations/batch", HandleAsync)
        .WithSummary("Hands many operations in, as binary records, and waits for their confirmation")
        .Accepts<byte[]>(ContentType).Produces(200, contentType: ContentType).ProducesProblem(400).ProducesProblem(429)
        .WithMetadata(new RequestSize());

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(HttpContext http, SequencerService sequencer, CancellationToken cancellationToken)
    {
        if (http.Request.ContentLength is not (> 0 and <= MaxRecords * SubmissionFormat.RecordLength and var length) || length % SubmissionFormat.RecordLength != 0)
            return Problems.Malformed($"From 1 to {MaxRecords} records of {SubmissionFormat.RecordLength} bytes are expected, and a Content-Length.");
        byte[] body = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            await http.Request.Body.ReadExactlyAsync(body.AsMemory(0, (int)length), cancellationToken).ConfigureAwait(false);
            if (Read(body.AsSpan(0, (int)length)) is not { } submissions)
                return Problems.Malformed("A record is no submission.");
            Answer answer = await sequencer.SubmitAsync(submissions, cancellationToken).ConfigureAwait(false);
            if (answer.RetryAfter is { } wait)
                http.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
            return answer.Confirmation is null && answer.Outcomes.All(outcome => outcome.Refusal == Refusal.Busy)
                ? Problems.Of(answer.Outcomes[0])
                : TypedResults.Bytes(Write(answer), ContentType);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static Submission[]? Read(ReadOnlySpan<byte> bytes)
    {
        List<Submission> submissions = new(bytes.Length / SubmissionFormat.RecordLength);
        while (bytes.Length > 0)
        {
            if (!SubmissionFormat.TryRead(bytes, out Submission submission, out int length))
                return null;
            submissions.Add(submission);
            bytes = bytes[length..];
        }

        return [.. submissions];
    }

    private static byte[] Write(Answer answer)
    {
        byte[] bytes = new byte[SoftConfirmation.EncodedLength + OutcomeLength * answer.Outcomes.Count];
        answer.Confirmation?.Encode().CopyTo(bytes, 0);
        for (int i = 0; i < answer.Outcomes.Count; i++)
        {
            Span<byte> own = bytes.AsSpan(SoftConfirmation.EncodedLength + OutcomeLength * i);
            Outcome outcome = answer.Outcomes[i];
            (own[0], own[1]) = ((byte)outcome.Refusal, (byte)outcome.Rule);
            BinaryPrimitives.WriteUInt64BigEndian(own[8..], outcome.Slot);
        }

        return bytes;
    }

    private sealed class RequestSize : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxRecords * SubmissionFormat.RecordLength;
    }
}
