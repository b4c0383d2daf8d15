using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>GET /v1/params/{id}: the numbers of the model, each with its source.</summary>
internal static class GetParameters
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/params/{id}", Handle).WithSummary("The model's parameters by their id").ProducesProblem(404);

    private static Results<Ok<ParametersView>, ProblemHttpResult> Handle(string id, AuditedRollups rollups)
    {
        RiskParameters? found = rollups.All.Select(auditor => auditor.Options.Parameters).FirstOrDefault(it => it.Id.ToString().Equals(id, StringComparison.OrdinalIgnoreCase));
        return found is null
            ? TypedResults.Problem($"No parameters {id} are in use.", statusCode: StatusCodes.Status404NotFound, title: "NoSuchParameters")
            : TypedResults.Ok(new ParametersView(found.Id.ToString(), found.Name, [.. found.All.Select(it => new ParameterView(it.Id, it.Value, it.Unit, it.Source))]));
    }
}

/// <summary>A document of parameters.</summary>
/// <param name="Id">Its hash.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">In the order of their ids.</param>
public sealed record ParametersView(string Id, string Name, IReadOnlyList<ParameterView> Parameters);

/// <summary>A parameter.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Value">In its unit.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Source">Where it comes from, or the word assumption.</param>
public sealed record ParameterView(string Id, double Value, string Unit, string Source);
