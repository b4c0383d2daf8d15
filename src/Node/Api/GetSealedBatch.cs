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
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/batches/{number}/sealed", Handle).WithSummary("A batch that waits for its commit, as bytes, for batchers").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");

    private static Results<FileContentHttpResult, NotFound> Handle(ulong number, SealedBatches outbox)
    {
        if (outbox.Find(number) is not { } batch)
            return TypedResults.NotFound();
        byte[] bytes = SealedBatchFormat.Encode(batch);
        return TypedResults.Bytes(bytes, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{Hex.Encode(SHA256.HashData(bytes))}\""));
    }
}
