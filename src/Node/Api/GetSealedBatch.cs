using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>GET /batches/{number}/sealed: a batch with its roots that L1 does not have yet, for a batcher in another process (<see cref="SealedBatchFormat"/>).</summary>
internal static class GetSealedBatch
{
    // A batcher asks ten times a second; each batch is written and hashed once, and forgotten with it.
    private static readonly ConditionalWeakTable<SealedBatch, Answer> s_answers = [];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/batches/{number}/sealed", Handle).WithSummary("A batch that waits for its commit, as bytes, for batchers").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");

    private static Results<FileContentHttpResult, NotFound> Handle(ulong number, SealedBatches outbox)
    {
        if (outbox.Find(number) is not { } batch)
            return TypedResults.NotFound();
        Answer answer = s_answers.GetValue(batch, Answer.Of);
        return TypedResults.Bytes(answer.Bytes, "application/octet-stream", entityTag: answer.Tag);
    }

    private sealed record Answer(byte[] Bytes, EntityTagHeaderValue Tag)
    {
        public static Answer Of(SealedBatch batch)
        {
            byte[] bytes = SealedBatchFormat.Encode(batch);
            return new(bytes, new($"\"{Hex.Encode(SHA256.HashData(bytes))}\""));
        }
    }
}
