using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Proving;

namespace Plimsoll.Node.Api;

/// <summary>GET /prover: how the prover is doing, where this node runs one.</summary>
internal static class GetProver
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/prover", (Prover prover) => prover.Status).WithSummary("How the prover is doing");
}
