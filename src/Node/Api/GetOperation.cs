using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>GET /operations/{slot}: a confirmed operation and its receipt.</summary>
internal static class GetOperation
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/operations/{slot}", Handle).WithSummary("A confirmed operation with its signed receipt");

    private static Results<Ok<OperationView>, NotFound> Handle(ulong slot, ReceiptBook receipts, ISettlementLayer layer) =>
        receipts.Find(slot) is { } found ? TypedResults.Ok(OperationView.Of(found, layer.View.Head)) : TypedResults.NotFound();
}
